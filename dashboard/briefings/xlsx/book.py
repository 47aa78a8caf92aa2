"""The workbook: the briefing in words first, a sheet for each table and each figure's data, the sources last."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from dashboard.briefings import parts
from dashboard.briefings.packages import settled
from dashboard.briefings.xlsx.laid import lay_out
from dashboard.briefings.xlsx.look import OPTIONS, Look
from dashboard.briefings.xlsx.summary import Summary
from dashboard.briefings.xlsx.typed import sheet
from layouts.briefings.figure_tables import figure_tables
from layouts.texts import workbook as words
from monitoring.reports.briefing import Block, Briefing, Figure, MapData, Table


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
    book = xlsxwriter.Workbook(target, OPTIONS)
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
    mark = [(briefing.synthetic, look.mark)] if briefing.synthetic else []
    lay_out(
        book.add_worksheet(item.name),
        look,
        sheet(item.table),
        [*mark, (item.caption, look.title)],
        (item.table.note, item.table.source),
        parts.title(briefing),
    )
