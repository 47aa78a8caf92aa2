"""The workbook of a table that a page shows: the table typed by what its texts say, then where it comes from."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from dashboard.briefings.packages import settled
from dashboard.briefings.xlsx import look as looks
from dashboard.briefings.xlsx.laid import lay_out, over
from dashboard.briefings.xlsx.look import OPTIONS, Look
from dashboard.briefings.xlsx.shown import shown
from dashboard.briefings.xlsx.typed import Sheet
from dashboard.page_tables.sent import PageTable
from layouts.texts import pictures as words
from layouts.texts import workbook as sheets
from monitoring.reports.briefing import Cell, Column

_WIDTH = 100
"""Of the sheet of sources, letters."""
_RESERVED = "History"
"""The one name that Excel keeps for itself."""


def page_book(table: PageTable, day: date, address: str, *, synthetic: bool) -> bytes:
    """The file: a sheet with the table, another with its sources. The same table gives the same bytes on a day.

    ``address``: of the page in full, «» where it is none of ours; ``synthetic``: whether the sheets carry the mark.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    title = words.page_title(table.place, table.title)
    book.set_properties({"title": title[: looks.HEADER_LIMIT], "created": datetime.combine(day, time())})
    look = Look(book)
    mark = [(words.SYNTHETIC_MARK, look.mark)] if synthetic else []
    above = [(title, look.title), (table.finding, look.format(text_wrap=True, valign="top")), (table.about, look.note)]
    page = book.add_worksheet(sheets.sheet_name("", table.title or words.TABLE, [sheets.LAST, _RESERVED]))
    # A table without a twin of its own is named as its section: once is enough.
    said = [*mark, *((text, form) for text, form in above if text and text != table.title)]
    lay_out(page, look, typed(table), said, (*table.notes, *table.sources), title)
    sources = [(sheets.LAST, look.title), *((text, look.words) for text in _sources(table, day, address))]
    _last(book, [*mark, *sources], title)
    book.close()
    return settled(target.getvalue(), day)


def typed(table: PageTable) -> Sheet:
    """The table with its numbers and days as such. A column with a number in it stands to the right."""
    rows, foot = ([list(row) for row in part] for part in (table.rows, table.foot))
    found = [[shown(text) for text in row] for row in (*rows, *foot)]
    cells = tuple(
        tuple(Cell(text, part.value) for text, part in zip(row, parts, strict=True))
        for row, parts in zip((*rows, *foot), found, strict=True)
    )
    columns = tuple(
        Column(name, numeric=any(isinstance(row[place].value, int | float) for row in cells))
        for place, name in enumerate(table.head)
    )
    forms = tuple(tuple(part.form for part in parts) for parts in found)
    return Sheet(columns, cells[: len(rows)], cells[len(rows) :], forms)


def _sources(table: PageTable, day: date, address: str) -> Iterator[str]:
    yield from table.sources
    yield words.TAKEN_AS_SHOWN
    yield words.taken(day)
    if address:
        yield words.page(address)


def _last(book: Any, lines: Sequence[tuple[str, Any]], foot: str) -> None:
    page = book.add_worksheet(sheets.LAST)
    page.set_column(0, 0, _WIDTH)
    for row, (text, said) in enumerate(lines):
        over(page, row, 0, text, said, _WIDTH)
    looks.printed(page, foot, None)
