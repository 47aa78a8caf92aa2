"""Партнёрство двух школ: its page, and the confirmation by the district of either side."""

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, State, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import address
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access import rights
from data_access.changes import Conflict, Refused
from data_access.changes.confirming import confirm
from data_access.queries.partnerships import partnership as partnership_report
from data_access.troubles import trouble_of
from data_access.viewer import EVERY_ROLE, AccessDenied, NotFound, SessionEnded, Viewer
from layouts import ids
from layouts import partnership as layout
from layouts.texts import partnership as words
from layouts.texts import records as record_words
from layouts.texts.errors import SESSION_ENDED
from monitoring.organisations import Organisation
from monitoring.reports.school import Partnership


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page. Raises ``NotFound``, ``AccessDenied``."""
    number = address.number(address.tail(asked.path, "partnership"))
    if number is None:
        raise NotFound("партнёрство")
    report = partnership_report(asked.connection, asked.viewer, asked.publication, asked.selection, number)
    item = report.partnership
    content = layout.page(
        report,
        asked.publication,
        asked.selection,
        writable=rights.of_pair(
            asked.viewer, (item.mentee_id, item.mentor_id), (item.mentee_district, item.mentor_district)
        ),
        confirms=_confirms(asked.viewer, item),
    )
    return layout.title(report), content


PAGE = Page(
    "partnership",
    "/partnership/<partnership_id>",
    "Партнёрство",
    "partnerships",
    make,
    layout.skeleton,
    readers=EVERY_ROLE,
)


def _confirms(viewer: Viewer, item: Partnership) -> bool:
    return viewer.organisation is Organisation.DISTRICT and viewer.district in item.awaited


def answer(services: Services, store: Mapping[str, Any], query: Mapping[str, str]) -> tuple[Any, ...]:
    """Confirms for the viewer of the session: state, words of either side, success, problem, whether the button rests.

    Never raises. ``store`` comes from the browser and is checked as any change is.
    """
    try:
        return *_confirmed(services, store, query), "", True
    except Refused as refused:
        problem = "; ".join(refused.problems.values())
        return no_update, no_update, no_update, "", f"Не сохранено: {problem}.", False
    except Conflict:
        problem = words.CHANGED
    except AccessDenied:
        problem = words.DENIED
    except NotFound:
        problem = words.GONE
    except SessionEnded:
        problem = SESSION_ENDED
    except Exception as error:  # a sentence instead of silence; the log has the rest
        problem = record_words.failed(services.failed(error), trouble_of(error))
    return no_update, no_update, no_update, "", problem, False


def _confirmed(services: Services, store: Mapping[str, Any], query: Mapping[str, str]) -> tuple[str, str, str, str]:
    with services.reading() as connection:
        publication = services.publication(connection)
        viewer = services.viewer(connection, publication)
        selection = None if publication is None else address.selection(publication, query)
    number, revision = address.key(store.get("id")), address.key(store.get("revision"))
    if viewer is None or publication is None or selection is None:
        raise AccessDenied
    if number is None or revision is None:
        raise NotFound("партнёрство")
    with services.writing() as connection:
        confirm(connection, viewer, number, revision, today=services.today(connection))
    with services.reading() as connection:
        return layout.said(partnership_report(connection, viewer, publication, selection, number).partnership)


def register(app: Dash, services: Services) -> None:
    """Wires the button; the page takes over what the confirmation has changed."""

    @app.callback(
        Output(ids.PARTNERSHIP_STATE, "children"),
        Output(ids.PARTNERSHIP_MENTEE_SAID, "children"),
        Output(ids.PARTNERSHIP_MENTOR_SAID, "children"),
        Output(ids.PARTNERSHIP_CONFIRMED, "children"),
        Output(ids.PARTNERSHIP_PROBLEM, "children"),
        Output(ids.PARTNERSHIP_CONFIRM, "disabled"),
        Input(ids.PARTNERSHIP_CONFIRM, "n_clicks"),
        State(ids.PARTNERSHIP_STORE, "data"),
        State(ids.YEAR_SELECT, "name"),
        State(ids.METHOD_SELECT, "name"),
        prevent_initial_call=True,
    )
    def _confirm(clicks: int | None, store: Mapping[str, Any] | None, year: str, method: str) -> tuple[Any, ...]:
        if not clicks or not isinstance(store, dict):
            raise PreventUpdate
        return answer(services, store, {"year": str(year or ""), "method": str(method or "")})
