"""Page «Откуда эти цифры»: file, sheet and row behind every published figure of a school."""

from typing import Any

from dash import html

from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.sections import block, empty, page_head, section
from layouts.components.tables import Column, scrolled, table
from layouts.links import href, link, to_origins, to_school
from layouts.texts import grammar as g
from layouts.texts import origins as words
from layouts.view import View
from monitoring.procedures import assessment_name, assessment_short
from monitoring.reports.origins import Origin, SchoolOrigins
from monitoring.reports.publication import Selection
from monitoring.reports.school import SchoolCard


def title(card: SchoolCard) -> str:
    """The browser's title of the page."""
    return f"{card.name}: {words.TITLE[:1].lower()}{words.TITLE[1:]}"


def page(
    card: SchoolCard,
    found: SchoolOrigins,
    selection: Selection,
    view: View,
    kept: frozenset[str] = frozenset(),
) -> html.Div:
    """All figures, or those of the assessment (and the year of the result) that the address names.

    ``kept``: SHA-256 of the files that the viewer may fetch.
    """
    crumbs = breadcrumbs(
        [(CITY, href("/", selection)), (g.unbroken(card.name), to_school(card.id, selection))], words.TITLE
    )
    rows = [item for item in found.rows if _wanted(item, view)]
    narrowed = view.series is not None or view.held is not None
    parts: list[Any] = []
    if narrowed:
        parts.append(html.P([words.filtered(_name(view)), " ", link(words.ALL, to_origins(card.id, selection))]))
    if not rows:
        parts.append(empty(words.EMPTY_FILTER if narrowed else words.EMPTY))
    else:
        parts.append(scrolled(_table(rows, kept), words.TITLE))
        if any(item.sheet is None for item in rows):
            parts.append(html.P(words.NOT_KEPT_NOTE, className="note after-table"))
    return html.Div(
        [page_head(crumbs, words.headline(card), words.lead(found)), section(words.TITLE, *parts, note=words.NOTE)],
        className="origins-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data."""
    return html.Div([block(90), block(400)], className="skeleton", **aria(hidden="true"))


def _wanted(item: Origin, view: View) -> bool:
    if view.held is not None and item.year != view.held:
        return False
    return view.series is None or view.series == f"{item.procedure}-{item.subject}-{item.grade}"


def _name(view: View) -> str:
    parts = []
    if view.series is not None:
        procedure, subject, grade = view.series.split("-")
        parts.append(assessment_name(procedure, subject, int(grade)))
    if view.held is not None:
        parts.append(g.year(view.held))
    return ", ".join(parts)


def _table(rows: list[Origin], kept: frozenset[str]) -> html.Table:
    columns = [Column(words.HEADS[0]), Column(words.HEADS[1]), *(Column(head) for head in words.HEADS[2:5])]
    columns += [Column(words.HEADS[5], numeric=True), Column(words.HEADS[6])]
    shown = [
        (
            [*_assessment(item), html.Span(words.form(item), className="quiet")],
            g.NO_VALUE if item.year is None else g.year(item.year),
            words.figures(item),
            _file(item, kept),
            words.sheet(item),
            g.number(item.row_number),
            words.imported(item),
        )
        for item in rows
    ]
    return table(columns, shown, caption=words.TITLE, class_name="origins-table")


def _assessment(item: Origin) -> list[Any]:
    if item.procedure is None or item.subject is None or item.grade is None:
        return []
    return [assessment_short(item.procedure, item.subject, item.grade), html.Br()]


def _file(item: Origin, kept: frozenset[str]) -> list[Any]:
    parts: list[Any] = [html.Span(item.file, className="file-name")]
    if item.confirmed:
        parts += [html.Br(), html.Span(words.CONFIRMED, className="quiet")]
    if item.sha256 in kept:
        parts += [html.Br(), html.A(words.FETCH, href=f"/data/kept/{item.sha256}", download="")]
    return parts
