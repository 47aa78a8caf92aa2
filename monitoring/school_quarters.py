"""Quarters of the school year: in which one a day lies. Their months are taken as default, no act fixes them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from monitoring.partnerships import list_year

_MONTHS = {"q1": (9, 10), "q2": (11, 12), "q3": (1, 3), "q4": (4, 5)}
"""First and last month of each quarter. Default."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter: ``year`` is that in which its school year ends, ``code`` as in the kind ``review``."""

    year: int
    code: str
    first: date
    last: date


def quarter(day: date) -> Quarter | None:
    """The quarter that runs on the day; None in summer."""
    for code, (first, last) in _MONTHS.items():
        if first <= day.month <= last:
            ends = date(day.year, last, monthrange(day.year, last)[1])
            return Quarter(list_year(day) + 1, code, date(day.year, first, 1), ends)
    return None
