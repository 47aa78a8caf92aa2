"""Cells as a spreadsheet wants them: the number apart from the words about it."""

from dataclasses import dataclass
from datetime import date

from layouts.texts import grammar as g
from layouts.texts import workbook as words
from monitoring.reports.briefing import Cell, Column, Scalar, Table

DAY = "dd.mm.yyyy"
_DIGITS = (5, 2, 1, 0)


@dataclass(frozen=True, slots=True)
class Typed:
    """``value`` is what is computed with (None of words), ``form`` its format, ``rest`` what the text says beside."""

    value: Scalar | None
    form: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for a spreadsheet. ``explained``: places of the columns that hold the words of the one before them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[tuple[Cell, ...], ...]
    forms: tuple[tuple[str, ...], ...]
    """Format of each cell of ``rows`` and ``foot``; «» of words."""


def typed(text: str, value: Scalar | None) -> Typed:
    """The value with the digits that its text shows: «+3,2 (1,0…5,4)» is 3.2 as «+0.0» and «(1,0…5,4)»."""
    if value is None:
        return Typed(None, "")
    if isinstance(value, date):
        return Typed(value, DAY, text.replace(g.day(value), "", 1).strip())
    for digits in _DIGITS:
        for said, signed in ((g.number(value, digits), False), (g.signed(value, digits), True)):
            if text.startswith(said) and not text[len(said) :][:1].isdigit():
                return Typed(value, _form(digits, signed), text[len(said) :].strip())
    # The text says more than the number: «более 99 %».
    return Typed(value, _form(0 if float(value).is_integer() else 1, False), text)


def _form(digits: int, signed: bool) -> str:
    plain = "#,##0" + ("." + "0" * digits if digits else "")
    return f'"+"{plain};"−"{plain};{plain}' if signed else plain


def sheet(table: Table) -> Sheet:
    """The table with a column of words beside each column of numbers that say more than a number."""
    rows = (*table.rows, *table.foot)
    found = [[typed(cell.text, cell.value) for cell in row] for row in rows]
    columns: list[Column] = []
    cells: list[list[Cell]] = [[] for _ in rows]
    forms: list[list[str]] = [[] for _ in rows]
    for place, column in enumerate(table.columns):
        parts = [row[place] for row in found]
        unit = any(part.rest == "%" for part in parts)
        name = words.with_unit(column.name, "%") if unit else column.name
        # A number says its sign wherever one of its column does, or 0 and −3 would stand differently.
        signed = any(part.form.startswith('"+"') for part in parts)
        columns.append(Column(name, column.numeric, column.width))
        beside = [_beside(row[place], part, unit) for row, part in zip(rows, parts, strict=True)]
        for number, (row, part) in enumerate(zip(rows, parts, strict=True)):
            own = (
                row[place]
                if part.value is None
                else Cell(row[place].text, part.value, row[place].tone, row[place].level)
            )
            form = part.form
            if signed and form and not form.startswith('"+"') and form != DAY:
                form = f'"+"{form};"−"{form};{form}'
            cells[number].append(own)
            forms[number].append(form)
        if any(beside):
            columns.append(Column(f"{column.name}: {words.EXPLAINED}"))
            for number, said in enumerate(beside):
                cells[number].append(Cell(said, tone="quiet"))
                forms[number].append("")
    edge = len(table.rows)
    made = tuple(map(tuple, cells))
    return Sheet(tuple(columns), made[:edge], made[edge:], tuple(map(tuple, forms)))


def _beside(cell: Cell, part: Typed, unit: bool) -> str:
    """What stands in the next column: of words nothing, their lines stay with them."""
    if part.value is None:
        return ""
    rest = part.rest.removesuffix("%").rstrip() if unit and part.rest == "%" else part.rest
    return "; ".join(filter(None, (rest, *cell.lines)))
