"""Page of the quarantine: each row with why it waits; taken with a school, corrected, or left out with a reason."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids
from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.deed import deed, labelled
from layouts.components.sections import block, empty, page_head, twin
from layouts.components.tables import Column, table
from layouts.links import href, link
from layouts.texts import data as words
from layouts.texts import grammar as g
from layouts.texts import quarantine as held
from monitoring.reports.desk import HeldNumber, HeldRow, Quarantine
from monitoring.reports.publication import Selection


def title() -> str:
    """The browser's title of the page."""
    return held.QUARANTINE


def page(
    found: Quarantine, selection: Selection | None, *, start: int = 0, size: int = 25, writable: bool = False
) -> html.Div:
    """The rows from the ``start``-th, ``size`` a page."""
    crumbs = breadcrumbs([(CITY, href("/", selection)), (words.TITLE, href("/data", selection))], held.QUARANTINE)
    lead = held.QUARANTINE_LEAD if writable else f"{held.QUARANTINE_LEAD} {words.READ_ONLY}"
    parts: list[Any] = [page_head(crumbs, held.quarantine_finding(found.total), lead)]
    if not found.rows:
        parts.append(empty(held.QUARANTINE_EMPTY, held.QUARANTINE_EMPTY_STEP))
    proposed = [row for row in found.rows if row.proposal is not None and row.confirmable]
    if writable and proposed:
        parts.append(_all(proposed))
    parts += [_row(row, writable) for row in found.rows]
    parts.append(_pages(found, selection, start, size))
    options = [html.Option(value=held.school_option(*item)) for item in found.schools] if writable else []
    parts.append(html.Datalist(options, id=ids.DATA_SCHOOLS))
    return html.Div(parts, className="data-page")


def skeleton() -> html.Div:
    """The page's shape without data."""
    hidden = html.Datalist([], id=ids.DATA_SCHOOLS)
    return html.Div([block(90), block(300), hidden], className="skeleton", **aria(hidden="true"))


def _all(proposed: list[HeldRow]) -> html.Div:
    form = deed(
        "/data/held/take-proposed", held.take_proposed(len(proposed)), confirm=held.TAKE_PROPOSED_CONFIRM,
        hidden={f"row:{row.id}": "on" for row in proposed},
    )  # fmt: skip
    return html.Div([html.P(held.proposed(len(proposed))), form], className="deeds screen-only")


def _row(row: HeldRow, writable: bool) -> html.Section:
    place = [row.file, *([f"лист «{row.sheet}»"] if row.sheet else []), f"строка {row.row_number}"]
    parts: list[Any] = [
        html.H2(g.unbroken(", ".join(place)), className="section-title"),
        html.P([html.Span(held.REASONS.get(row.reason, row.reason), className="held-reason"), " ",
                g.unbroken(row.message)]),
    ]  # fmt: skip
    if row.decision:
        parts.append(html.P(row.decision, className="note"))
    if writable and row.confirmable:
        parts.append(_take(row))
    if writable and not row.confirmable:
        parts.append(html.P(held.IN_FILE, className="note"))
    if row.payload:
        heads = [Column(g.unbroken(heading)) for heading in row.payload]
        parts.append(
            twin(held.AS_READ, table(heads, [tuple(map(g.unbroken, row.payload.values()))], caption=held.AS_READ))
        )
    if writable:
        if row.numbers:
            parts.append(_correct(row))
        parts.append(_leave(row))
    return html.Section(parts, className="section held-row")


def _take(row: HeldRow) -> html.Div:
    value = held.school_option(*row.proposal) if row.proposal else ""
    fitting = [item for item in row.candidates if row.proposal is None or item[0] != row.proposal[0]]
    field = labelled(
        held.TAKE_TITLE,
        dbc.Input(name="school", value=value, list=ids.DATA_SCHOOLS, autocomplete="off"),
        held.fitting(fitting),
    )
    return html.Div(deed(f"/data/held/{row.id}/take", held.TAKE, field, primary=True), className="screen-only")


def _correct(row: HeldRow) -> html.Details:
    fields = [
        labelled(item.title, dbc.Input(name=f"number:{item.name}", value=_typed(item), inputmode="decimal"))
        for item in row.numbers
    ]
    form = deed(f"/data/held/{row.id}/correct", held.CORRECT, html.Div(fields, className="number-fields"), _reason())
    return html.Details([html.Summary(held.CORRECT_TWIN), form], className="twin")


def _leave(row: HeldRow) -> html.Details:
    form = deed(f"/data/held/{row.id}/leave", held.LEAVE, _reason())
    return html.Details([html.Summary(held.LEAVE_TWIN), form], className="twin")


def _reason() -> html.Label:
    return labelled(held.REASON, dbc.Input(name="reason", value="", maxlength=500))


def _typed(item: HeldNumber) -> str:
    """The number whole, as it may be typed back."""
    if item.value is None:
        return ""
    whole = float(item.value).is_integer()
    return str(int(item.value)) if whole else repr(float(item.value)).replace(".", ",")


def _pages(found: Quarantine, selection: Selection | None, start: int, size: int) -> html.P | None:
    ways: list[Any] = []
    address = href("/data/quarantine", selection)
    mark = "&" if "?" in address else "?"
    if start:
        ways.append(link(held.FORMER_PAGE, f"{address}{mark}from={max(start - size, 0)}"))
    if start + size < found.total:
        ways.append(link(held.NEXT_PAGE, f"{address}{mark}from={start + size}"))
    return html.P(ways, className="ways after-table") if ways else None
