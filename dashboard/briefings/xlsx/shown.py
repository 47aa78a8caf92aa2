"""Texts of a page as a spreadsheet wants them: a number with a format that shows it as it stood, or the text."""

import re
from datetime import date
from decimal import Decimal

from dashboard.briefings.xlsx.typed import DAY, Typed

_SPACES = " \u00a0\u202f"
_NUMBER = re.compile(
    rf"(?P<sign>[+−]?)"
    rf"(?P<whole>[1-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}})+|[1-9][0-9]{{0,3}}|0)"
    rf"(?:,(?P<decimals>[0-9]{{1,6}}))?"
    rf"(?P<unit>[{_SPACES}]?%|[{_SPACES}](?:п\.[{_SPACES}]?п\.|км))?"
)
_DAY = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1950, 2200
"""Of days: what lies outside is a slip, and the oldest programs count days wrongly before 1900-03-01."""
_EXACT = 15
"""Digits that a cell of a spreadsheet holds."""


def shown(text: str) -> Typed:
    """The number or the day that the text is, with a format that shows it so; all else has no value.

    A number is one of the pages: groups of three digits, a comma, a true minus, «%», «п. п.» or «км» behind. Not
    numbers are five digits and more that nothing parts (a code: an ОГРН, an index), leading zeros, a signed zero,
    intervals, a number that agrees with a word («41 школа» would be wrong after the first edit). A percent is a
    hundredth, as spreadsheets have it: «61,5 %» is 0.615.
    """
    day = _day(text)
    if day is not None:
        return Typed(day, DAY)
    found = _NUMBER.fullmatch(text)
    if found is None:
        return Typed(None, "")
    sign, decimals, unit = found["sign"], found["decimals"] or "", found["unit"] or ""
    whole = re.sub(f"[{_SPACES}]", "", found["whole"])
    value = Decimal(f"{'-' if sign == '−' else ''}{whole}.{decimals or '0'}")
    if len(whole + decimals) > _EXACT or (sign and not value):
        return Typed(None, "")
    year_like = len(whole) == 4 and whole == found["whole"]
    form = _form("0" if year_like else "#,##0", len(decimals), unit, signed=sign == "+")
    if unit.endswith("%"):
        return Typed(float(value / 100), form)
    return Typed(float(value) if decimals else int(value), form)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _form(whole: str, digits: int, unit: str, *, signed: bool) -> str:
    """The format, with the minus of the pages: programs write another one."""
    # A percent sign in quotes would be a letter; without them it makes a hundredth into a percent.
    percent = unit.endswith("%")
    words = unit.removesuffix("%")
    part = whole + ("." + "0" * digits if digits else "") + (f'"{words}"' if words else "") + ("%" if percent else "")
    return f'"+"{part};"−"{part};{part}' if signed else f'{part};"−"{part}'
