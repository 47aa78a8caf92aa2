"""The simulator gives what identification gives, for any rule of either kind; the thin part of the list is thin."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.identification import identify, published_years
from monitoring.intervals import wilson
from monitoring.method_profiles import ShareProfile
from monitoring.simulator import NEVER, Grid, Rule, assessed, grid, highest_threshold, listed, listed_by_threshold
from monitoring.simulator import unstable as thin
from tests.unit.test_identification import (
    EGE,
    MATH,
    OGE,
    PROFILES,
    RUSSIAN,
    TWO_GROUNDS,
    TWO_YEARS,
    YEARS,
    Result,
    frame,
    low,
    results,
)

rules = st.builds(
    Rule,
    threshold=st.sampled_from([0.0, 12.5, 20.0, 29.99, 30.0, 30.01, 45.0, 100.0]),
    low_procedures=st.integers(1, 5),
    min_participants=st.sampled_from([0, 1, 9, 10, 11, 61]),
)


def with_values(profile: ShareProfile, rule: Rule) -> ShareProfile:
    """The profile with the values of the rule."""
    return replace(
        profile,
        threshold=rule.threshold,
        low_procedures=rule.low_procedures,
        min_participants=rule.min_participants,
    )


def laid_out(rows: list[Result], profile: ShareProfile, year: int) -> Grid:
    made = frame(rows)
    return grid(made, profile, year, published_years(made))


@settings(max_examples=80, deadline=None)
@given(rows=results(), profile=st.sampled_from(PROFILES), year=st.sampled_from(YEARS), rule=rules)
def test_agrees_with_identification(rows: list[Result], profile: ShareProfile, year: int, rule: Rule) -> None:
    slow = identify(frame(rows), with_values(profile, rule), year)
    fast = laid_out(rows, profile, year)
    assert set(fast.schools[listed(fast, rule)]) == set(slow.listed)
    assert set(fast.schools[assessed(fast, rule.min_participants)]) == set(slow.assessed)


@settings(max_examples=60, deadline=None)
@given(rows=results(), profile=st.sampled_from(PROFILES), year=st.sampled_from(YEARS), rule=rules)
def test_the_curve_counts_the_list_at_each_threshold(
    rows: list[Result], profile: ShareProfile, year: int, rule: Rule
) -> None:
    found = laid_out(rows, profile, year)
    thresholds = np.array([0.0, 12.5, 29.99, 30.0, 45.0, 100.0])
    counted = listed_by_threshold(
        highest_threshold(found, rule.low_procedures, rule.min_participants), thresholds
    ).tolist()
    assert counted == [int(listed(found, replace(rule, threshold=value)).sum()) for value in thresholds]
    assert counted == sorted(counted, reverse=True)


@settings(max_examples=60, deadline=None)
@given(rows=results(), profile=st.sampled_from(PROFILES), year=st.sampled_from(YEARS), rule=rules)
def test_thin_decisions_are_those_that_one_result_undoes(
    rows: list[Result], profile: ShareProfile, year: int, rule: Rule
) -> None:
    made, wanted = frame(rows), with_values(profile, rule)
    known = published_years(made)
    slowly = set()
    for school, grounds in identify(made, wanted, year, known).listed.items():
        for ground in grounds:
            if wilson(ground.value, ground.n)[0] >= rule.threshold:
                continue
            key = (school, ground.year, ground.procedure, ground.subject, ground.grade)
            same = made[["school_id", "year", "procedure", "subject", "grade"]].apply(tuple, axis=1) == key
            # Below every threshold, and still a published result of its year.
            moved = made.assign(low_share=made["low_share"].where(~same, -1.0))
            if school not in identify(moved, wanted, year, known).listed:
                slowly.add(school)
    found = laid_out(rows, profile, year)
    assert set(found.schools[thin(found, rule)]) == slowly


def test_the_highest_threshold_is_the_deciding_share() -> None:
    rows = [
        *low(1, 2022, RUSSIAN, share=44.0), *low(1, 2022, MATH, share=38.0), *low(1, 2022, OGE, share=12.0),
        *low(1, 2023, RUSSIAN, share=51.0), *low(1, 2023, MATH, share=33.5),
        *low(2, 2023, RUSSIAN, MATH, share=60.0),
    ]  # fmt: skip
    two_years = laid_out(rows, TWO_YEARS, 2023)
    assert highest_threshold(two_years, 2, 10).tolist() == [33.5, NEVER]
    assert highest_threshold(two_years, 1, 10).tolist() == [44.0, NEVER]
    # Ground A holds to 33.5 (school 2: 60), ground B to 44, the Russian of both years.
    assert highest_threshold(laid_out(rows, TWO_GROUNDS, 2023), 2, 10).tolist() == [44.0, 60.0]


@pytest.mark.parametrize(("share", "n", "is_thin"), [(31.0, 40, True), (60.0, 40, False), (60.0, 10, False)])
def test_a_narrow_margin_of_a_small_group_is_thin(share: float, n: int, is_thin: bool) -> None:
    rows = low(1, 2022, RUSSIAN, MATH, share=70.0) + low(1, 2023, RUSSIAN, share=70.0)
    rows += low(1, 2023, MATH, share=share, n=n)
    found = laid_out(rows, TWO_YEARS, 2023)
    assert listed(found, Rule(30.0, 2, 10)).tolist() == [True]
    assert thin(found, Rule(30.0, 2, 10)).tolist() == [is_thin]


def test_a_spare_low_result_makes_the_decision_firm() -> None:
    rows = low(1, 2022, RUSSIAN, MATH, OGE, share=31.0) + low(1, 2023, RUSSIAN, MATH, OGE, share=31.0)
    assert thin(laid_out(rows, TWO_YEARS, 2023), Rule(30.0, 2, 10)).tolist() == [False]
    assert thin(laid_out(rows, TWO_YEARS, 2023), Rule(30.0, 3, 10)).tolist() == [True]


def test_nothing_known_nothing_listed() -> None:
    found = laid_out([], TWO_YEARS, 2023)
    assert listed(found, Rule(30.0, 2, 10)).tolist() == thin(found, Rule(30.0, 2, 10)).tolist() == []
    only_other_years = laid_out(low(1, 2018, EGE), TWO_GROUNDS, 2023)
    assert only_other_years.schools.tolist() == []


def test_a_rule_without_procedures_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Rule(30.0, 0, 10)
