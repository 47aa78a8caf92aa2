"""Page «Откуда эти цифры» of a district or the city: the sheets behind its figures, and the schools' rows of one."""

from typing import Any

from dash import html

from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.sections import block, empty, page_head, section
from layouts.components.tables import Column, scrolled, table
from layouts.links import href, link, to_district, to_school, to_territory_origins
from layouts.texts import grammar as g
from layouts.texts import origins as words
from layouts.view import View
from monitoring.districts import CITY as CITY_CODE
from monitoring.districts import by_code
from monitoring.procedures import assessment_name, assessment_short
from monitoring.reports.origins import SchoolOrigin, SourceSheet, TerritoryOrigins
from monitoring.reports.publication import Selection


def title(code: str) -> str:
    """The browser's title of the page."""
    return words.territory_headline(code)


def page(found: TerritoryOrigins, selection: Selection, view: View) -> html.Div:
    """The sheets of the year, or those of the assessment that the address names with the row of each school."""
    trail = [(CITY, href("/", selection))]
    if found.code != CITY_CODE:
        trail.append((by_code()[found.code].title, to_district(found.code, selection)))
    parts: list[Any] = []
    if view.series is not None:
        procedure, subject, grade = view.series.split("-")
        name = f"{assessment_name(procedure, subject, int(grade))}, {g.year(selection.year)}"
        whole = to_territory_origins(found.code, selection)
        parts.append(html.P([words.filtered(name), " ", link(words.ALL_OF_TERRITORY, whole)]))
    if not found.sheets:
        parts.append(empty(words.EMPTY_FILTER if view.series else words.empty_year(selection.year)))
        return html.Div([_head(found, trail), section(words.SHEETS, *parts)], className="origins-page")
    parts.append(scrolled(_sheets(found, selection, chosen=view.series is not None), words.SHEETS))
    sections = [section(words.SHEETS, *parts, note=words.NOTE if view.series else words.CHOOSE)]
    if found.schools:
        sections.append(section(words.ROWS, scrolled(_schools(found.schools, selection), words.ROWS)))
    return html.Div([_head(found, trail), *sections], className="origins-page")


def skeleton() -> html.Div:
    """The page's shape without data."""
    return html.Div([block(90), block(300), block(400)], className="skeleton")


def _head(found: TerritoryOrigins, trail: list[tuple[str, str]]) -> html.Div:
    return page_head(breadcrumbs(trail, words.TITLE), words.territory_headline(found.code), words.lead(found))


def _sheets(found: TerritoryOrigins, selection: Selection, *, chosen: bool) -> html.Table:
    columns = [Column(head, numeric=head in words.NUMBERS) for head in words.SHEET_HEADS]
    rows = [
        (
            _what(item, found.code, selection, chosen=chosen),
            g.number(item.schools),
            g.NO_VALUE if item.participants is None else g.number(item.participants),
            html.Span(item.file, className="file-name"),
            words.sheet(item),
            words.rows(item),
            words.imported(item),
        )
        for item in found.sheets
    ]
    return table(columns, rows, caption=words.SHEETS, class_name="origins-table sheets-table")


def _what(item: SourceSheet, code: str, selection: Selection, *, chosen: bool) -> list[Any]:
    parts: list[Any] = []
    if item.procedure is not None and item.subject is not None and item.grade is not None:
        short = assessment_short(item.procedure, item.subject, item.grade)
        address = to_territory_origins(
            code, selection, procedure=item.procedure, subject=item.subject, grade=item.grade
        )
        parts += [short if chosen else link(short, address), html.Br()]
    parts.append(html.Span(words.form(item), className="quiet"))
    if item.confirmed:
        parts += [html.Br(), html.Span(words.CONFIRMED, className="quiet")]
    return parts


def _schools(schools: tuple[SchoolOrigin, ...], selection: Selection) -> html.Table:
    columns = [Column(head, numeric=head in words.NUMBERS) for head in words.ROW_HEADS]
    rows = [
        (
            link(item.name, to_school(item.school_id, selection)),
            html.Span(words.form(item.origin), className="quiet"),
            words.figures(item.origin),
            html.Span(item.origin.file, className="file-name"),
            words.sheet(item.origin),
            g.number(item.origin.row_number),
        )
        for item in schools
    ]
    return table(columns, rows, caption=words.ROWS, class_name="origins-table")
