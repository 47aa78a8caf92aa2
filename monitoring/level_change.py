"""Level × change: where schools stand and where they move, five classes by five. The bounds are taken by default."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.dynamics import IN_LIST
from monitoring.reports.dynamics import PlacedSchool

LEVELS = (5.0, 10.0, 20.0, 30.0)
"""Lower bounds of the classes of the low share after the first, percent."""
CHANGES = (-10.0, -3.0, 3.0, 10.0)
"""Bounds of the classes of change, percentage points; a bound belongs to the class farther from zero."""

Place = tuple[int, int]
"""Class of level and of change, both 0–4, from low to high."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Schools of one cell, and how many of them are in the list."""

    schools: tuple[PlacedSchool, ...]
    listed: int


def place(after: float, change: float) -> Place:
    """The cell of a school with the low share ``after`` (percent) and the ``change`` (percentage points)."""
    # Exactly −10 has fallen by 10: the upper bound of a negative class belongs to it.
    below = sum(change > bound if bound < 0 else change >= bound for bound in CHANGES)
    return bisect_right(LEVELS, after), below


def cells(schools: Iterable[PlacedSchool]) -> dict[Place, Cell]:
    """Every one of the 25 cells, in the order of the schools."""
    found: dict[Place, list[PlacedSchool]] = {(level, change): [] for level in range(5) for change in range(5)}
    for school in schools:
        found[place(school.change.after, school.change.change)].append(school)
    return {
        key: Cell(tuple(inside), sum(school.status in IN_LIST for school in inside)) for key, inside in found.items()
    }
