"""What must hold of the probability whatever the results: order, names, threshold, missing and few."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import confidence
from monitoring.identification import RESULT_COLUMNS, identify, listing_years
from monitoring.listing_probability import FEWEST_SCHOOLS, gather, probabilities
from monitoring.method_profiles import ShareProfile, share_profiles
from tests.unit.planted_shares import city

PROFILES = tuple(share_profiles().values())
RESULTS = city(3, "copula", schools=40, years=(2019, 2021, 2022))[list(RESULT_COLUMNS)]
EVIDENCE = gather(RESULTS)


def by_school(results: pd.DataFrame, profile: ShareProfile) -> pd.Series:
    return probabilities(results, profile).set_index(["year", "school_id"])["probability"]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_every_assessed_school_of_every_listing_year_has_one(profile: ShareProfile) -> None:
    found = by_school(RESULTS, profile)
    assert found.between(0, 1).all()
    for year in listing_years(RESULTS, profile):
        assert set(found.loc[year].index) == identify(RESULTS, profile, year).assessed
    assert sorted(set(found.index.get_level_values(0))) == listing_years(RESULTS, profile)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(PROFILES))
def test_order_of_rows_and_names_of_schools_do_not_matter(seed: int, profile: ShareProfile) -> None:
    renamed = np.random.default_rng(seed).permutation(41) + 500
    mixed = RESULTS.sample(frac=1, random_state=seed)
    mixed = mixed.assign(school_id=renamed[mixed["school_id"]])
    found, other = by_school(RESULTS, profile), by_school(mixed, profile)
    assert len(found) == len(other)
    keys = [(year, int(renamed[school])) for year, school in found.index]
    assert other.loc[keys].tolist() == pytest.approx(found.tolist(), abs=1e-4)


@settings(max_examples=10, deadline=None)
@given(st.floats(1, 98), st.floats(0.1, 30), st.sampled_from(PROFILES), st.sampled_from(["any", "all"]))
def test_falls_when_the_threshold_rises(start: float, step: float, profile: ShareProfile, combine: str) -> None:
    rules = [
        replace(profile, threshold=value, combine=combine)  # type: ignore[arg-type]
        for value in (start, min(start + step, 99.5))
    ]
    easy, hard = (probabilities(RESULTS, rule, EVIDENCE)["probability"] for rule in rules)
    assert (easy >= hard - 1e-5).all()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_falls_when_more_procedures_are_asked(profile: ShareProfile) -> None:
    easy, hard = (
        probabilities(RESULTS, replace(profile, low_procedures=least), EVIDENCE)["probability"] for least in (1, 3)
    )
    assert (easy >= hard - 1e-9).all()
    assert easy.sum() > hard.sum()


def test_missing_and_empty_results_say_nothing() -> None:
    profile = share_profiles()["two-years"]
    blank = RESULTS.head(4).assign(year=2022, school_id=[901, 902, 903, 904])
    blank = blank.assign(low_share=[np.nan, 50.0, 50.0, np.nan], participants=[20, 0, np.nan, np.nan])
    with_blank = pd.concat([RESULTS, blank], ignore_index=True)
    pd.testing.assert_series_equal(by_school(with_blank, profile), by_school(RESULTS, profile))


def test_small_results_inform_but_do_not_count() -> None:
    profile = replace(share_profiles()["two-years"], min_participants=10_000)
    assert probabilities(RESULTS, profile).empty


def test_nothing_without_results_and_nothing_said_of_a_few_schools() -> None:
    profile = share_profiles()["two-years"]
    assert probabilities(RESULTS.head(0), profile).empty
    few = RESULTS[RESULTS["school_id"] < FEWEST_SCHOOLS]
    found = probabilities(few, profile)
    assert len(found) > 0
    assert found["probability"].isna().all()


def test_more_low_participants_make_it_surer() -> None:
    profile = share_profiles()["two-years"]
    chosen = RESULTS["school_id"] == 1
    shares = [RESULTS.assign(low_share=RESULTS["low_share"].where(~chosen, value)) for value in (10.0, 33.0, 60.0)]
    values = [by_school(frame.assign(participants=60.0), profile)[2022, 1] for frame in shares]
    assert values[0] < 0.1 < values[1] < values[2]
    assert values[2] > 0.9


def test_words_follow_the_bounds() -> None:
    assert [confidence.grade(value) for value in (1.0, 0.9, 0.899, 0.5, 0.499, 0.0)] == [
        "sure", "sure", "border", "border", "chance", "chance",
    ]  # fmt: skip
    assert [confidence.at_risk(value) for value in (0.2, 0.199)] == [True, False]
