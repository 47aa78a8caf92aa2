"""One table of a briefing as a workbook or as csv: typed values, the words around the table beneath it."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data_access.sheets.columns import harmless
from layouts import theme
from layouts.texts import grammar as g
from layouts.texts import pictures as words
from monitoring.reports.briefing import Briefing, Cell, Scalar, Table

Form = Literal["xlsx", "csv"]
Value = Scalar | str | None
_NUMBER = re.compile(r"[+−-]?[\d\u00a0\u202f ]+(?:,(?P<decimals>\d+))?")
_WIDEST, _NARROWEST = 60, 9
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def table_file(table: Table, briefing: Briefing, form: Form) -> bytes:
    """The file: mark of synthetic data and title, the table, its note, its sources and version.

    Where a text says more than its number (an interval, a sign of masking), it stands in a column of its own beside
    the number. A csv is UTF-8 with a byte order mark, parted by semicolons, with commas in its numbers.
    """
    return _csv(table, briefing) if form == "csv" else _xlsx(table, briefing)


def above(table: Table, briefing: Briefing) -> list[str]:
    """Lines over the table."""
    mark = [words.SYNTHETIC_MARK] if briefing.synthetic else []
    return [*mark, f"{briefing.name}. {table.title}"]


def below(table: Table, briefing: Briefing) -> list[str]:
    """Lines under the table."""
    version = briefing.version
    lines = (table.note, table.source, version.words, words.made(briefing.day), version.link or version.address)
    return [line for line in (*lines, briefing.open_to) if line]


def head(table: Table) -> list[str]:
    """The headings, those of texts beside numbers among them."""
    return [name for place, column in enumerate(table.columns) for name in _names(table, place, column.name)]


def rows(table: Table) -> list[list[Value]]:
    """The cells under ``head``, those of totals last: numbers and days as such, texts made harmless, None for none."""
    beside = [_says_more(table, place) for place in range(len(table.columns))]
    return [
        [value for cell, both in zip(row, beside, strict=True) for value in _values(cell, both)]
        for row in (*table.rows, *table.foot)
    ]


def _names(table: Table, place: int, name: str) -> list[str]:
    return [name, f"{name}: {words.AS_SHOWN}"] if _says_more(table, place) else [name]


def _says_more(table: Table, place: int) -> bool:
    """Whether some number of the column has words around it."""
    cells = [row[place] for row in (*table.rows, *table.foot)]
    return any(cell.value is not None and not isinstance(cell.value, date) and _more(cell) for cell in cells)


def _more(cell: Cell) -> bool:
    return bool(cell.lines) or _NUMBER.fullmatch(cell.text) is None


def _values(cell: Cell, both: bool) -> list[Value]:
    text = "" if cell.text == g.NO_VALUE and not cell.lines else "; ".join((cell.text, *cell.lines))
    said = harmless(text) or None
    if not both:
        return [said if cell.value is None else cell.value]
    # What is hidden or missing is said in the column of the texts: the numbers can be counted with as they are.
    return [cell.value, said]


def _csv(table: Table, briefing: Briefing) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(line)] for line in above(table, briefing))
    writer.writerow([harmless(name) for name in head(table)])
    writer.writerows([_plain(value) for value in row] for row in rows(table))
    writer.writerow([])
    writer.writerows([harmless(line)] for line in below(table, briefing))
    return target.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value).replace(".", ",") if isinstance(value, float) else "" if value is None else str(value)


def _xlsx(table: Table, briefing: Briefing) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    # The stated day, not the clock's: the same table gives the same bytes.
    created = datetime.combine(briefing.day, datetime.min.time())
    book.set_properties({"title": table.title, "created": created, "author": briefing.issuer})
    sheet = book.add_worksheet(_sheet_name(table.title))
    bold, grey = book.add_format({"bold": True}), book.add_format({"font_color": theme.GREY})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    lines = above(table, briefing)
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, bold)
    first, names, body = len(lines) + 1, head(table), rows(table)
    for place, name in enumerate(names):
        sheet.write_string(first, place, name, heading)
    formats = {"bold": bold, "date": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})}
    for number, row in enumerate(body):
        total = number >= len(table.rows)
        for place, value in enumerate(row):
            _write(sheet, first + 1 + number, place, value, formats, bold if total else None)
    _lay_out(sheet, first, names, body, len(table.rows))
    for number, line in enumerate(below(table, briefing), first + len(body) + 2):
        sheet.write_string(number, 0, harmless(line), grey)
    book.close()
    return target.getvalue()


def _write(
    sheet: Worksheet, row: int, place: int, value: Value, formats: dict[str, Format], total: Format | None
) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, datetime.min.time()), formats["date"])
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, total)
    elif value is not None:
        sheet.write_string(row, place, value, total)


def _lay_out(sheet: Worksheet, first: int, names: Sequence[str], body: Sequence[Sequence[Value]], rows: int) -> None:
    for place, name in enumerate(names):
        longest = max([len(_plain(row[place])) for row in body], default=0)
        # A heading may break between its words, a cell is read in one line.
        width = max(longest, *(len(word) for word in name.split()))
        sheet.set_column(place, place, min(max(width + 2, _NARROWEST), _WIDEST))
    sheet.freeze_panes(first + 1, 1)
    if rows:
        sheet.autofilter(first, 0, first + rows, len(names) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)


def _sheet_name(title: str) -> str:
    """At most 31 signs, none that a sheet's name may not hold, broken between words."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", title).split())
    return plain if len(plain) <= 31 else plain[:32].rsplit(" ", 1)[0]
