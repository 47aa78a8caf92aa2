"""Район: the page of one district."""

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks import address, clear, grids, maps
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access.queries.approved import approved_list
from data_access.queries.attention_terms import overdue_in_district
from data_access.queries.district import district_report
from data_access.viewer import EVERY_ROLE
from layouts import district, ids
from layouts.texts import live


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page of the district in the path. Raises ``NotFound``."""
    code = address.district_code(asked.path)
    report = district_report(asked.connection, asked.viewer, asked.publication, asked.selection, code)
    overdue = overdue_in_district(asked.connection, asked.viewer, asked.today, code)
    approved = approved_list(asked.connection, asked.viewer, asked.publication, asked.selection.year)
    return district.title(code), district.page(
        report,
        asked.publication,
        asked.selection,
        asked.view,
        boundaries=asked.boundaries,
        approved=approved,
        overdue=overdue,
    )


PAGE = Page(
    "district",
    "/district/<slug>",
    "Район",
    "city",
    make,
    district.skeleton,
    readers=EVERY_ROLE,
    live=live.OF_PLACES,
)


def register(app: Dash, services: Services) -> None:
    """Wires map and funnel, the choice of another district, the assessment of the charts, the filter of the table."""
    maps.open_on_click(app, ids.DISTRICT_MAP_GRAPH)
    maps.open_on_click(app, ids.DISTRICT_FUNNEL_GRAPH)
    grids.filter_rows(app, grid=ids.DISTRICT_SCHOOLS_GRID, field=ids.DISTRICT_SCHOOLS_FILTER)
    app.clientside_callback(
        ClientsideFunction("traektoria", "chooseDistrict"),
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Input(ids.DISTRICT_SWITCH, "value"),
        State(ids.DISTRICT_SWITCH, "name"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("traektoria", "pickTrend"),
        Output(ids.DISTRICT_DONE, "data"),
        Input(ids.DISTRICT_TREND_SELECT, "value"),
        prevent_initial_call=True,
    )
    clear.hide_unclear(app, switch=ids.DISTRICT_CLEAR_SWITCH, done=ids.DISTRICT_CLEAR_DONE)
