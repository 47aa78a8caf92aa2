"""Page «Школы»: the way to any school by name, number, district or address."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids
from layouts.approved import approved_note
from layouts.attributes import aria
from layouts.components import grid
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.sections import block, empty, page_head, section, source_line
from layouts.links import href, to_school
from layouts.texts import approved as approved_words
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from layouts.texts import groups, statuses
from layouts.texts import schools as words
from monitoring.districts import by_code
from monitoring.groups import RISK
from monitoring.reports.approved import ApprovedList
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import SchoolIndexRow
from monitoring.school_kinds import KINDS

PAGE_SIZE = 50
_ORDER = {"function": "russianOrder"}


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(
    rows: Sequence[SchoolIndexRow],
    publication: Publication,
    selection: Selection,
    approved: ApprovedList | None = None,
) -> html.Div:
    """The page with its data; statuses stand only where the viewer may see them."""
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    unplaced = sum(1 for row in rows if not row.placed)
    head = page_head(crumbs, words.headline(len(rows), unplaced), city_words.selection_words(selection))
    if not rows:
        hidden = html.Div([grid.filtered(ids.SCHOOLS_FILTER, "", ""), grid.empty_grid(ids.SCHOOLS_GRID)], hidden=True)
        return html.Div([head, hidden, empty(words.EMPTY, words.EMPTY_STEP)])
    columns = [
        grid.link("name", heads.SCHOOL, minWidth=220, flex=2, sort="asc", comparator=_ORDER),
        grid.column("kind", heads.KIND, width=150),
        grid.column("district", heads.DISTRICT, width=160),
        grid.column("address", heads.ADDRESS, minWidth=200, flex=2),
    ]
    if any(row.status is not None for row in rows):
        columns.append(grid.column("status", heads.STATUS, cellRenderer="TraektoriaStatus", width=180))
    if approved is not None and any(row.status is not None for row in rows):
        columns.append(grid.column("approved", approved_words.COLUMN, width=140))
    if any(row.groups is not None for row in rows):
        columns.append(grid.column("groups", groups.COLUMN, width=170, **grid.WRAPPED))
    if unplaced:
        columns.append(grid.column("placed", heads.MAP, width=130))
    cells = [_row(row, selection, approved) for row in rows]
    body = grid.grid(ids.SCHOOLS_GRID, columns, cells, page_size=PAGE_SIZE)
    listed = section(
        words.ALL,
        grid.named(body, words.ALL),
        source_line(city_words.source(publication, selection)),
        note=[words.NOTE, html.Span(city_words.SORT_HINT, className="screen-only")],
        controls=grid.filtered(ids.SCHOOLS_FILTER, words.FILTER, words.FILTER_PLACEHOLDER),
    )
    note = approved_note(approved, publication, selection)
    return html.Div([head, note, listed], className="schools-page")


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    field = dbc.Input(id=ids.SCHOOLS_FILTER, type="search", value="")
    parts = [block(90), html.Div([field, grid.empty_grid(ids.SCHOOLS_GRID)], hidden=True), block(600)]
    return html.Div(parts, className="skeleton", **aria(hidden="true"))


def _row(row: SchoolIndexRow, selection: Selection, approved: ApprovedList | None) -> dict[str, Any]:
    status = "near" if row.status == "none" and RISK in (row.groups or ()) else row.status
    return {
        "name": row.name,
        "nameHref": to_school(row.id, selection),
        "kind": KINDS[row.kind].short if row.kind in KINDS else row.kind,
        "district": by_code()[row.district].name,
        "address": row.address or g.NO_VALUE,
        "status": statuses.name(status),
        "shape": statuses.shape(status),
        "approved": approved_words.of_row(approved, row.id, row.status is not None),
        "groups": groups.names(row.groups),
        "placed": "" if row.placed else heads.UNPLACED,
    }
