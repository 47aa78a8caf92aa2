"""Город: the page and what its map does in the browser."""

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks import clear, maps
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access.queries.approved import approved_list
from data_access.queries.attention_terms import overdue_count
from data_access.queries.city import city_report
from data_access.viewer import EVERY_ROLE
from layouts import city, ids
from layouts.texts import live


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the city page for the year and the method asked for."""
    report = city_report(asked.connection, asked.viewer, asked.publication, asked.selection)
    overdue = overdue_count(asked.connection, asked.viewer, asked.today)
    approved = approved_list(asked.connection, asked.viewer, asked.publication, asked.selection.year)
    return city.title(), city.page(
        report,
        asked.publication,
        asked.selection,
        asked.view,
        boundaries=asked.boundaries,
        approved=approved,
        overdue=overdue,
    )


PAGE = Page(
    "city",
    "/",
    "Город",
    "city",
    make,
    city.skeleton,
    readers=EVERY_ROLE,
    live=live.OF_PLACES,
)


def register(app: Dash, services: Services) -> None:
    """Wires the map: a click opens a page, layer and links change without asking the server."""
    maps.open_on_click(app, ids.CITY_MAP_GRAPH)
    app.clientside_callback(
        ClientsideFunction("traektoria", "paintLayer"),
        Output(ids.CITY_MAP_LEGEND, "className"),
        Output(ids.CITY_MAP_NOTE, "children"),
        Input(ids.CITY_LAYER_SELECT, "value"),
        State(ids.CITY_LAYERS_STORE, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("traektoria", "toggleLinks"),
        Output(ids.CITY_DONE, "data"),
        Input(ids.CITY_LINKS_SWITCH, "value"),
        prevent_initial_call=True,
    )
    clear.hide_unclear(app, switch=ids.CITY_CLEAR_SWITCH, done=ids.CITY_CLEAR_DONE)
