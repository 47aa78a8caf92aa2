"""Sample changes: schools with every verdict, assessments of a territory, how the list came about."""

import random
from collections.abc import Sequence

from monitoring.reports.dynamics import (
    Dynamics,
    ListFlow,
    PlacedSchool,
    SchoolDynamics,
    SeriesChange,
    ShareChange,
    TerritoryChange,
)
from tests.components.samples.selections import SERIES, YEARS


def change(before: float = 41.2, value: float = -8.1, half: float = 4.0, year: int = 2025) -> ShareChange:
    """A change with the difficulty of the year of +0.3 points."""
    after = round(max(before + value + 0.3, 0), 1)
    return ShareChange(year, before, after, 0.3, value, value - half, value + half, 210, year - 3, 3)


def placed(rows: Sequence[tuple[int, str, str]], district: str) -> tuple[PlacedSchool, ...]:
    """Schools (id, name, status) with changes of every verdict and level in turn."""
    found = []
    for number, name, status in rows:
        chance = random.Random(f"change-{number}")
        before = chance.uniform(26, 44) if status not in {"none", "left"} else chance.uniform(2, 26)
        value = chance.choice((-12.4, -6.1, -1.2, 0.4, 2.0, 4.4, 11.3))
        found.append(PlacedSchool(number, name, district, status, change(round(before, 1), value, 4.2)))
    return tuple(found)


def territory(*, district: bool = True) -> tuple[TerritoryChange, ...]:
    """Every assessment of the rule: fallen, grown, within, apart from the city, and one with few schools."""
    values = ((-1.4, 0.8), (2.1, 1.1), (0.3, 0.9), (-0.2, 0.7), (0.6, 0.9), (-2.2, 1.0), (0.1, 0.6), (0.9, 1.4))
    found = []
    for index, (item, (value, half)) in enumerate(zip(SERIES, values, strict=True)):
        apart = 3.4 - index if district else None
        few = index == 7
        found.append(
            TerritoryChange(
                *item,
                2025,
                54,
                12.4 + index / 10,
                2410 + index,
                value,
                None if few else (value - half, value + half),
                2022,
                apart,
                None if apart is None or few else (apart - 1.5, apart + 1.5),
            )
        )
    return tuple(found)


def dynamics(rows: Sequence[tuple[int, str, str]], district: str = "nevsky", *, whole: bool = True) -> Dynamics:
    """Change on a page: of the city with ``district`` «city»."""
    return Dynamics(territory(district=district != "city"), placed(rows, district) if whole else (), whole)


def school_dynamics() -> SchoolDynamics:
    """Change of a school by assessment: every year from 2022, the latest ones of every verdict."""
    values = (-9.2, -1.1, 6.4, -14.8, 0.7, 2.3, -3.9, 5.5)
    series = [
        SeriesChange(*item, change(38.0 - index, value if year == YEARS[-1] else 0.4, 5.1, year))
        for index, (item, value) in enumerate(zip(SERIES, values, strict=True))
        for year in YEARS[3:]
    ]
    return SchoolDynamics(change(34.5, -6.8, 3.1), tuple(series))


def flow(listed: int, left: int | None, entered: int | None, schools: int) -> ListFlow:
    """How a list of so many schools came about: a quarter of the entered have returned."""
    gone, twice = left or 0, listed // 4
    returned = (entered or 0) // 4
    once = min((entered or listed) - returned, listed - twice)
    return ListFlow(
        returned, once, twice, listed - once - twice, gone, gone * 4 // 5, schools - 7, schools // 15, schools // 9
    )
