"""Cells of a briefing's tables: the text shown and, for a spreadsheet, the value behind it."""

from collections.abc import Sequence
from datetime import date

from layouts.texts import grammar as g
from layouts.texts import masking
from monitoring.reports.briefing import Cell, Table, Tone
from monitoring.reports.publication import Share

NOTHING = Cell(g.NO_VALUE, tone="quiet")


def said(text: str | None, tone: Tone = "", lines: Sequence[str] = ()) -> Cell:
    """Words; a dash for none."""
    return Cell(g.unbroken(text), tone=tone, lines=tuple(map(g.unbroken, lines))) if text else NOTHING


def count(value: int | None, tone: Tone = "") -> Cell:
    """A whole number; a dash for none."""
    return NOTHING if value is None else Cell(g.number(value), value, tone)


def number(value: float | None, digits: int = 1, tone: Tone = "") -> Cell:
    """A number with so many digits after the comma; a dash for none."""
    return NOTHING if value is None else Cell(g.number(value, digits), round(value, digits), tone)


def signed(value: float | None, digits: int = 0) -> Cell:
    """«+3», «−8,1»."""
    return NOTHING if value is None else Cell(g.signed(value, digits), round(value, digits))


def day(value: date | None, tone: Tone = "") -> Cell:
    """«30.06.2020»."""
    return NOTHING if value is None else Cell(g.day(value), value, tone)


def share(cell: Share | None, digits: int = 1, level: int | None = None) -> Cell:
    """A percent with the sign of its mask; «скрыто» where the viewer may not see it."""
    if cell is None or cell.value is None:
        return Cell(masking.hidden(cell) if cell and cell.masked else g.NO_VALUE, tone="quiet")
    return Cell(g.number(cell.value, digits) + masking.sign(cell), round(cell.value, digits), level=level)


def without_empty(table: Table) -> Table:
    """The table without columns of numbers that hold nothing but dashes."""
    rows = (*table.rows, *table.foot)
    kept = [
        place
        for place, column in enumerate(table.columns)
        if not column.numeric or any(row[place] != NOTHING for row in rows)
    ]
    if len(kept) == len(table.columns):
        return table

    def of(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(row[place] for place in kept)

    return Table(
        table.code, table.title, tuple(table.columns[place] for place in kept), tuple(map(of, table.rows)),
        tuple(map(of, table.foot)), table.note, table.source,
    )  # fmt: skip
