"""Cells of a briefing's tables: the text shown and, for a spreadsheet, the value behind it."""

from collections.abc import Sequence
from datetime import date

from layouts.texts import grammar as g
from monitoring.reports.briefing import Cell, Column, Table, Tone
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
    """A percent; «скрыто» where the viewer may not see it."""
    if cell is None or cell.value is None:
        return Cell("скрыто" if cell and cell.masked else g.NO_VALUE, tone="quiet")
    return Cell(g.number(cell.value, digits), round(cell.value, digits), level=level)


def columns(*given: str | tuple[str, float] | tuple[str, None]) -> tuple[Column, ...]:
    """Columns by name: a bare name is a column of numbers, a width makes one of words, None a narrow one of words."""
    found = []
    for item in given:
        if isinstance(item, str):
            found.append(Column(item, numeric=True))
        else:
            found.append(Column(item[0], width=item[1] or 0.0))
    return tuple(found)


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
