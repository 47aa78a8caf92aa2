"""Сопровождение школы: its case; outside the viewer's scope the school's card alone."""

from dash.development.base_component import Component

from callbacks import address
from callbacks.page import Asked, Page
from data_access import rights
from data_access.queries.case import case_report
from data_access.queries.school import school_card
from data_access.viewer import EVERY_ROLE, AccessDenied
from layouts import case, school
from layouts.case_view import CaseView


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page of the school in the path. Raises ``NotFound``."""
    number = address.school_id(asked.path, "case")
    card = school_card(asked.connection, asked.viewer, asked.publication, number)
    try:
        report = case_report(asked.connection, asked.viewer, asked.publication, asked.selection, number)
    except AccessDenied:
        asked.closed()
        return case.title(card), school.card_page(card, asked.publication, asked.selection)
    kinds = rights.of_school(asked.viewer, card.id, card.district)
    view = CaseView(report.case, asked.today, asked.selection, asked.path, kinds)
    return case.title(card), case.page(report, view)


PAGE = Page("case", "/case/<school_id>", "Сопровождение школы", "schools", make, case.skeleton, readers=EVERY_ROLE)
