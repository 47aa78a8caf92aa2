"""The index of unfavourable conditions and the list by it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.conditions import conditions, identify, with_bound
from monitoring.grounds import read
from monitoring.indicators import INDICATORS
from monitoring.method_profiles import ConditionsProfile, IndexRule, profiles

RULE = IndexRule(weights=(("parents_higher_education", 1.0), ("on_register", 1.0)), least_known=1)
_FOUND = profiles()["social-conditions"]
assert isinstance(_FOUND, ConditionsProfile)
SMALL = replace(_FOUND, conditions=RULE)


def passports(rows: list[tuple[int, float, float]], year: int = 2025) -> pd.DataFrame:
    """Rows: school, parents with higher education, on the register."""
    frame = pd.DataFrame(rows, columns=["school_id", "parents_higher_education", "on_register"]).assign(year=year)
    return frame.reindex(columns=["year", "school_id", *INDICATORS])


def index_of(found: pd.DataFrame) -> dict[int, float]:
    return dict(zip(found["school_id"], found["index"], strict=True))


FOUR = [(1, 40.0, 4.0), (2, 60.0, 2.0), (3, 40.0, 2.0), (4, 60.0, 4.0)]


def test_indicators_are_turned_so_that_more_is_less_favourable() -> None:
    # Means 50 and 3, standard deviations 10 and 1.
    found = conditions(passports(FOUR), [1, 2, 3, 4], RULE)
    assert index_of(found) == pytest.approx({1: 1.0, 2: -1.0, 3: 0.0, 4: 0.0})
    weighted = replace(RULE, weights=(("parents_higher_education", 3.0), ("on_register", 1.0)))
    assert index_of(conditions(passports(FOUR), [1, 2, 3, 4], weighted))[3] == pytest.approx((3 - 1) / 4)


def test_what_is_missing_does_not_enter_and_too_little_is_no_index() -> None:
    rows = [*FOUR, (5, np.nan, 4.0), (6, np.nan, np.nan)]
    schools = [row[0] for row in rows]
    found = conditions(passports(rows), schools, RULE)
    register = np.array([4, 2, 2, 4, 4.0])
    assert index_of(found)[5] == pytest.approx((4 - register.mean()) / register.std())
    assert np.isnan(index_of(found)[6])
    assert np.isnan(index_of(conditions(passports(rows), schools, replace(RULE, least_known=2)))[5])


def test_an_indicator_that_is_the_same_everywhere_says_nothing() -> None:
    found = conditions(passports([(1, 50.0, 4.0), (2, 50.0, 2.0)]), [1, 2], RULE)
    assert index_of(found) == pytest.approx({1: 1.0, 2: -1.0})


def test_only_schools_of_general_education_and_the_year_itself_count() -> None:
    other = passports([(1, 90.0, 0.0), (2, 10.0, 9.0)], 2024)
    both = pd.concat([passports([*FOUR, (9, 0.0, 99.0)]), other])
    found = conditions(both, [1, 2, 3, 4], RULE)
    assert 9 not in set(found["school_id"])
    assert index_of(found[found["year"] == 2025]) == pytest.approx({1: 1.0, 2: -1.0, 3: 0.0, 4: 0.0})


def test_the_highest_quarter_is_listed_and_its_grounds_name_the_hardest_first() -> None:
    rows = [(school, 60.0 - school, school / 10) for school in range(1, 9)]
    found = identify(conditions(passports(rows), range(1, 9), RULE), SMALL)[2025]
    # The 75 % quantile of eight lies between the sixth and the seventh.
    assert set(found.listed) == {7, 8}
    assert found.assessed == set(range(1, 9))
    (ground,) = found.listed[8]
    assert ground.value > found.listed[7][0].value >= ground.threshold
    assert ground.schools == 8
    deviations = [part.deviation for part in ground.parts]
    assert deviations == sorted(deviations, reverse=True)
    assert read(ground.as_dict()) == ground


def test_too_few_schools_have_no_quarter() -> None:
    found = conditions(passports(FOUR[:3]), [1, 2, 3], RULE)
    assert identify(found, SMALL) == {}
    assert with_bound(found, SMALL).empty


values = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=4, max_size=30)


@given(pairs=values, seed=st.randoms(use_true_random=False), top=st.sampled_from([10.0, 25.0, 50.0]))
@settings(max_examples=40, deadline=None)
def test_order_does_not_matter_and_a_wider_quarter_lists_more(pairs, seed, top: float) -> None:
    rows = [(number, *pair) for number, pair in enumerate(pairs)]
    mixed = list(rows)
    seed.shuffle(mixed)
    schools = range(len(rows))
    one, other = (identify(conditions(passports(items), schools, RULE), SMALL) for items in (rows, mixed))
    assert {year: set(found.listed) for year, found in one.items()} == {
        year: set(found.listed) for year, found in other.items()
    }
    index = conditions(passports(rows), schools, RULE)
    narrow, wide = (identify(index, replace(SMALL, top=part)) for part in (top, min(top * 1.5, 99.0)))
    for year, found in narrow.items():
        assert set(found.listed) <= set(wide[year].listed)
