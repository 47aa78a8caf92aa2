"""A table on its sheet: what stands over it, its heading, its cells as what they are, the notes beneath."""

from collections.abc import Sequence
from datetime import date, datetime, time
from math import ceil
from typing import Any

from dashboard.briefings.xlsx import look as looks
from dashboard.briefings.xlsx.look import Look
from dashboard.briefings.xlsx.typed import Sheet
from data_access.sheets.columns import harmless
from layouts.texts import workbook as words
from monitoring.reports.briefing import Cell, Column

_SENTENCE = 64
"""Letters of a line of the texts around a table, at least."""


def lay_out(
    page: Any, look: Look, made: Sheet, above: Sequence[tuple[str, Any]], below: Sequence[str], foot: str
) -> None:
    """Writes the sheet: the texts ``above`` in their formats, an empty row, the table under a frozen heading with
    filters, the texts ``below``. ``foot``: what the printer puts under each page."""
    widths = [_width(made, place) for place in range(len(made.columns))]
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    # Beside a narrow table there is room: a sentence over it need not be a column of words.
    beside = max(0, ceil((_SENTENCE - sum(widths)) / looks.UNSET))
    last, whole = len(widths) - 1 + beside, sum(widths) + beside * looks.UNSET
    for row, (text, said) in enumerate(above):
        # A title is set in a larger size.
        over(page, row, last, text, said, whole * 0.9 if said is look.title else whole)
    head = len(above) + 1
    for place, column in enumerate(made.columns):
        page.write_string(head, place, harmless(column.name), look.head(numeric=column.numeric))
    # The button of the filter stands over the end of the heading.
    page.set_row(head, looks.LINE * max(map(_heading_lines, made.columns, widths)) + 4)
    rows = (*made.rows, *made.foot)
    for number, (cells, forms) in enumerate(zip(rows, made.forms, strict=True)):
        total = number == len(made.rows)
        for place, (cell, form) in enumerate(zip(cells, forms, strict=True)):
            numeric = made.columns[place].numeric
            said = look.cell(cell, numeric=numeric, form=form, total=total)
            write(page, head + 1 + number, place, cell, said)
        tall = max(looks.lines("\n".join(_lines(cell)), width) for cell, width in zip(cells, widths, strict=True))
        page.set_row(head + 1 + number, looks.LINE * tall + 1)
    page.freeze_panes(head + 1, 0)
    if made.rows:
        page.autofilter(head, 0, head + len(made.rows), len(widths) - 1)
    for row, note in enumerate(filter(None, below), head + len(rows) + 2):
        over(page, row, last, note, look.note, whole)
    looks.printed(page, foot, head)


def write(page: Any, row: int, place: int, cell: Cell, said: Any) -> None:
    """A number as a number, a day as a day, all else as harmless words."""
    if isinstance(cell.value, date):
        page.write_datetime(row, place, datetime.combine(cell.value, time()), said)
    elif cell.value is not None:
        page.write_number(row, place, cell.value, said)
    else:
        page.write_string(row, place, harmless("\n".join((cell.text, *cell.lines))), said)


def over(page: Any, row: int, last: int, text: str, said: Any, width: float) -> None:
    """A text across the columns down to ``last``, so high that all of it is seen."""
    if last:
        page.merge_range(row, 0, row, last, "", said)
    page.write_string(row, 0, harmless(text), said)
    page.set_row(row, looks.height(text, width))


def _width(made: Sheet, place: int) -> float:
    column = made.columns[place]
    rows = (*made.rows, *made.foot)
    longest = max((len(line) for row in rows for line in _lines(row[place])), default=0) * 1.08 + 2
    heading = max(map(len, column.name.split()), default=0) + 4
    most = looks.EXPLAINED if column.name.endswith(words.EXPLAINED) else looks.MOST
    return float(min(max(longest, heading, looks.LEAST), most))


def _heading_lines(column: Column, width: float) -> int:
    """Lines of a heading whose words do not break."""
    count, filled = 1, 0
    for word in column.name.split():
        if filled and filled + 1 + len(word) > width - 3:
            count, filled = count + 1, len(word)
        else:
            filled += len(word) + bool(filled)
    return count


def _lines(cell: Cell) -> Sequence[str]:
    return [cell.text] if cell.value is not None else [*cell.text.split("\n"), *cell.lines]
