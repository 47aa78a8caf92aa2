"""Identification: against a slow obvious oracle, at the edges of the rule, and what must hold for any results."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.identification import RESULT_COLUMNS, identify, listing_years, published_years, window
from monitoring.method_profiles import Series, ShareProfile, share_profiles

TWO_YEARS = share_profiles()["two-years"]
TWO_GROUNDS = share_profiles()["two-grounds-2025"]
SERIES: tuple[Series, ...] = (("vpr", "russian", 5), ("vpr", "math", 5), ("oge", "math", 9), ("ege", "russian", 11))
RUSSIAN, MATH, OGE, EGE = SERIES
OTHER: Series = ("vpr", "biology", 6)
YEARS = (2019, 2021, 2022, 2023)

Result = tuple[int, int, Series, int | None, float | None]
"""School, year, series, participants, share."""


def frame(rows: Sequence[Result]) -> pd.DataFrame:
    records = [(school, year, *series, n, share) for school, year, series, n, share in rows]
    made = pd.DataFrame(records, columns=list(RESULT_COLUMNS))
    return made.astype({"participants": float, "low_share": float, "procedure": object, "subject": object})


@st.composite
def results(draw: st.DrawFn) -> list[Result]:
    """Results of up to four schools; shares stand close to the threshold, n close to the minimum."""
    keys = list(product(range(1, 5), YEARS, (*SERIES, OTHER)))
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=50))
    share = st.one_of(st.none(), st.sampled_from([0.0, 12.5, 29.99, 30.0, 30.01, 55.0, 100.0]))
    n = st.one_of(st.none(), st.sampled_from([0, 9, 10, 11, 60]))
    return [(*key, draw(n), draw(share)) for key in chosen]


def latest_two(rows: list[Result], profile: ShareProfile, procedure: str, year: int) -> list[int]:
    of_procedure = {series for series in profile.series if series[0] == procedure}
    known = {y for _, y, s, n, share in rows if s in of_procedure and share is not None and n and y <= year}
    return sorted(known, reverse=True)[:2]


def slowly(rows: list[Result], profile: ShareProfile, year: int) -> tuple[set[int], set[int]]:
    """Listed and assessed schools, read off the wording of the rule: loops and nothing else."""
    listed, assessed = set(), set()
    for school in {row[0] for row in rows}:
        low_by_place: dict[int, int] = {0: 0, 1: 0}
        low_now, repeated = 0, 0
        for series in profile.series:
            years = latest_two(rows, profile, series[0], year)
            if profile.kind == "two-grounds" and year not in years:
                continue
            lows = []
            for place, found in enumerate(years):
                for s, y, other, n, share in rows:
                    if (s, y, other) != (school, found, series) or share is None:
                        continue
                    if n is not None and n >= profile.min_participants:
                        assessed.add(school)
                        if share >= profile.threshold:
                            low_by_place[place] += 1
                            lows.append(found)
            low_now += year in lows
            repeated += len(lows) == 2
        if profile.kind == "each-of-two-years":
            met = all(count >= profile.low_procedures for count in low_by_place.values())
        else:
            a, b = low_now >= profile.low_procedures, repeated >= 1
            met = (a and b) if profile.combine == "all" else (a or b)
        if met:
            listed.add(school)
    return listed, assessed


PROFILES = (TWO_YEARS, TWO_GROUNDS, replace(TWO_GROUNDS, combine="all"))


@settings(max_examples=60, deadline=None)
@given(rows=results(), profile=st.sampled_from(PROFILES), year=st.sampled_from(YEARS))
def test_agrees_with_the_oracle(rows: list[Result], profile: ShareProfile, year: int) -> None:
    found = identify(frame(rows), profile, year)
    assert (set(found.listed), set(found.assessed)) == slowly(rows, profile, year)


@settings(max_examples=40, deadline=None)
@given(rows=results(), profile=st.sampled_from(PROFILES), year=st.sampled_from(YEARS), seed=st.randoms())
def test_order_of_rows_does_not_matter(rows: list[Result], profile: ShareProfile, year: int, seed: Random) -> None:
    mixed = list(rows)
    seed.shuffle(mixed)
    assert identify(frame(rows), profile, year) == identify(frame(mixed), profile, year)


@settings(max_examples=40, deadline=None)
@given(
    rows=results(),
    profile=st.sampled_from(PROFILES),
    year=st.sampled_from(YEARS),
    higher=st.floats(0, 70),
    more=st.integers(0, 60),
)
def test_stricter_rule_lists_no_school_more(
    rows: list[Result], profile: ShareProfile, year: int, higher: float, more: int
) -> None:
    made = frame(rows)
    listed = identify(made, profile, year).listed.keys()
    assert identify(made, replace(profile, threshold=profile.threshold + higher), year).listed.keys() <= listed
    assert identify(made, replace(profile, low_procedures=profile.low_procedures + 1), year).listed.keys() <= listed
    fewer = identify(made, replace(profile, min_participants=profile.min_participants + more), year)
    assert fewer.listed.keys() <= listed


@settings(max_examples=40, deadline=None)
@given(rows=results(), profile=st.sampled_from(PROFILES), year=st.sampled_from(YEARS))
def test_grounds_are_results_that_meet_the_rule(rows: list[Result], profile: ShareProfile, year: int) -> None:
    known = {(school, y, series): (n, share) for school, y, series, n, share in rows}
    found = identify(frame(rows), profile, year)
    assert found.listed.keys() <= found.assessed
    for school, grounds in found.listed.items():
        assert grounds
        for ground in grounds:
            n, share = known[school, ground.year, (ground.procedure, ground.subject, ground.grade)]
            assert (ground.n, ground.value, ground.threshold) == (n, share, profile.threshold)
            assert ground.n >= profile.min_participants
            assert ground.value >= profile.threshold
            assert ground.year <= year


def low(school: int, year: int, *series: Series, share: float = 40.0, n: int = 40) -> list[Result]:
    return [(school, year, each, n, share) for each in series]


def test_two_years_steps_over_the_gap_and_names_the_years() -> None:
    rows = low(1, 2019, RUSSIAN, MATH) + low(1, 2021, RUSSIAN, MATH) + low(2, 2021, RUSSIAN, MATH)
    found = identify(frame(rows), TWO_YEARS, 2021)
    assert found.assessed == {1, 2}
    assert list(found.listed) == [1]
    assert [(ground.rule, ground.year) for ground in found.listed[1]] == [
        ("year-1", 2021),
        ("year-1", 2021),
        ("year-2", 2019),
        ("year-2", 2019),
    ]


def test_years_are_those_of_the_city_not_of_the_school() -> None:
    # School 1 has no result of 2021: 2019 and 2022 are not its «two latest years».
    rows = low(1, 2019, RUSSIAN, MATH) + low(1, 2022, RUSSIAN, MATH) + low(2, 2021, RUSSIAN, MATH, share=5.0)
    assert identify(frame(rows), TWO_YEARS, 2022).listed == {}
    # A part of the results with the years of the whole gives the same answer: pages ask so for one school.
    part, years = frame(rows[:4]), published_years(frame(rows))
    assert identify(part, TWO_YEARS, 2022, years).listed == {}
    assert list(identify(part, TWO_YEARS, 2022).listed) == [1]


def test_year_with_means_alone_is_no_published_year() -> None:
    rows = low(1, 2021, RUSSIAN, MATH) + low(1, 2022, RUSSIAN, MATH)
    rows.append((1, 2023, RUSSIAN, 40, None))
    assert published_years(frame(rows))[RUSSIAN] == [2021, 2022]
    assert list(identify(frame(rows), TWO_YEARS, 2023).listed) == [1]


def test_grounds_a_and_b_stand_apart() -> None:
    rows = (
        low(1, 2023, RUSSIAN, MATH)  # A alone
        + low(2, 2022, OGE) + low(2, 2023, OGE)  # B alone
        + low(3, 2022, RUSSIAN) + low(3, 2023, RUSSIAN, MATH)  # both
        + low(4, 2022, RUSSIAN) + low(4, 2023, MATH)  # neither: another procedure each year
    )  # fmt: skip
    found = identify(frame(rows), TWO_GROUNDS, 2023).listed
    assert {school: {ground.rule for ground in grounds} for school, grounds in found.items()} == {
        1: {"A"},
        2: {"B"},
        3: {"A", "B"},
    }
    both = identify(frame(rows), replace(TWO_GROUNDS, combine="all"), 2023).listed
    assert list(both) == [3]


def test_subject_no_longer_held_does_not_speak_for_ever() -> None:
    # Base maths was last held in 2019; ЕГЭ itself goes on, so its latest years are 2022 and 2021.
    base = ("ege", "math_base", 11)
    rows = low(1, 2018, base) + low(1, 2019, base) + low(1, 2021, EGE) + low(1, 2022, EGE)
    assert identify(frame(rows), TWO_YEARS, 2022).listed == {}
    assert list(identify(frame(rows + low(1, 2021, base) + low(1, 2022, base)), TWO_YEARS, 2022).listed) == [1]
    # ОГЭ of 2022 is not published yet: its own latest two years stand beside those of ВПР, by name.
    waiting = low(2, 2019, OGE, RUSSIAN) + low(2, 2021, OGE, RUSSIAN) + low(2, 2022, RUSSIAN)
    grounds = identify(frame(waiting), TWO_YEARS, 2022).listed[2]
    assert [(ground.rule, ground.procedure, ground.year) for ground in grounds] == [
        ("year-1", "oge", 2021),
        ("year-1", "vpr", 2022),
        ("year-2", "oge", 2019),
        ("year-2", "vpr", 2021),
    ]


def test_ground_b_needs_a_result_of_the_year_itself() -> None:
    rows = low(1, 2021, OGE) + low(1, 2022, OGE) + low(1, 2023, RUSSIAN)
    assert identify(frame(rows), TWO_GROUNDS, 2023).listed == {}
    assert list(identify(frame(rows), TWO_GROUNDS, 2022).listed) == [1]


@pytest.mark.parametrize(("share", "met"), [(29.99, False), (30.0, True), (0.1 + 29.9, True), (30.01, True)])
def test_threshold_is_included(share: float, met: bool) -> None:
    rows = low(1, 2023, RUSSIAN, MATH, share=share)
    assert bool(identify(frame(rows), TWO_GROUNDS, 2023).listed) is met


@pytest.mark.parametrize(("n", "counts"), [(9, False), (10, True)])
def test_small_n_does_not_count_but_stays_to_be_shown(n: int, counts: bool) -> None:
    rows = low(1, 2023, RUSSIAN, MATH, n=n)
    found = identify(frame(rows), TWO_GROUNDS, 2023)
    assert bool(found.listed) is bool(found.assessed) is counts
    shown = window(frame(rows), TWO_GROUNDS, 2023)
    assert shown["counts"].tolist() == shown["low"].tolist() == [counts, counts]


def test_listing_years_leave_out_2020_and_the_first_year_of_two() -> None:
    rows: list[Result] = [(1, year, series, 30, 10.0) for year in (2019, 2021, 2022) for series in SERIES]
    rows += [(1, 2020, EGE, 30, 10.0), (1, 2018, OTHER, 30, 10.0), (1, 2023, RUSSIAN, 30, None)]
    assert listing_years(frame(rows), TWO_YEARS) == [2021, 2022]
    assert listing_years(frame(rows), TWO_GROUNDS) == [2019, 2021, 2022]


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_known_nothing_listed(profile: ShareProfile) -> None:
    empty = frame([])
    assert listing_years(empty, profile) == []
    found = identify(empty, profile, 2023)
    assert (found.listed, found.assessed) == ({}, frozenset())
