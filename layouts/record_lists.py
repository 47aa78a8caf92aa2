"""Pages «Записи»: kinds of records with their totals, and all records of one kind with its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids
from layouts.attributes import aria, data
from layouts.components import grid
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.sections import block, empty, page_head, section
from layouts.components.tables import Column, table
from layouts.links import href, link, to_new_record, to_record, to_records
from layouts.texts import grammar as g
from layouts.texts import record_lists as words
from layouts.texts import sheets
from layouts.view import View
from monitoring.districts import by_code
from monitoring.records.fields import Field, shown
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.publication import Selection
from monitoring.reports.record_lists import KindTotal, RecordList
from monitoring.reports.records import Record

PAGE_SIZE = 50
MOST_COLUMNS = 7
_WIDTHS = {"day": 112, "number": 108, "choice": 160, "place": 150, "school-year": 100}


@dataclass(frozen=True, slots=True)
class Writing:
    """Whether the viewer may add records of the kind, and what a new one of his begins with."""

    allowed: bool
    given: Mapping[str, object]


def title() -> str:
    """The browser's title of the page of all kinds."""
    return words.TITLE


def page(totals: tuple[KindTotal, ...], writable: frozenset[str], selection: Selection) -> html.Div:
    """All kinds, by group; ``writable``: those that the viewer writes for some school or place."""
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    by_kind = {total.kind: total for total in totals}
    groups = [
        section(name, _kinds([by_kind[code] for code in codes], writable, selection, name))
        for name, codes in words.GROUPS
    ]
    groups[-1].children.append(html.P(link(words.EXTERNAL_LINK, href("/external", selection)), className="after-table"))
    return html.Div([page_head(crumbs, words.headline(totals), words.LEAD), *groups], className="records-page")


def skeleton() -> html.Div:
    """The page's shape without data."""
    return html.Div([block(90), block(300), block(300)], className="skeleton", **aria(hidden="true"))


def _kinds(totals: Sequence[KindTotal], writable: frozenset[str], selection: Selection, caption: str) -> html.Table:
    columns = (
        Column(words.KIND_HEAD, class_name="kind-column"),
        Column(words.ABOUT_HEAD),
        Column(words.COUNT_HEAD, numeric=True),
        Column(words.NEWEST_HEAD, numeric=True),
        Column(words.WRITE_HEAD, class_name="write-column"),
    )
    rows = [
        (
            link(words.title(total.kind), to_records(total.kind, selection)),
            words.about(KINDS[total.kind]),
            g.number(total.count),
            g.day(total.newest),
            words.WRITES if total.kind in writable else words.READS,
        )
        for total in totals
    ]
    return table(columns, rows, caption=caption, class_name="kinds-table")


def list_title(code: str) -> str:
    """The browser's title of the page of one kind."""
    return words.title(code)


def list_page(found: RecordList, writing: Writing, selection: Selection, view: View) -> html.Div:
    """All records of one kind that the viewer may read."""
    kind = KINDS[found.kind]
    crumbs = breadcrumbs(
        [(CITY, href("/", selection)), (words.TITLE, href("/records", selection))], words.title(kind.code)
    )
    head = page_head(
        crumbs, words.list_headline(kind, len(found.records), view.ended), g.capital(words.about(kind)),
        _ways(kind, writing, selection, view), _narrowed(found, selection, view),
    )  # fmt: skip
    return html.Div([head, _table(found, writing, selection, view), _files(kind, writing, view)], className="list-page")


def list_skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div([block(90), block(600), _hidden_controls()], className="skeleton", **aria(hidden="true"))


def _hidden_controls() -> html.Div:
    field = dbc.Input(id=ids.RECORDS_FILTER, type="search", value="")
    return html.Div([field, grid.empty_grid(ids.RECORDS_GRID)], hidden=True)


def _ways(kind: Kind, writing: Writing, selection: Selection, view: View) -> html.P:
    here = to_records(kind.code, selection)
    back = f"/records/{kind.code}"
    ways: list[Any] = []
    if writing.allowed:
        ways.append(link(words.add(kind), to_new_record(kind.code, selection, back=back, **writing.given)))
    ways.append(link(words.TO_STANDING, here) if view.ended else link(words.TO_ENDED, f"{here}&ended=1"))
    return html.P(ways, className="sheet-links screen-only")


def _narrowed(found: RecordList, selection: Selection, view: View) -> html.P | None:
    parts = []
    if view.district:
        parts.append(words.of_district(view.district))
    if view.school is not None and view.school in found.schools:
        parts.append(words.of_school(found.schools[view.school].name))
    if not (view.district or view.school is not None):
        return None
    return html.P([*(f"{part} " for part in parts), link(words.SHOW_ALL, to_records(found.kind, selection))])


