"""Дорожная карта: the plan on the day asked for."""

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks import grids
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access.queries.road_map import road_map as plan_on
from layouts import ids, road_map


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    found = plan_on(asked.connection, asked.viewer, asked.publication, asked.selection.year, asked.view.on)
    return road_map.title(), road_map.page(found, asked.publication, asked.selection)


PAGE = Page("road_map", "/roadmap", "Дорожная карта", "roadmap", make, road_map.skeleton)


def register(app: Dash, services: Services) -> None:
    """Wires the day and the filter of the table."""
    grids.filter_rows(app, grid=ids.ROAD_MAP_GRID, field=ids.ROAD_MAP_FILTER)
    app.clientside_callback(
        ClientsideFunction("traektoria", "chooseDay"),
        Output(ids.LOCATION, "search", allow_duplicate=True),
        Input(ids.ROAD_MAP_DAY, "value"),
        State(ids.ROAD_MAP_DAY, "name"),
        prevent_initial_call=True,
    )
