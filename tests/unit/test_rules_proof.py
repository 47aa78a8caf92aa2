"""The rules that compare schools with each other on cities whose truth was planted."""

import numpy as np
import pytest
from scipy import stats

from data_access.demo.city import DemoCity
from monitoring.method_profiles import profiles
from monitoring.proof_marks import SERIES, YEAR, marks_city
from monitoring.rules import Setting, apply

SCHOOLS, CITIES, FIRST_SEED = 200, 20, 700


def listed(seed: int, planted: int, excess: float) -> tuple[np.ndarray, np.ndarray]:
    city = marks_city(seed, schools=SCHOOLS, planted=planted, excess=excess)
    applied = apply(city.results, profiles()["lower-quartile"], Setting(dict.fromkeys(range(SCHOOLS), "school")))
    return np.isin(np.arange(SCHOOLS), list(applied.identified[YEAR].listed)), city.planted


def test_schools_that_are_alike_are_hardly_ever_listed() -> None:
    """Two intervals above the cluster by chance alone: no oftener than 2.5 % a result, results independent."""
    found = sum(int(listed(FIRST_SEED + city, 0, 0.0)[0].sum()) for city in range(CITIES))
    by_chance = float(stats.binom.sf(1, len(SERIES), 0.025))
    assert found <= stats.binom.ppf(0.999, CITIES * SCHOOLS, by_chance)


def test_schools_far_below_the_others_are_found() -> None:
    planted, found, wrong = 0, 0, 0
    for city in range(CITIES):
        in_list, below = listed(FIRST_SEED + city, 20, 0.2)
        planted, found, wrong = planted + below.sum(), found + in_list[below].sum(), wrong + in_list[~below].sum()
    assert found >= 0.95 * planted
    assert wrong <= 0.02 * (CITIES * SCHOOLS - planted)


@pytest.mark.parametrize("year", [2019, 2025])
def test_the_index_finds_the_unfavourable_quarter_of_the_demo_city(demo_city: DemoCity, year: int) -> None:
    kinds = dict(zip(demo_city.schools["school_id"], demo_city.schools["kind"], strict=True))
    applied = apply(demo_city.results(), profiles()["social-conditions"], Setting(kinds, demo_city.passports))
    truth = demo_city.truth.schools
    unfavourable = set(truth.index[truth["unfavourable"]])
    found = set(applied.identified[year].listed)
    assert len(found) == pytest.approx(len(kinds) / 4, abs=1)
    assert len(found & unfavourable) >= 0.8 * len(unfavourable)
