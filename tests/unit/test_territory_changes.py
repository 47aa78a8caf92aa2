"""Change of a territory and its distance from the city: against a clustered regression, and in simulation."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from monitoring.districts import CITY
from monitoring.territory_changes import LEAST_SCHOOLS, territory_changes


def drawn(seed: int, years: tuple[int, ...], schools: int, subjects: int = 1) -> pd.DataFrame:
    """Schools with a level of their own that does not change; the first third is of another district."""
    rng = np.random.default_rng(seed)
    level = rng.normal(-2, 0.7, (subjects, schools, 1)) + rng.normal(0, 0.2, (subjects, schools, len(years)))
    n = rng.integers(15, 120, level.shape)
    low = 100 * rng.binomial(n, 1 / (1 + np.exp(-level))) / n
    subject, school, year = (axis.ravel() for axis in np.indices(level.shape))
    return pd.DataFrame(
        {
            "school_id": school + 1,
            "district_code": np.where(school < schools // 3, "kurortny", "nevsky"),
            "year": np.array(years)[year],
            "procedure": "oge",
            "subject": [f"subject-{number}" for number in subject],
            "grade": 9,
            "participants": n.ravel().astype(float),
            "low_share": low.ravel(),
        }
    )


def row(frame: pd.DataFrame, year: int, code: str) -> pd.Series:
    found = frame[(frame["year"] == year) & (frame["district_code"] == code)]
    assert len(found) == 1
    return found.iloc[0]


def test_change_is_that_of_a_weighted_regression_with_errors_clustered_by_school() -> None:
    results = drawn(1, (2022, 2023, 2024, 2025), 40)
    found = row(territory_changes(results), 2025, CITY)
    data = results.assign(latest=(results["year"] == 2025).astype(int))
    fit = smf.wls("low_share ~ latest", data, weights=data["participants"]).fit(
        cov_type="cluster", cov_kwds={"groups": data["school_id"], "use_correction": False, "df_correction": True},
        use_t=True,
    )  # fmt: skip
    error = fit.bse["latest"] * np.sqrt(40 / 39)
    assert found["change"] == pytest.approx(fit.params["latest"])
    assert (found["high"] - found["low"]) / 2 == pytest.approx(error * 2.02269, rel=1e-4)
    assert (found["first_year"], found["earlier"], found["schools"]) == (2022, 3, 40)


def test_distance_from_the_city_is_that_of_the_shares() -> None:
    results = drawn(2, (2024, 2025), 40)
    found = territory_changes(results)
    latest = results[results["year"] == 2025]
    shares = [
        (part["low_share"] * part["participants"]).sum() / part["participants"].sum()
        for part in (latest[latest["district_code"] == "nevsky"], latest)
    ]
    own = row(found, 2025, "nevsky")
    assert own["apart"] == pytest.approx(shares[0] - shares[1])
    assert own["apart_low"] < own["apart"] < own["apart_high"]
    assert np.isnan(row(found, 2025, CITY)["apart"])
    # A district that is the whole city cannot lie apart from it.
    whole = row(territory_changes(results.assign(district_code="nevsky")), 2025, "nevsky")
    assert (whole["apart"], whole["apart_low"], whole["apart_high"]) == pytest.approx((0, 0, 0), abs=1e-9)


def test_few_schools_have_no_interval_and_the_first_year_nothing_to_compare_with() -> None:
    found = territory_changes(drawn(3, (2024, 2025), 3 * (LEAST_SCHOOLS - 1)))
    few = row(found, 2025, "kurortny")
    assert few["schools"] == LEAST_SCHOOLS - 1
    assert not np.isnan(few["change"])
    assert np.isnan([few["low"], few["high"], few["apart_low"], few["apart_high"]]).all()
    first = row(found, 2024, "nevsky")
    assert np.isnan(first["change"])
    assert (first["first_year"], first["earlier"]) == (0, 0)


def test_nothing_is_compared_across_2020() -> None:
    found = territory_changes(drawn(4, (2019, 2021, 2022), 30))
    assert row(found, 2021, CITY)["earlier"] == 0
    assert (row(found, 2022, CITY)["first_year"], row(found, 2022, CITY)["earlier"]) == (2021, 1)
    assert territory_changes(drawn(4, (2019,), 30).iloc[:0]).empty


def test_intervals_cover_no_change_in_93_to_97_of_100() -> None:
    found = territory_changes(drawn(5, (2023, 2024, 2025), 45, subjects=900))
    latest = found[(found["year"] == 2025) & (found["district_code"] == "nevsky")]
    assert len(latest) == 900
    assert 0.93 <= ((latest["low"] <= 0) & (latest["high"] >= 0)).mean() <= 0.97
