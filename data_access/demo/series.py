"""Which assessments the demo city holds: series, the years in which they took place, their difficulty and scales."""

from dataclasses import dataclass

from monitoring.method_profiles import Series
from monitoring.procedures import AssessmentKey
from monitoring.years import is_break

YEARS = tuple(range(2019, 2026))
"""School years 2018/19–2024/25."""

BASE_YEAR = 2023
"""The year to which the target shares of ``SERIES`` refer; shocks and trends run from it."""


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """A series of assessments.

    ``targets``: city shares of marks 2, 3, 4, 5 in percent in the base year (anchors: shares published for ВПР and ОГЭ
    in facts of the field, rounded); for ЕГЭ the shares below minimum, to 60, to 80, to 100 points. ``maximum`` is the
    highest primary score, ``cuts`` the lowest primary scores of marks 3, 4, 5.
    """

    series: Series
    targets: tuple[float, float, float, float]
    maximum: int = 0
    cuts: tuple[int, int, int] = (0, 0, 0)
    years: tuple[int, ...] = YEARS

    @property
    def procedure(self) -> str:
        """Code of the procedure."""
        return self.series[0]

    @property
    def subject(self) -> str:
        """Code of the subject."""
        return self.series[1]

    @property
    def grade(self) -> int:
        """Grade of the participants."""
        return self.series[2]

    def held(self, year: int) -> bool:
        """Whether the assessment took place in the year."""
        return year in self.years and not is_break(self.procedure, year)

    def key(self, year: int) -> AssessmentKey:
        """Key of the assessment of the year."""
        return AssessmentKey(year, *self.series)


# The base level of maths was not held in 2020 and 2021: who did not enter a university had no exam.
_BASE_LEVEL_YEARS = (2019, 2022, 2023, 2024, 2025)

SERIES: tuple[SeriesPlan, ...] = (
    SeriesPlan(("vpr", "russian", 4), (4.9, 28.6, 46.0, 20.5), 38, (14, 24, 33)),
    SeriesPlan(("vpr", "russian", 5), (8.4, 36.2, 38.3, 17.1), 45, (18, 29, 39)),
    SeriesPlan(("vpr", "russian", 6), (9.2, 39.0, 37.4, 14.4), 51, (25, 35, 45)),
    SeriesPlan(("vpr", "russian", 7), (10.4, 42.1, 35.7, 11.8), 47, (22, 32, 42)),
    SeriesPlan(("vpr", "russian", 8), (11.2, 37.9, 37.0, 13.9), 51, (26, 35, 45)),
    SeriesPlan(("vpr", "math", 4), (3.4, 20.8, 43.3, 32.5), 20, (6, 10, 15)),
    SeriesPlan(("vpr", "math", 5), (11.9, 33.0, 34.6, 20.5), 20, (7, 11, 15)),
    SeriesPlan(("vpr", "math", 6), (14.4, 43.6, 32.4, 9.6), 16, (6, 10, 14)),
    SeriesPlan(("vpr", "math", 7), (12.8, 44.2, 31.6, 11.4), 19, (7, 12, 16)),
    SeriesPlan(("vpr", "math", 8), (13.3, 49.7, 30.4, 6.6), 25, (8, 15, 21)),
    SeriesPlan(("oge", "russian", 9), (4.8, 30.3, 37.4, 27.5)),
    SeriesPlan(("oge", "math", 9), (10.1, 41.3, 40.2, 8.4)),
    SeriesPlan(("ege", "russian", 11), (2.1, 27.4, 45.3, 25.2)),
    SeriesPlan(("ege", "math_profile", 11), (5.2, 40.9, 41.6, 12.3)),
    SeriesPlan(("ege", "math_base", 11), (3.6, 26.2, 42.4, 27.8), years=_BASE_LEVEL_YEARS),
    SeriesPlan(("rdr", "math", 7), (13.6, 42.9, 31.9, 11.6), years=(2022, 2024)),
    SeriesPlan(("rdr", "russian", 8), (12.1, 39.4, 36.0, 12.5), years=(2023, 2025)),
)

DISTRIBUTION_YEARS = (2024, 2025)
"""Primary-score distributions exist for these years only."""

COMPARISON_YEARS = (2021, 2022, 2023, 2024, 2025)
COMPARISON_GRADES = (5, 6)
LONG_COMPARISON_YEAR = 2021
"""The comparison with journal marks of this year came in the older, long layout."""

REGIONAL_EXAM_YEARS = (2019, 2020, 2021)
"""ЕГЭ of these years came as the regional table with merged headers, later ones as flat shares."""

HELD_ON = {"vpr": (4, 15), "oge": (6, 2), "ege": (5, 30), "rdr": (11, 20)}
"""Month and day on which a procedure is held; РДР fall into the first half of the school year."""


def assessments(procedure: str, year: int) -> tuple[SeriesPlan, ...]:
    """Series of the procedure held in the year."""
    return tuple(plan for plan in SERIES if plan.procedure == procedure and plan.held(year))