def _table(found: RecordList, writing: Writing, selection: Selection, view: View) -> html.Div | html.Section:
    kind = KINDS[found.kind]
    if not found.records:
        step = words.EMPTY_WRITER if writing.allowed else words.EMPTY_READER
        told = empty(words.EMPTY_ENDED) if view.ended else empty(words.EMPTY, step)
        return html.Div([_hidden_controls(), told])
    fields = told_fields(kind)
    columns = [grid.link("id", words.NUMBER_HEAD, width=76), *(_column(kind, field) for field in fields)]
    if any(field.type == "school" for field in fields) and not any(field.type == "place" for field in fields):
        columns.insert(2, grid.column("district", words.DISTRICT_HEAD, width=150))
    if view.ended:
        columns.append(grid.column("ended", words.ENDED_HEAD, minWidth=180, flex=1, **grid.WRAPPED))
    rows = [_row(kind, fields, record, found, selection) for record in found.records]
    body = grid.grid(ids.RECORDS_GRID, columns, rows, page_size=PAGE_SIZE)
    return section(
        words.ENDED_TITLE if view.ended else words.STANDING_TITLE,
        grid.named(body, words.title(kind.code)),
        note=words.NOTE,
        controls=grid.filtered(ids.RECORDS_FILTER, words.FILTER, words.FILTER_PLACEHOLDER),
    )


def told_fields(kind: Kind) -> tuple[Field, ...]:
    """The fields that a table has room for: whom it concerns, what tells the record, what must be filled in."""
    first = [field for field in kind.fields if field.type in {"school", "record"}]
    telling = [kind.field(name) for name in (kind.day, *kind.line) if name]
    required = [field for field in kind.fields if field.required]
    # The district of a school takes a column of its own.
    types = {field.type for field in kind.fields}
    most = MOST_COLUMNS - ("school" in types and "place" not in types)
    chosen: dict[str, Field] = {}
    for field in (*first, *telling, *required, *kind.fields):
        if len(chosen) < most:
            chosen.setdefault(field.name, field)
    return tuple(first) + tuple(field for field in kind.fields if field.name in chosen and field not in first)


def _column(kind: Kind, field: Field) -> dict[str, Any]:
    if field.type in _WIDTHS:
        more = {} if field.type == "day" else grid.WRAPPED
        return grid.column(field.name, field.label, width=_WIDTHS[field.type], sortable=field.type != "day", **more)
    wide = field.type in {"words", "school", "record"}
    telling = field.type == "words" or field.name in kind.line
    return grid.column(field.name, field.label, minWidth=190 if wide else 150, flex=3 if telling else 2, **grid.WRAPPED)


def _row(
    kind: Kind, fields: Sequence[Field], record: Record, found: RecordList, selection: Selection
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": str(record.id),
        "idHref": to_record(kind.code, record.id, selection, back=f"/records/{kind.code}"),
    }
    for field in fields:
        value = record.values[field.name]
        if isinstance(value, int) and field.type == "school":
            row[field.name] = found.schools[value].name
            row.setdefault("district", by_code()[found.schools[value].district].name)
        elif isinstance(value, int) and field.type == "record":
            row[field.name] = found.references.get((field.name, value), str(value))
        elif isinstance(value, int) and field.type == "number":
            row[field.name] = value
        else:
            row[field.name] = g.unbroken(shown(field, value)) or g.NO_VALUE
    if record.ended_at is not None:
        row["ended"] = f"{g.day(record.ended_at.date())}: {record.end_reason}"
    return row


def _files(kind: Kind, writing: Writing, view: View) -> html.Section:
    narrowed = [("district", view.district), ("school", "" if view.school is None else str(view.school))]
    query = "&".join(f"{name}={value}" for name, value in narrowed if value)
    tail = f"?{query}" if query else ""
    ways = [
        html.A(sheets.XLSX, href=f"/sheets/{kind.code}.xlsx{tail}", download=""),
        html.A(sheets.CSV, href=f"/sheets/{kind.code}.csv{tail}", download=""),
    ]
    if not writing.allowed:
        return section(sheets.TITLE, html.P(ways, className="sheet-links"), class_name="screen-only")
    ways.insert(0, html.A(sheets.TEMPLATE, href=f"/sheets/{kind.code}/template.xlsx", download=""))
    form = html.Div(
        className="sheet-form",
        **data(
            kind=kind.code, label=sheets.LABEL, hint=sheets.HINT, check=sheets.CHECK, sending=sheets.SENDING,
            writing=sheets.WRITING, show=sheets.SHOW, silent=sheets.NO_ANSWER,
        ),
    )  # fmt: skip
    return section(
        sheets.TITLE, html.P(ways, className="sheet-links"), form, note=sheets.NOTE, class_name="screen-only"
    )
