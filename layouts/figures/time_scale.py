"""The scale of an axis of time: a school year is a column, the newest ones are wider."""

from dataclasses import dataclass
from datetime import date

WIDE, NEWEST = 4.0, 2
"""How much wider the newest school years are drawn, and how many of them."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Places of days on the axis: whole school years from ``first`` to ``last``, the newest ones wider."""

    first: int
    last: int
    ends_on: date
    """The last day shown, in the year ``last``."""

    def width(self, year: int) -> float:
        """Width of a school year in units of the axis."""
        return WIDE if year > self.last - NEWEST and self.last - self.first >= NEWEST else 1.0

    def start(self, year: int) -> float:
        """Where the school year begins."""
        return sum(self.width(former) for former in range(self.first, year))

    def place(self, day: date) -> float:
        """Where the day stands, kept within the axis."""
        day = min(max(day, first_day(self.first)), self.ends_on)
        year = school_year(day)
        whole = (first_day(year + 1) - first_day(year)).days
        return self.start(year) + self.width(year) * (day - first_day(year)).days / whole

    @property
    def end(self) -> float:
        """The end of the axis."""
        return self.place(self.ends_on)


def school_year(day: date) -> int:
    """The calendar year in which the school year of the day ends."""
    return day.year + (day.month >= 9)


def first_day(year: int) -> date:
    """1 September of the school year."""
    return date(year - 1, 9, 1)


@dataclass(frozen=True, slots=True)
class Paper:
    """What an axis is laid out on, px: its width, the margins, a row of events, the space between lanes, the share
    above. ``rows``: events of a lane beyond so many rows share the last one without their words; fewer where the
    figure would be higher than ``high``."""

    wide: int
    left: int = 138
    right: int = 14
    top: int = 8
    bottom: int = 40
    row: int = 21
    gap: int = 9
    panel: int = 104
    rows: int = 6
    high: int = 0
    """0 where the height is free."""

    def frame(self, *, share: bool) -> int:
        """Height of all but the lanes."""
        return self.top + self.bottom + (self.panel if share else 0)
