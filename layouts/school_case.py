"""The case on a school's page: what waits to be done in one line, and the axis of time."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts import ids
from layouts.attributes import aria
from layouts.case_view import CaseView
from layouts.components.sections import empty, figure, section, source_line, twin
from layouts.figures.graph import empty_graph, graph
from layouts.figures.time_axis import drawn
from layouts.figures.time_pictures import pictures
from layouts.links import link, to_case
from layouts.texts import case as words
from layouts.texts import city as city_words
from layouts.texts import time_axis as axis_words
from layouts.time_axis import axis_table, events, shares
from monitoring.procedures import assessment_name
from monitoring.reports.publication import Publication
from monitoring.reports.school import ResultPoint, SchoolReport


def school_case(
    report: SchoolReport,
    publication: Publication,
    view: CaseView,
    key: tuple[str, str, int] | None,
    points: Sequence[ResultPoint],
) -> html.Section:
    """The section; ``points`` are results of the assessment ``key``, which the axis shows."""
    case = view.case
    post = case.responsible[0] if case.responsible else None
    said: list[Any] = [
        f"{words.RESPONSIBLE}: {words.responsible(post)}. " if case.state or post else None,
        f"{words.REVIEW_FIGURE}: {words.review_line(case.reviews[0])}. " if case.reviews else None,
        link(words.ALL, to_case(report.card.id, view.selection)),
    ]
    return section(
        words.hook(case, view.today), html.P(said), *_axis(report, publication, view, key, points),
        class_name="school-case",
    )  # fmt: skip


def case_elsewhere() -> html.Section:
    """In place of the section for whom the school is no longer one of his own."""
    parts = html.P(words.ELSEWHERE_NOTE), _no_axis()
    return section(words.ELSEWHERE, *parts, class_name="school-case")


def _no_axis() -> html.Div:
    # Callbacks find their components whatever is on the page.
    return html.Div(empty_graph(ids.SCHOOL_TIME_GRAPH), hidden=True)


def _axis(
    report: SchoolReport,
    publication: Publication,
    view: CaseView,
    key: tuple[str, str, int] | None,
    points: Sequence[ResultPoint],
) -> list[Any]:
    found, of_years = events(report, view), shares(points)
    if not found and not of_years:
        return [_no_axis(), empty(axis_words.EMPTY)]
    series = "" if key is None else assessment_name(*key)
    axis = drawn(found, of_years, view.today)
    axis.figure["layout"]["meta"] = {"pictures": pictures(found, of_years, view.today)}
    chart = graph(ids.SCHOOL_TIME_GRAPH, axis.figure, height=axis.height)
    label = aria(label=axis_words.TITLE)
    return [
        html.P(axis_words.note(series), className="note"),
        html.Div(figure(chart, axis_words.CAPTION), className="time-axis", tabIndex=0, role="region", **label),
        source_line(city_words.source(publication, view.selection), words.AND_RECORDS),
        twin(axis_words.TWIN, axis_table(found, of_years, series)),
    ]
