"""Дорожная карта: the plan on the day asked for; the next year's plan after it."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import address, grids
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access import rights
from data_access.changes import Refused
from data_access.changes.copy_plan import copy_plan
from data_access.queries.road_map import plan_years
from data_access.queries.road_map import road_map as plan_on
from data_access.viewer import EVERY_ROLE, AccessDenied, SessionEnded
from layouts import ids, road_map
from layouts.texts import road_map as words
from layouts.texts.errors import SESSION_ENDED
from monitoring.organisations import Organisation


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    # The list of a year governs the school year after it.
    year = asked.view.plan or asked.selection.year + 1
    found = plan_on(asked.connection, asked.viewer, year, asked.view.on)
    reportable = frozenset(
        task.id
        for item in found.items
        for task in item.tasks
        if rights.may_report(asked.viewer, task.place, task.operators)
    )
    copies = asked.viewer.organisation is Organisation.COMMITTEE
    return road_map.title(), road_map.page(found, asked.selection, reportable, copies=copies)


YEARS = range(1900, 2200)
"""Of plans that are looked for at all: the calendar ends, what a browser may send does not."""
PAGE = Page("road_map", "/roadmap", "Дорожная карта", "roadmap", make, road_map.skeleton, readers=EVERY_ROLE)


def copied(services: Services, years: object, query: dict[str, object]) -> list[Any]:
    """Makes the next year's plan for the viewer of the session and says what became of it.

    ``years``: of the plan to copy and of the new one, as the browser sent them.
    """
    if not (isinstance(years, list) and len(years) == 2 and all(address.key(year) in YEARS for year in years)):
        raise PreventUpdate
    source, target = years
    with services.reading() as connection:
        publication = services.publication(connection)
        viewer, today = services.viewer(connection, publication), services.today(connection)
    selection = None if publication is None else address.selection(publication, address.words(query))
    if viewer is None or selection is None:
        raise PreventUpdate
    try:
        with services.writing() as connection:
            made = copy_plan(connection, viewer, source, target, today=today)
    except AccessDenied:
        return road_map.copy_result(words.COPY_DENIED, None, selection)
    except SessionEnded:
        return road_map.copy_result(SESSION_ENDED, None, selection)
    except Refused as refused:
        plan = target if _stands(services, target) else None
        return road_map.copy_result(words.not_copied(str(refused)), plan, selection)
    return road_map.copy_result(words.copied(target, made.items, made.tasks), target, selection)


def _stands(services: Services, plan: int) -> bool:
    with services.reading() as connection:
        return plan in plan_years(connection)


def register(app: Dash, services: Services) -> None:
    """Wires the day, the filter of the table and the button that makes the next plan."""
    grids.filter_rows(app, grid=ids.ROAD_MAP_GRID, field=ids.ROAD_MAP_FILTER)
    app.clientside_callback(
        ClientsideFunction("traektoria", "chooseDay"),
        Output(ids.LOCATION, "search", allow_duplicate=True),
        Input(ids.ROAD_MAP_DAY, "value"),
        State(ids.ROAD_MAP_DAY, "name"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(ids.ROAD_MAP_COPY_RESULT, "children"),
        Input(ids.ROAD_MAP_COPY_BUTTON, "n_clicks"),
        State(ids.ROAD_MAP_COPY_STORE, "data"),
        State(ids.YEAR_SELECT, "name"),
        State(ids.METHOD_SELECT, "name"),
        running=[(Output(ids.ROAD_MAP_COPY_BUTTON, "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def _copy(clicks: int | None, years: object, year: object, method: object) -> list[Any]:
        if not clicks:
            raise PreventUpdate
        return copied(services, years, {"year": str(year), "method": method})
