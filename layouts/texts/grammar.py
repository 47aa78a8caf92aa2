"""Russian numbers, dates, plural forms and typography."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from babel import Locale
from babel.numbers import format_decimal

from monitoring import years
from monitoring.reports.publication import Share

NBSP = "\u00a0"
NO_VALUE = "–"
_RUSSIAN = Locale("ru")
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


@cache
def number(value: float, digits: int = 0) -> str:
    """«1 234,5»: comma, groups parted by a no-break space, a true minus."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(round(value, digits) + 0.0, format=pattern, locale=_RUSSIAN)
    return text.replace("-", "−")


def short(value: float) -> str:
    """One digit after the comma, none where it is a zero: «6,8», «27»."""
    return number(value, 0 if round(value, 1) == round(value) else 1)


def signed(value: float, digits: int = 0) -> str:
    """«+1», «−3», «0»."""
    text = number(value, digits)
    return f"+{text}" if round(value, digits) > 0 else text


def percent(value: float | None, digits: int = 0) -> str:
    """«27 %» with a no-break space; a dash for no value."""
    return NO_VALUE if value is None else f"{number(value, digits)}{NBSP}%"


def interval(low: float, high: float, digits: int = 0) -> str:
    """«19…36»."""
    return f"{number(low, digits)}…{number(high, digits)}"


def with_interval(value: float, low: float, high: float, digits: int = 1) -> str:
    """«−3,2 (−5,1…−0,8)»."""
    return f"{number(value, digits)} ({interval(low, high, digits)})"


def change(low: float, high: float) -> str:
    """«−5,1…−0,8»: one digit, two where with one a bound would be a zero and the interval would seem to hold it."""
    touches = (low > 0) != (high < 0) and 0 in (round(low, 1), round(high, 1))
    return interval(low, high, 2 if touches else 1)


def share(cell: Share, digits: int = 1) -> str:
    """The share's value without its unit; «скрыто» where it is masked: why is told by ``texts.masking``."""
    if cell.masked:
        return "скрыто"
    return NO_VALUE if cell.value is None else number(cell.value, digits)


def day(value: date | None) -> str:
    """«30.06.2020»."""
    return NO_VALUE if value is None else f"{value:%d.%m.%Y}"


def month(value: date) -> str:
    """«сентября 2022» (the genitive, after «с» and «до»)."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def year(value: int) -> str:
    """«2024/25» for 2025."""
    return years.label(value)


def former(value: int, former_year: int | None) -> str:
    """«год назад» where the former listing is of the year before, else «в 2018/19»."""
    return "год назад" if former_year is None or former_year == value - 1 else f"в {year(former_year)}"


def plural(value: int, one: str, few: str, many: str) -> str:
    """The form that agrees with the number: школа, школы, школ."""
    return {"one": one, "few": few}.get(_RUSSIAN.plural_form(abs(value)), many)


def counted(value: int, one: str, few: str, many: str) -> str:
    """«41 школа» with a no-break space."""
    return f"{number(value)}{NBSP}{plural(value, one, few, many)}"


def schools(value: int) -> str:
    """«41 школа», «42 школы», «45 школ»."""
    return counted(value, "школа", "школы", "школ")


def in_schools(value: int) -> str:
    """«в 41 школе», «в 42 школах»."""
    return f"в{NBSP}{counted(value, 'школе', 'школах', 'школах')}"


def of_schools(value: int) -> str:
    """«41 школы», «42 школ» (the genitive)."""
    return counted(value, "школы", "школ", "школ")


def districts(value: int) -> str:
    """«1 район», «3 района», «18 районов»."""
    return counted(value, "район", "района", "районов")


def in_districts(value: int) -> str:
    """«в 1 районе», «в 3 районах»."""
    return f"в{NBSP}{counted(value, 'районе', 'районах', 'районах')}"


def ordinal_year(value: int) -> str:
    """«3-й год»."""
    return f"{value}-й{NBSP}год"


def joined(words: Sequence[str]) -> str:
    """«а», «а и б», «а, б и в»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} и {words[-1]}"


def unbroken(text: str) -> str:
    """The text with a no-break space where a number and its sign must not part: «30 %», «№ 118»."""
    return re.sub(r"(?<=\d) (?=%)|(?<=№) ", NBSP, text)


def capital(text: str) -> str:
    """The text with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]
