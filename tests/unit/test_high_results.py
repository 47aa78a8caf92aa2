"""The group «высокие результаты», and against a slow reading of its rule."""

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from monitoring.high_results import RESULT_COLUMNS, high_results, standing
from monitoring.method_profiles import Series, share_profiles

PROFILE = share_profiles()["two-years"]
RUSSIAN: Series = ("vpr", "russian", 5)
MATH: Series = ("vpr", "math", 5)
EGE: Series = ("ege", "russian", 11)
YEARS = (2021, 2022)


def marks(school: int, year: int, series: Series, good: float, n: float = 40, low: float = 5.0) -> list[Any]:
    """A result by marks: half of the good ones are «5»."""
    return [school, year, *series, n, low, good / 2, good / 2, np.nan, np.nan]


def exam(school: int, year: int, median: float | None, mean: float | None, low: float = 5.0) -> list[Any]:
    """A result of ЕГЭ."""
    return [school, year, *EGE, 40, low, np.nan, np.nan, mean, median]


def frame(rows: Sequence[list[Any]]) -> pd.DataFrame:
    made = pd.DataFrame(list(rows), columns=list(RESULT_COLUMNS))
    return made.astype(dict.fromkeys(RESULT_COLUMNS[5:], float) | {"procedure": object, "subject": object})


def city(**of_first: float) -> list[list[Any]]:
    """Eight schools by two ВПР of two years, school 1 the best; ``of_first`` is changed in its maths of 2022."""
    rows = []
    for school in range(1, 9):
        for year in YEARS:
            for series in (RUSSIAN, MATH):
                changed = of_first if (school, year, series) == (1, 2022, MATH) else {}
                rows.append(marks(school, year, series, **({"good": 90.0 - 5 * school} | changed)))
    return rows


def found(rows: Sequence[list[Any]], year: int = 2022) -> frozenset[int]:
    return high_results(standing(frame(rows), PROFILE, year))


def test_top_quarter_of_two_procedures_in_both_years() -> None:
    assert found(city()) == {1, 2}
    assert found(city(good=60.0)) == {2}
    assert found([row for row in city() if row[1] == 2022]) == frozenset()


@pytest.mark.parametrize(("changed", "stays"), [({"low": 29.99}, True), ({"low": 30.0}, False), ({"n": 9}, False)])
def test_none_low_and_enough_participants(changed: dict[str, float], stays: bool) -> None:
    assert (1 in found(city(**changed))) is stays


def test_low_result_below_the_minimum_n_does_not_count() -> None:
    extra = marks(1, 2022, ("vpr", "russian", 6), 0.0, n=9, low=60.0)
    assert 1 in found([*city(), extra])
    assert 1 not in found([*city(), [*extra[:5], 10, *extra[6:]]])


def test_exam_is_compared_by_median_and_without_one_by_mean() -> None:
    rows = [exam(school, 2022, 50.0 + school, 90.0 - school) for school in range(1, 8)]
    rows += [exam(school, 2022, None, 90.0 - school) for school in (8, 9)] + [exam(10, 2022, None, 99.0)]
    top = standing(frame(rows), PROFILE, 2022).set_index("school_id")["top"]
    # Medians: 57 and 56 stand at or above the third quartile; means are compared with all means, 99 among them.
    assert top[top].index.tolist() == [6, 7, 10]


def test_three_schools_have_no_quartiles() -> None:
    rows = [row for row in city() if row[0] <= 3]
    assert not standing(frame(rows), PROFILE, 2022)["top"].any()


def test_agrees_with_a_slow_reading_and_order_does_not_matter() -> None:
    chance = Random(5)
    rows = []
    for school in range(1, 41):
        for year in YEARS:
            for series in (RUSSIAN, MATH, ("oge", "math", 9)):
                level, n = chance.gauss(40, 8) + school, chance.choice((8, 10, 60, 60))
                rows.append(marks(school, year, series, min(level, 100), n, chance.choice((2.0,) * 12 + (29.9, 31.0))))
    expected = set()
    for school in range(1, 41):
        tops = dict.fromkeys(YEARS, 0)
        low = False
        for row in rows:
            if row[0] == school and row[5] >= 10:
                of = [other[7] + other[8] for other in rows if other[1:5] == row[1:5] and other[5] >= 10]
                tops[row[1]] += row[7] + row[8] >= np.quantile(of, 0.75)
                low |= row[6] >= PROFILE.threshold
        if min(tops.values()) >= 2 and not low:
            expected.add(school)
    assert found(rows) == expected
    assert expected
    chance.shuffle(rows)
    assert found(rows) == expected


def test_nothing_known_nobody_high() -> None:
    assert found([]) == frozenset()
