"""Single cells: their text, numbers, dates and the keys of schools. Tolerant of spelling, strict on meaning.

A reading function returns None for an empty cell and raises ``Unreadable`` (message in Russian) for one that holds
something else than what is meant.
"""

import re
from datetime import date, datetime

Cell = str | int | float | bool | date | None
"""A cell as read: an empty one is ``""`` or None, a number of xlsx is a float, of csv its text."""

MAX_COUNT = 10_000_000
BLANKS = frozenset({"", "-", "–", "—", "−"})
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_LOGIN = re.compile(r"(?:edu|sch)\d{4,10}", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4}|\d{2})")


class Unreadable(ValueError):
    """The cell holds something else than what its column means; the message says what, in Russian."""


def text(cell: Cell) -> str:
    """The cell as text in one line: spaces collapsed, a whole number without «.0», a date as 30.06.2020."""
    if type(cell) is str:
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    return " ".join(str(cell).split())


def is_blank(cell: Cell) -> bool:
    """Whether the cell is empty or holds only spaces or a dash."""
    return cell is None or (isinstance(cell, str) and cell.strip() in BLANKS)


def number(cell: Cell) -> float | None:
    """A number; in text a decimal comma, spaces between thousands and a percent sign at the end are accepted."""
    if type(cell) is float:
        return cell
    if type(cell) is int:
        return float(cell)
    if is_blank(cell):
        return None
    if isinstance(cell, str):
        written = text(cell)
        plain = _GROUPED.sub("", written.removesuffix("%").rstrip()).replace(",", ".").replace("−", "-")
        if _NUMBER.fullmatch(plain):
            value = float(plain)
            if abs(value) < 1e15:
                return value
    raise Unreadable(f"«{text(cell)}» не число")


def bounded(cell: Cell, low: float, high: float) -> float | None:
    """A number from ``low`` to ``high``, both included."""
    value = number(cell)
    if value is not None and not low <= value <= high:
        raise Unreadable(f"{_shown(value)} вне границ {_shown(low)}–{_shown(high)}")
    return value


def percent(cell: Cell) -> float | None:
    """A percent as published: from 0 to 100."""
    return bounded(cell, 0, 100)


def count(cell: Cell, high: int = MAX_COUNT) -> int | None:
    """A whole number, not negative."""
    value = number(cell)
    if value is None:
        return None
    if value < 0:
        raise Unreadable(f"{_shown(value)} меньше нуля")
    if value != int(value):
        raise Unreadable(f"{_shown(value)} не целое число")
    if value > high:
        raise Unreadable(f"{_shown(value)} больше {high}")
    return int(value)


def day(cell: Cell) -> date | None:
    """A date: of a date cell, or the first one written as 20.04.2026 or 2026-04-20."""
    if isinstance(cell, datetime):
        value = cell.date()
    elif isinstance(cell, date):
        value = cell
    elif is_blank(cell):
        return None
    else:
        written = text(cell)
        found = _DATE.match(written)
        if not found:
            raise Unreadable(f"«{written}» не дата")
        parts = [int(part) for part in found.groups() if part]
        try:
            value = date(*parts) if found[4] else date(parts[2], parts[1], parts[0])
        except ValueError:
            raise Unreadable(f"«{written}»: такой даты нет") from None
    if not 1990 <= value.year <= 2100:
        raise Unreadable(f"дата {value:%d.%m.%Y} вне разумных границ")
    return value


def school_year(cell: Cell) -> int | None:
    """The year in which a school year ends: 2025, «2025», «2024/25», «2024/2025»."""
    if is_blank(cell):
        return None
    written = text(cell)
    found = _SCHOOL_YEAR.match(written)
    if found:
        start, end = int(found[1]), int(found[2])
        end += start // 100 * 100 if end < 100 else 0
        end += 100 if end < start else 0
        if end != start + 1:
            raise Unreadable(f"«{written}» не учебный год")
    elif re.fullmatch(r"\d{4}(?: ?г\.?| год)?", written):
        end = int(written[:4])
    else:
        raise Unreadable(f"«{written}» не год")
    if not 2000 <= end <= 2100:
        raise Unreadable(f"{end} не похоже на год (2000–2100)")
    return end


def ogrn(written: str) -> str | None:
    """The ОГРН in a text («1027808757899 06.12.2002», «_1027801541602»), or None when there is none that is valid.

    Valid: 13 digits of which the last is the remainder of the first twelve modulo 11, its last digit (приказ Минфина
    России 30.10.2017 № 165н, п. 9).
    """
    for found in re.findall(r"(?<!\d)\d{13}(?!\d)", written):
        if int(found[:12]) % 11 % 10 == int(found[12]):
            return str(found)
    return None


def inn(written: str) -> str | None:
    """The ИНН of an organisation in a text (10 digits with a valid check digit), or None."""
    for found in re.findall(r"(?<!\d)\d{10}(?!\d)", written):
        weighted = sum(int(digit) * weight for digit, weight in zip(found, (2, 4, 10, 3, 5, 9, 4, 6, 8), strict=False))
        if weighted % 11 % 10 == int(found[9]):
            return str(found)
    return None


def login(written: str) -> str | None:
    """The ФИС ОКО login that a text consists of («edu780123»), in lower case, or None."""
    plain = written.strip()
    return plain.lower() if _LOGIN.fullmatch(plain) else None


def _shown(value: float) -> str:
    return f"{value:g}".replace(".", ",") if abs(value) < 1e6 else f"{value:.0f}"
