"""School years and the breaks of the series.

A ``year`` is the calendar year in which the school year ends: 2025 is 2024/25.
"""

from collections.abc import Iterable

NO_SPRING_VPR = 2020
"""In spring 2020 ВПР and ОГЭ were not held: lines are not joined across this year."""


def label(year: int) -> str:
    """«2024/25» for 2025."""
    return f"{year - 1}/{year % 100:02d}"


def is_break(procedure: str, year: int) -> bool:
    """Whether the procedure was not held in the year, so that nothing can be compared across it."""
    return year == NO_SPRING_VPR and procedure in {"vpr", "oge"}


def runs(years: Iterable[int], procedure: str) -> list[list[int]]:
    """Years split into runs within which a line may be joined (neither a gap nor a break between them)."""
    parts: list[list[int]] = []
    for year in sorted(years):
        if parts and year == parts[-1][-1] + 1 and not is_break(procedure, year):
            parts[-1].append(year)
        else:
            parts.append([year])
    return parts
