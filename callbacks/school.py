"""Школа: the page of one school; outside the viewer's scope its card alone."""

from dash import ClientsideFunction, Dash, Input, Output
from dash.development.base_component import Component

from callbacks import address, clear
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access import rights
from data_access.queries.approved import approved_list
from data_access.queries.case import school_case
from data_access.queries.school import school_card, school_report
from data_access.queries.watched import watched_since
from data_access.viewer import EVERY_ROLE, AccessDenied
from layouts import ids, school
from layouts.case_view import CaseView
from layouts.texts import live
from monitoring.reports.school import SchoolCard


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page of the school in the path. Raises ``NotFound``."""
    number = address.school_id(asked.path)
    card = school_card(asked.connection, asked.viewer, asked.publication, number)
    try:
        report = school_report(asked.connection, asked.viewer, asked.publication, asked.selection, number)
    except AccessDenied:
        asked.closed()
        return school.title(card), school.card_page(card, asked.publication, asked.selection)
    case = _case(asked, card)
    approved = approved_list(asked.connection, asked.viewer, asked.publication, asked.selection.year)
    watched = number in watched_since(asked.connection, asked.viewer)
    shown = school.page(
        report, asked.publication, asked.selection, asked.view, approved, case, watched=watched, moved=case is None
    )
    return school.title(card), shown


def _case(asked: Asked, card: SchoolCard) -> CaseView | None:
    """The school's case; None where the register has it in another district, whose the records are from then on.

    Results follow the card, which changes with the next publication.
    """
    try:
        case = school_case(asked.connection, asked.viewer, card.id)
    except AccessDenied:
        return None
    kinds = rights.of_school(asked.viewer, card.id, card.district)
    return CaseView(case, asked.today, asked.selection, asked.path, kinds)


PAGE = Page(
    "school",
    "/school/<school_id>",
    "Школа",
    "schools",
    make,
    school.skeleton,
    watches=True,
    readers=EVERY_ROLE,
    live=live.OF_SCHOOL,
)


def register(app: Dash, services: Services) -> None:
    """Wires the choice of the procedure in the trajectory."""
    app.clientside_callback(
        ClientsideFunction("traektoria", "pickSeries"),
        Output(ids.SCHOOL_DONE, "data"),
        Input(ids.SCHOOL_SERIES_SELECT, "value"),
        prevent_initial_call=True,
    )
    clear.hide_unclear(app, switch=ids.SCHOOL_CLEAR_SWITCH, done=ids.SCHOOL_CLEAR_DONE)
