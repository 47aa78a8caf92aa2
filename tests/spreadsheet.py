"""What a reader sees in a cell of a workbook in a Russian program: the value as its number format shows it."""

import io
import re
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from babel.numbers import format_decimal
from openpyxl.worksheet.worksheet import Worksheet

_PARTS = re.compile(r'"([^"]*)"|([#0,.]+)|(%)')
DAY = "dd.mm.yyyy"


def as_shown(value: object, form: str) -> str:
    """The text; fails for a format that is made of more than digits, words in quotes and a percent sign."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date | datetime):
        assert form == DAY
        return f"{value:%d.%m.%Y}"
    assert isinstance(value, int | float), value
    exact = Decimal(repr(value))
    above, below, *zero = form.split(";")
    part = below if exact < 0 else zero[0] if zero and not exact else above
    exact = abs(exact) * (100 if "%" in re.sub('"[^"]*"', "", part) else 1)
    assert re.sub(_PARTS, "", part) == "", part
    return _PARTS.sub(lambda found: _part(found, exact), part)


def _part(found: re.Match[str], value: Decimal) -> str:
    words, digits, percent = found.groups()
    return words if words is not None else percent or format_decimal(value, format=digits, locale="ru")


def sheets(content: bytes) -> list[Worksheet]:
    """The sheets of a workbook, none of whose cells is a formula."""
    found = [sheet for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets if isinstance(sheet, Worksheet)]
    assert not [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return found


def lines(sheet: Worksheet) -> list[list[str]]:
    """The cells of a sheet as a reader sees them, without the empty columns to its right."""
    rows = [[as_shown(cell.value, str(cell.number_format)) for cell in row] for row in sheet.iter_rows()]
    width = max((place + 1 for row in rows for place, text in enumerate(row) if text), default=0)
    return [row[:width] for row in rows]
