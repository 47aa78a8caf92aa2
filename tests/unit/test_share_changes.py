"""Change of low shares: by example, in its properties, and against cities whose truth is planted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.identification import RESULT_COLUMNS
from monitoring.intervals import difference
from monitoring.proof_city import proof_city
from monitoring.share_changes import EARLIER, cells, school_changes, series_changes, spread, verdict

OGE = ("oge", "russian", 9)
MATH = ("oge", "math", 9)
CITIES = 12
CALM = pd.DataFrame(
    [(*series, year, 10.0) for series in (OGE, MATH) for year in range(2015, 2026)],
    columns=["procedure", "subject", "grade", "year", "low_share"],
)
"""A city in which every year is as hard as every other."""


def results(*rows: tuple[tuple[str, str, int], int, int, float], school: int = 1) -> pd.DataFrame:
    """Rows of series, year, participants, share."""
    found = [(school, year, *series, n, share) for series, year, n, share in rows]
    return pd.DataFrame(found, columns=list(RESULT_COLUMNS)).astype({"participants": float, "low_share": float})


def only(frame: pd.DataFrame, year: int) -> dict[str, float]:
    (row,) = frame[frame["year"] == year].to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_two_years_of_one_assessment_are_the_difference_of_newcombe() -> None:
    found = cells(results((OGE, 2024, 60, 40.0), (OGE, 2025, 50, 22.0)), 10, CALM)
    row = only(series_changes(found, 0.0), 2025)
    assert (row["low"], row["high"]) == pytest.approx(difference(40.0, 60, 22.0, 50))
    assert (row["before"], row["after"], row["city"], row["earlier"]) == pytest.approx((40.0, 22.0, 0.0, 1))


def test_the_mean_of_three_years_is_weighted_and_the_fourth_is_left_out() -> None:
    rows = [(OGE, 2021, 90, 90.0), (OGE, 2022, 10, 20.0), (OGE, 2023, 30, 40.0), (OGE, 2025, 50, 30.0)]
    row = only(school_changes(cells(results(*rows), 10, CALM), 0.0), 2025)
    assert row["before"] == pytest.approx((20 * 10 + 40 * 30) / 40)
    assert (row["first_year"], row["earlier"], row["participants"]) == (2022, 2, 50)


def test_assessments_are_weighted_by_the_participants_of_the_latest_year() -> None:
    rows = [(OGE, 2024, 50, 40.0), (OGE, 2025, 90, 30.0), (MATH, 2024, 50, 40.0), (MATH, 2025, 30, 44.0)]
    row = only(school_changes(cells(results(*rows), 10, CALM), 0.0), 2025)
    assert (row["change"], row["series"]) == pytest.approx(((-10 * 90 + 4 * 30) / 120, 2))


def test_nothing_is_compared_across_the_break_but_for_the_procedure_that_was_held() -> None:
    ege = ("ege", "russian", 11)
    rows = [(series, year, 50, 20.0) for series in (OGE, ege) for year in (2019, 2021)]
    assert set(series_changes(cells(results(*rows), 10), 0.0)["procedure"]) == {"ege"}
    assert only(school_changes(cells(results(*rows), 10), 0.0), 2021)["series"] == 1


def test_small_missing_and_zero() -> None:
    small = results((OGE, 2024, 9, 40.0), (OGE, 2025, 50, 22.0))
    assert school_changes(cells(small, 10), 0.0).empty
    assert school_changes(cells(results((OGE, 2024, 50, np.nan), (OGE, 2025, 50, 22.0)), 10), 0.0).empty
    assert school_changes(cells(results(), 10), 0.0).empty
    nothing = only(school_changes(cells(results((OGE, 2024, 50, 0.0), (OGE, 2025, 50, 0.0)), 10, CALM), 0.0), 2025)
    assert nothing["change"] == 0
    assert nothing["low"] < -3
    assert nothing["high"] > 3


def test_a_school_that_moves_with_the_city_has_not_changed() -> None:
    city = CALM.assign(low_share=np.where(CALM["year"] == 2025, 20.0, 10.0))
    moved = 100 * (0.4 / 0.6 * 2.25) / (1 + 0.4 / 0.6 * 2.25)
    row = only(school_changes(cells(results((OGE, 2024, 60, 40.0), (OGE, 2025, 60, moved)), 10, city), 0.0), 2025)
    assert row["change"] == pytest.approx(0, abs=1e-9)
    assert row["city"] == pytest.approx(moved - 40)


@given(st.floats(0, 100), st.integers(10, 400), st.floats(0, 100), st.integers(10, 400), st.floats(0, 0.5))
@settings(max_examples=60)
def test_the_interval_holds_the_change_and_widens_with_the_spread(
    first: float, n: int, second: float, m: int, variance: float
) -> None:
    found = cells(results((OGE, 2024, n, first), (OGE, 2025, m, second)), 10, CALM)
    row, wide = (only(school_changes(found, value), 2025) for value in (0.0, variance))
    assert row["low"] - 1e-9 <= row["change"] <= row["high"] + 1e-9
    assert wide["low"] <= row["low"] + 1e-9
    assert wide["high"] >= row["high"] - 1e-9


def test_the_order_of_rows_does_not_matter() -> None:
    frame = proof_city(3, effect=0.0, schools=30).results()
    one, other = (cells(item, 10) for item in (frame, frame.sample(frac=1, random_state=1)))
    assert spread(one) == pytest.approx(spread(other))
    expected = school_changes(one, 0.05).sort_values(["school_id", "year"]).drop(columns="unit")
    found = school_changes(other, 0.05).sort_values(["school_id", "year"]).drop(columns="unit")
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected.reset_index(drop=True))


def test_words_of_the_interval() -> None:
    assert [verdict(*pair) for pair in ((-3, -1), (1, 3), (-1, 1), (0, 2))] == ["fell", "grew", "within", "within"]


def test_planted_changes_are_covered_and_rarely_turned_round() -> None:
    """95 % intervals are to cover in 93–97 %; luck of a year (0.3 in logits) is planted and found again."""
    covered, turned, said, variances = [], [], [], []
    for seed in range(CITIES):
        city = proof_city(7_000 + seed, effect=0.0, schools=300)
        found = cells(city.results(), 10)
        variances.append(spread(found))
        frame = school_changes(found, variances[-1])
        truth = city.planted_changes(frame["school_id"].to_numpy(), frame["year"].to_numpy(), EARLIER)
        low, high = frame["low"].to_numpy(), frame["high"].to_numpy()
        covered.append((low <= truth) & (truth <= high))
        turned.append(((low > 0) & (truth < 0)) | ((high < 0) & (truth > 0)))
        said.append((low > 0) | (high < 0))
    assert 0.93 <= np.concatenate(covered).mean() <= 0.97
    assert np.concatenate(turned).mean() <= 0.01
    assert np.concatenate(said).mean() >= 0.08
    assert np.mean(variances) == pytest.approx(0.09, abs=0.01)


def test_without_the_spread_the_intervals_of_large_schools_are_too_short() -> None:
    covered: dict[bool, list[np.ndarray]] = {True: [], False: []}
    for seed in range(4):
        city = proof_city(7_100 + seed, effect=0.0, schools=300)
        found = cells(city.results(), 10)
        for spread_out, inside in covered.items():
            frame = school_changes(found, spread(found) if spread_out else 0.0)
            frame = frame[frame["participants"] >= 200]
            truth = city.planted_changes(frame["school_id"].to_numpy(), frame["year"].to_numpy(), EARLIER)
            inside.append(((frame["low"] <= truth) & (truth <= frame["high"])).to_numpy())
    assert 0.93 <= np.concatenate(covered[True]).mean() <= 0.97
    assert np.concatenate(covered[False]).mean() < 0.9
