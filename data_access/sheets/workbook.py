"""A workbook of records: the sheet to fill in with its lists of values, its explanation and its look-up sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from data_access.sheets.columns import NUMBER, REVISION, SHEET, SheetColumn, Written
from data_access.sheets.explained import EXPLAINED, HEADINGS, RULES, allowed, meaning
from monitoring.records.fields import EARLIEST, LATEST
from monitoring.records.kind import Kind

LISTS = "Списки"
DAY = "dd.mm.yyyy"
HEAD = 2
"""Rows above the first record: the title and the headings."""
CHECKED_ROWS = 5000
"""Rows below the heading that offer values and check dates."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """A sheet that only helps to fill in: schools, numbers of records."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Written, ...], ...]


def workbook(
    kind: Kind,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[Written]],
    *,
    numbered: bool,
    look_ups: Sequence[LookUp] = (),
) -> bytes:
    """The bytes of the workbook. ``numbered``: each row begins with the record's number and revision."""
    target = BytesIO()
    # No cell is taken for a formula, a link or a number by its text.
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    look = _look(book)
    sheet = book.add_worksheet(SHEET)
    first = 2 if numbered else 0
    sheet.write_string(0, 0, title, look["title"])
    headings = [*((NUMBER, REVISION) if numbered else ()), *(column.heading for column in columns)]
    for position, heading in enumerate(headings):
        required = position >= first and columns[position - first].required
        sheet.write_string(HEAD - 1, position, heading, look["required" if required else "head"])
    for number, row in enumerate(rows, start=HEAD):
        for position, value in enumerate(row):
            _write(sheet, number, position, value, look)
    sheet.freeze_panes(HEAD, 0)
    lists = _Lists(book)
    for position, column in enumerate(columns, start=first):
        sheet.set_column(position, position, _width(column), look["day"] if column.field.type == "day" else None)
        rule = _rule(column, lists)
        if rule:
            sheet.data_validation(HEAD, position, HEAD + CHECKED_ROWS, position, rule)
    _explain(book, kind, columns, look)
    for look_up in look_ups:
        _look_up(book, look_up, look)
    lists.close()
    book.close()
    return target.getvalue()


def _look(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True}),
        "head": book.add_format({"bottom": 1, "text_wrap": True, "valign": "top"}),
        "required": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": DAY, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
    }


def _write(sheet: Any, row: int, position: int, value: Written, look: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, position, value, look["day"])
    elif isinstance(value, int):
        sheet.write_number(row, position, value, look["number"])
    elif value:
        sheet.write_string(row, position, value, look["text"])


def _width(column: SheetColumn) -> int:
    if column.part in {"name", "ogrn", "district"}:
        return {"name": 34, "ogrn": 16, "district": 18}[column.part]
    return {"words": 48, "line": 30, "day": 12, "number": 12, "choices": 30, "choice": 26, "place": 22}.get(
        column.field.type, 14
    )


class _Lists:
    """The hidden sheet with the values that cells offer: a list in the cell itself may hold 255 signs only."""

    def __init__(self, book: Any) -> None:
        self._book, self._columns = book, 0
        self._sheet: Any = None
        self._values: list[Sequence[str]] = []

    def add(self, values: Sequence[str]) -> str:
        """Notes the values; returns the range where they stand."""
        letter = xlsxwriter.utility.xl_col_to_name(len(self._values))
        self._values.append(values)
        return f"={LISTS}!${letter}$1:${letter}${len(values)}"

    def close(self) -> None:
        """Writes the sheet where there is anything to offer; it is the last one."""
        if not self._values:
            return
        sheet = self._book.add_worksheet(LISTS)
        for position, values in enumerate(self._values):
            for number, value in enumerate(values):
                sheet.write_string(number, position, value)
        sheet.hide()


def _rule(column: SheetColumn, lists: _Lists) -> dict[str, Any] | None:
    field = column.field
    hint = {"input_title": column.title[:32], "input_message": meaning(column)[:255]}
    stop = {"error_title": "Не подходит", "error_message": (allowed(field) or meaning(column))[:255]}
    if column.part != "value":
        return {"validate": "any", **hint}
    match field.type:
        case "choice" | "place":
            return {"validate": "list", "source": lists.add([item.label for item in field.choices]), **hint, **stop}
        case "number":
            bounds = {"minimum": field.lowest, "maximum": field.highest}
            return {"validate": "integer", "criteria": "between", **bounds, **hint, **stop}
        case "day":
            days = {"minimum": EARLIEST, "maximum": LATEST}
            return {"validate": "date", "criteria": "between", **days, **hint, **stop}
    return {"validate": "any", **hint}


def _explain(book: Any, kind: Kind, columns: Sequence[SheetColumn], look: dict[str, Any]) -> None:
    sheet = book.add_worksheet(EXPLAINED)
    sheet.write_string(0, 0, kind.title, look["title"])
    for number, rule in enumerate(RULES, start=1):
        sheet.write_string(number, 0, rule)
    top = len(RULES) + 2
    for position, (heading, width) in enumerate(zip(HEADINGS, (34, 13, 60, 80), strict=True)):
        sheet.write_string(top, position, heading, look["required"])
        sheet.set_column(position, position, width)
    for number, column in enumerate(columns, start=top + 1):
        told = allowed(column.field) if column.part == "value" else ""
        texts = (column.title, "да" if column.required else "", meaning(column), told)
        for position, text in enumerate(texts):
            sheet.write_string(number, position, text, look["text"])


def _look_up(book: Any, look_up: LookUp, look: dict[str, Any]) -> None:
    sheet = book.add_worksheet(look_up.name)
    for position, heading in enumerate(look_up.headings):
        sheet.write_string(0, position, heading, look["required"])
        sheet.set_column(position, position, 12 if position == 0 and heading == NUMBER else 40)
    for number, row in enumerate(look_up.rows, start=1):
        for position, value in enumerate(row):
            _write(sheet, number, position, value, look)
    sheet.freeze_panes(1, 0)
