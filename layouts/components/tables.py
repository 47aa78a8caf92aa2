"""Semantic tables for short data: header cells with scope, numbers to the right, units in the heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dash import html
from dash.development.base_component import Component

from layouts.attributes import aria

_Kind = TypeVar("_Kind", bound=Component)
_BLANK: dict[type[Component], dict[str, Any]] = {kind: vars(kind()) for kind in (html.Td, html.Th, html.Tr, html.A)}
"""What Dash sets on every component of the kind."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``sortable`` only where the cells carry sort keys or plain numbers."""

    title: Any
    numeric: bool = False
    sortable: bool = True
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with more than its content: ``sort`` is the key for sorting."""

    children: Any
    sort: float | str | None = None
    class_name: str = ""


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    *,
    caption: str,
    sortable: bool = False,
    row_header: bool = True,
    class_name: str = "",
    footer: Sequence[Any] | None = None,
    row_classes: Sequence[str] | None = None,
    below: Sequence[Any] | None = None,
    **attributes: Any,
) -> html.Table:
    """The table; ``caption`` is read aloud and not shown, the first cell of a row is its header.

    A sortable table is put in order by the script ``assets/tables.js``: header cells hold buttons. ``row_classes``: one
    for each row, empty for none. ``below``: for each row what stands under it across the whole table, None for nothing;
    not of a sortable table. ``attributes`` as ``layouts.attributes.data`` names them.
    """
    names = row_classes or [""] * len(rows)
    parts = [
        html.Caption(caption, className="visually-hidden"),
        html.Thead(part(html.Tr, [_head(column, sortable) for column in columns])),
        html.Tbody(_body(columns, rows, row_header, names, below or [None] * len(rows))),
    ]
    if footer:
        parts.append(html.Tfoot(_row(columns, footer, row_header)))
    whole = f"data-table {'sortable' if sortable else ''} {class_name}"
    return html.Table(parts, className=" ".join(whole.split()), **attributes)


def part(kind: type[_Kind], children: Any, **properties: Any) -> _Kind:
    """A ``Td``, ``Th``, ``Tr`` or ``A``, as its constructor makes it but for properties that are None.

    The constructor of Dash tries every argument anew, 16 µs a component; a page has up to a thousand cells.
    """
    made = kind.__new__(kind)
    held = {name: value for name, value in properties.items() if value is not None}
    vars(made).update(_BLANK[kind], children=children, **held)
    return made


def scrolled(content: html.Table, label: str) -> html.Div:
    """A wide table in a frame that scrolls by itself, also by keyboard, so that the page never does."""
    return html.Div(content, className="table-scroll", tabIndex=0, role="region", **aria(label=label))


def _head(column: Column, sortable: bool) -> html.Th:
    name = ("num " if column.numeric else "") + column.class_name
    if not (sortable and column.sortable):
        return part(html.Th, column.title, scope="col", className=name.strip() or None)
    button = html.Button(column.title, type="button", className="sort-button")
    return part(html.Th, button, scope="col", className=name.strip() or None)


def _body(
    columns: Sequence[Column], rows: Sequence[Sequence[Any]], row_header: bool, names: Sequence[str],
    below: Sequence[Any],
) -> list[html.Tr]:  # fmt: skip
    found = []
    for row, name, under in zip(rows, names, below, strict=True):
        found.append(_row(columns, row, row_header, name))
        if under is not None:
            found.append(part(html.Tr, part(html.Td, under, colSpan=len(columns)), className="below-row"))
    return found


def _row(columns: Sequence[Column], row: Sequence[Any], row_header: bool, name: str = "") -> html.Tr:
    pairs = enumerate(zip(columns, row, strict=True))
    cells = [_cell(column, value, row_header and index == 0) for index, (column, value) in pairs]
    return part(html.Tr, cells, className=name or None)


def _cell(column: Column, value: Any, header: bool) -> html.Td | html.Th:
    cell = value if isinstance(value, Cell) else Cell(value)
    name = " ".join(f"{'num' if column.numeric else ''} {column.class_name} {cell.class_name}".split()) or None
    more: dict[str, Any] = {} if cell.sort is None else {"data-sort": str(cell.sort)}
    if header:
        return part(html.Th, cell.children, scope="row", className=name, **more)
    return part(html.Td, cell.children, className=name, **more)
