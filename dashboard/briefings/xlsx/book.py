"""The workbook: the briefing in words first, a sheet for each table and each figure's data, the sources last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from dashboard.briefings import parts
from dashboard.briefings.packages import settled
from dashboard.briefings.xlsx import look as looks
from dashboard.briefings.xlsx.look import Look
from dashboard.briefings.xlsx.summary import Summary
from dashboard.briefings.xlsx.typed import Sheet, sheet
from data_access.sheets.columns import harmless
from layouts.briefings.figure_tables import figure_tables
from layouts.texts import workbook as words
from monitoring.reports.briefing import Block, Briefing, Cell, Column, Figure, MapData, Table


@dataclass(frozen=True, slots=True)
class Named:
    """A table with the name of its sheet, its caption and the code of the section that it belongs to."""

    name: str
    caption: str
    table: Table
    section: str


def xlsx(briefing: Briefing, boundaries: Path | None) -> bytes:
    """The file. The same briefing gives the same bytes; ``boundaries`` are of no use to it: it holds no picture."""
    target = BytesIO()
    # No cell is taken for a formula, a link or a number by its text.
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties(
        {
            "title": parts.title(briefing), "subject": briefing.subject, "author": parts.author(briefing),
            "comments": briefing.finding, "created": datetime.combine(briefing.day, time()),
        }
    )  # fmt: skip
    look = Look(book)
    named = list(sheets(briefing))
    Summary(book, look, briefing).first([(item.name, item.caption, item.section) for item in named])
    for item in named:
        _table(book, look, briefing, item)
    Summary(book, look, briefing).last()
    book.close()
    return settled(target.getvalue(), briefing.day)


def sheets(briefing: Briefing) -> Iterator[Named]:
    """The tables in the order of reading, of figures without one their data."""
    captions = parts.Captions()
    taken = [words.FIRST, words.LAST]
    for section in briefing.sections:
        for block in section.blocks:
            for caption, title, table in _captioned(block, captions):
                name = words.sheet_name(table.code, title, taken)
                taken.append(name)
                yield Named(name, caption, table, section.code)


def _captioned(block: Block, captions: parts.Captions) -> Iterator[tuple[str, str, Table]]:
    """Caption, title for the name of the sheet, table: of a block that has any."""
    if isinstance(block, Figure):
        label = captions.label(block)
        for table in figure_tables(block):
            short = table.title if isinstance(block.data, MapData) else words.line_sheet(block.data)
            yield f"{label}{parts.SEPARATOR}{table.title}", short, table
        if block.table is not None:
            caption = f"{captions.label(block.table)}{parts.SEPARATOR}{block.table.title}"
            note = " ".join(dict.fromkeys(filter(None, (block.note, block.table.note))))
            yield f"{caption} ({words.DATA_OF} «{block.title}»)", block.table.title, replace(block.table, note=note)
    elif isinstance(block, Table):
        yield f"{captions.label(block)}{parts.SEPARATOR}{block.title}", block.title, block


def _table(book: Any, look: Look, briefing: Briefing, item: Named) -> None:
    page = book.add_worksheet(item.name)
    made = sheet(item.table)
    widths = [_width(made, place) for place in range(len(made.columns))]
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    last, whole = len(widths) - 1, sum(widths)
    row = 0
    if briefing.synthetic:
        over(page, row, last, briefing.synthetic, look.mark, whole)
        row += 1
    over(page, row, last, item.caption, look.title, whole * 0.9)
    head = row + 1
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
        page.autofilter(head, 0, head + len(made.rows), last)
    below = head + len(rows) + 2
    for note in filter(None, (item.table.note, item.table.source)):
        over(page, below, last, note, look.note, whole)
        below += 1
    looks.printed(page, parts.title(briefing), head)


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
