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
        sections.append(section(words.ROWS, *_rows_by_form(found.schools, selection)))
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


def _rows_by_form(schools: tuple[SchoolOrigin, ...], selection: Selection) -> list[Any]:
    """A table for each kind of data: the one that gives the share open, the others to be opened."""
    forms: dict[str, list[SchoolOrigin]] = {}
    for item in sorted(schools, key=lambda item: item.origin.low_share is None):  # of equal ones the order stays
        forms.setdefault(item.origin.form, []).append(item)
    parts: list[Any] = []
    for rows in forms.values():
        name = words.rows_of(rows[0].origin, len(rows))
        content = [*_common(rows), scrolled(_schools(rows, selection, name), name)]
        parts.append(html.Details([html.Summary(name), *content], open=not parts, className="rows-of-form"))
    return parts


def _common(rows: list[SchoolOrigin]) -> list[Any]:
    """The sheet that all the rows stood in, where there is one."""
    if len({(item.origin.file, item.origin.sheet) for item in rows}) > 1:
        return []
    return [html.P([html.Span(rows[0].origin.file, className="file-name"), ", ", words.sheet_named(rows[0].origin)])]


def _schools(rows: list[SchoolOrigin], selection: Selection, name: str) -> html.Table:
    own = () if _common(rows) else words.OWN_SHEET_HEADS
    columns = [Column(head, numeric=head in words.NUMBERS) for head in (*words.ROW_HEADS, *own)]
    cells = []
    for item in rows:
        row = [
            link(item.name, to_school(item.school_id, selection)),
            words.figures(item.origin),
            g.number(item.origin.row_number),
        ]
        if own:
            row += [html.Span(item.origin.file, className="file-name"), words.sheet(item.origin)]
        cells.append(row)
    return table(columns, cells, caption=name, class_name="rows-table")
