"""Results of the demo city: whole pupils, the break of 2020, and a list of a plausible length."""

import numpy as np
import pandas as pd
import pytest

from data_access.demo.city import DemoCity, generate
from data_access.demo.marks import below, thresholds
from data_access.demo.results import BANDS, COUNTS
from data_access.demo.series import SERIES
from monitoring.aggregates import MARKS, weighted
from monitoring.districts import by_code
from monitoring.dynamics import memberships
from monitoring.identification import RESULT_COLUMNS, Identification, identify, listing_years
from monitoring.method_profiles import share_profiles


def listings(city: DemoCity, method: str) -> dict[int, Identification]:
    results, profile = city.results(), share_profiles()[method]
    return {year: identify(results, profile, year) for year in listing_years(results, profile)}


@pytest.fixture(scope="module")
def two_years(demo_city: DemoCity) -> dict[int, Identification]:
    return listings(demo_city, "two-years")


def test_nothing_but_ege_was_held_in_spring_2020(demo_city: DemoCity) -> None:
    assert set(demo_city.marks.loc[demo_city.marks["procedure"] != "rdr", "year"]) == {2019, *range(2021, 2026)}
    assert set(demo_city.marks["procedure"]) == {"vpr", "oge", "rdr"}
    assert set(demo_city.exams["year"]) == set(range(2019, 2026))
    assert set(demo_city.exams.loc[demo_city.exams["year"] == 2020, "subject"]) == {"russian", "math_profile"}


def test_marks_are_whole_pupils_and_percents_follow(demo_city: DemoCity) -> None:
    marks = demo_city.marks
    counts = marks[COUNTS].to_numpy()
    assert (counts.sum(axis=1) == marks["participants"]).all()
    assert np.allclose(marks[MARKS], 100 * counts / counts.sum(axis=1, keepdims=True), atol=0.00501)
    assert (marks["low_share"] == marks["pct_2"]).all()


def test_bands_of_exams_are_shares_of_pupils(demo_city: DemoCity) -> None:
    exams = demo_city.exams[demo_city.exams["subject"] != "math_base"]
    assert np.allclose(exams[BANDS].sum(axis=1), 100, atol=0.03)
    share = 100 * exams["below_minimum_count"] / exams["participants"]
    assert np.allclose(exams["below_minimum"], share, atol=0.00501)
    assert exams["mean_score"].between(15, 100).all()
    assert (exams["count_100"] <= exams["participants"]).all()
    base = demo_city.exams[demo_city.exams["subject"] == "math_base"]
    assert base["mean_score"].between(2, 5).all()
    assert base["band_81_100"].isna().all()


def test_sizes_are_of_real_schools(demo_city: DemoCity) -> None:
    n = demo_city.marks.loc[demo_city.marks["procedure"] == "vpr", "participants"]
    assert n.max() <= 130
    assert n.median() == pytest.approx(65, abs=10)
    assert 0.003 < (n < 10).mean() < 0.03
    pupils = demo_city.passports[demo_city.passports["year"] == 2025]["pupils"].sum()
    assert 350_000 < pupils < 650_000


@pytest.mark.parametrize(
    ("procedure", "subject", "grade", "low", "high"),
    [
        ("vpr", "math", 6, 12, 17),
        ("vpr", "russian", 5, 6.5, 9.5),
        ("oge", "math", 9, 8, 12),
        ("oge", "russian", 9, 3.5, 6.5),
        ("ege", "russian", 11, 1.5, 3),
        ("ege", "math_profile", 11, 4, 7),
    ],
)
def test_city_shares_stay_near_their_anchors(
    demo_city: DemoCity, procedure: str, subject: str, grade: int, low: float, high: float
) -> None:
    city = weighted(demo_city.results(), ["procedure", "subject", "grade", "year"], ["low_share"])["low_share"]
    shares = city.xs((procedure, subject, grade))
    assert len(shares) >= 6
    assert shares.between(low, high).all(), shares


def test_thresholds_meet_the_targets() -> None:
    rng = np.random.default_rng(5)
    levels, weights = rng.normal(0, 1, 300), rng.uniform(20, 120, 300)
    points = thresholds(levels, weights, (10.0, 40.0, 35.0, 15.0))
    shares = [float((below(levels, point) * weights).sum() / weights.sum()) for point in points]
    assert shares == pytest.approx([0.10, 0.50, 0.85], abs=1e-9)


def test_list_has_a_plausible_length_and_falls_gently(two_years: dict[int, Identification]) -> None:
    lengths = {year: len(found.listed) for year, found in two_years.items()}
    assert list(lengths) == [2021, 2022, 2023, 2024, 2025]
    assert all(36 <= length <= 64 for length in lengths.values()), lengths
    assert lengths[2021] - lengths[2025] >= 6
    assert max(np.diff(list(lengths.values()))) <= 5


def test_schools_enter_and_leave_each_year(two_years: dict[int, Identification]) -> None:
    changes = pd.Series(
        [
            (found.year, "entered" if found.status == "returned" else found.status)
            for found in memberships({year: set(found.listed) for year, found in two_years.items()})
        ]
    ).value_counts()
    for year in (2022, 2023, 2024, 2025):
        assert changes[(year, "entered")] >= 3
        assert changes[(year, "left")] >= 3


def test_every_district_is_plausible(demo_city: DemoCity, two_years: dict[int, Identification]) -> None:
    district = demo_city.schools.set_index("school_id")["district_code"]
    sizes = district.value_counts()
    for found in two_years.values():
        listed = pd.Series([district[school] for school in found.listed]).value_counts()
        assert len(listed) >= 12
        for code in by_code():
            assert listed.get(code, 0) <= max(2, 0.3 * sizes[code]), (found.year, code)


def test_two_grounds_list_more(demo_city: DemoCity, two_years: dict[int, Identification]) -> None:
    wider = listings(demo_city, "two-grounds-2025")
    for year, found in two_years.items():
        assert len(found.listed) < len(wider[year].listed) < 0.2 * len(found.assessed)


@pytest.mark.parametrize("seed", [1, 5])
def test_other_seeds_give_plausible_lists_too(seed: int) -> None:
    for found in listings(generate(seed), "two-years").values():
        assert 0.03 < len(found.listed) / len(found.assessed) < 0.12


def test_results_are_as_identification_takes_them(demo_city: DemoCity) -> None:
    results = demo_city.results()
    assert tuple(results.columns) == RESULT_COLUMNS
    assert not results.duplicated(["school_id", "year", "procedure", "subject", "grade"]).any()
    held = {(*plan.series, year) for plan in SERIES for year in range(2019, 2026) if plan.held(year)}
    keys = results[["procedure", "subject", "grade", "year"]].drop_duplicates()
    assert set(keys.itertuples(index=False, name=None)) == held
