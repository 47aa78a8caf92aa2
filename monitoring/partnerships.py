"""When a partnership counts for the list of a year.

The list of year Y governs the plan of Y/Y+1, so its period is the school year from 1 September of Y.
"""

from collections.abc import Iterable
from datetime import date

STATUSES = ("proposed", "active", "paused", "ended")

CONFIRMATIONS = {"mentee_confirmed_on": "mentee", "mentor_confirmed_on": "mentor"}
"""Fields of a record by the side whose district confirms."""

_MATHS = frozenset({"math", "math_profile", "math_base"})


def period(year: int) -> tuple[date, date]:
    """First and last day of the school year that the list of ``year`` governs."""
    return date(year, 9, 1), date(year + 1, 8, 31)


def list_year(day: date) -> int:
    """The list that governs the school year of the day: 2025 from 1 September 2025 to 31 August 2026."""
    return day.year if day >= period(day.year)[0] else day.year - 1


def overlaps(started_on: date, ended_on: date | None, year: int) -> bool:
    """Whether the partnership's dates touch the period of the list."""
    first, last = period(year)
    return started_on <= last and (ended_on is None or ended_on > first)


def is_active(status: str, started_on: date, ended_on: date | None, year: int, today: date) -> bool:
    """Whether the partnership was active at some time of the list's period, up to ``today``.

    A proposed one never was. Only the present status is known: a pause is taken for the period that has not ended
    by ``today``, and one that is ended without a date is not counted, since nobody knows for how long it lasted.
    """
    _, last = period(year)
    if not overlaps(started_on, ended_on, year) or started_on > today:
        return False
    if status == "paused":
        return last < today
    return status == "active" or (status == "ended" and ended_on is not None)


def supports(subjects: Iterable[str], subject: str) -> bool:
    """Whether a partnership in these subjects speaks of results in the subject: the levels of ЕГЭ maths are maths."""
    named = set(subjects)
    return "all" in named or subject in named or (subject in _MATHS and bool(named & _MATHS))
