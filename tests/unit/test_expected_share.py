"""The share that conditions let expect: the planted difference is covered, a school does not predict itself."""

import sys
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from monitoring.criteria import CRITERIA
from monitoring.expected_share import COLUMNS, LEAST_OF_KIND, against_conditions, expectations
from monitoring.method_profiles import profiles
from monitoring.proof_conditions import YEAR, ConditionsCity, conditions_city

PROFILE = profiles()["two-years"]
CITIES = 12


def found_in(city: ConditionsCity) -> pd.DataFrame:
    return against_conditions(city.results, PROFILE, city.conditions)


@pytest.mark.parametrize("schools", [60, 300])
@pytest.mark.parametrize("shape", ["linear", "logistic"])
def test_the_planted_difference_is_covered(shape: Literal["linear", "logistic"], schools: int) -> None:
    covered, cases, errors, plain = 0, 0, [], []
    for seed in range(CITIES * 300 // schools // (1 if schools == 300 else 2)):
        city = conditions_city(700 + seed, shape, schools)
        found = found_in(city)
        place = found["school_id"].to_numpy() - 1
        target = (city.truth - city.expectation)[place]
        covered += int(found["difference_low"].le(target).mul(found["difference_high"].ge(target)).sum())
        cases += len(found)
        errors.append(float((found["difference"] - target).mean()))
        plain.append(float(np.corrcoef(found["difference"], target)[0, 1]))
    sys.stdout.write(
        f"{shape}, {schools}: covered {100 * covered / cases:.1f} % of {cases}, bias {np.mean(errors):+.2f}, "
        f"correlation with the truth {np.mean(plain):.2f}\n"
    )
    low, high = stats.binom.interval(0.999, cases, 0.95)
    assert low <= covered <= high
    assert 0.93 <= covered / cases <= 0.97
    assert abs(np.mean(errors)) <= 2.6 * np.std(errors, ddof=1) / np.sqrt(len(errors)) + 0.1


def test_frame_is_as_promised_and_order_does_not_matter() -> None:
    city = conditions_city(1)
    found = found_in(city)
    assert tuple(found.columns) == COLUMNS
    assert found.notna().all().all()
    assert (found["difference"] - found["observed"] + found["expected"]).abs().max() < 1e-9
    shuffled = against_conditions(
        city.results.sample(frac=1.0, random_state=1), PROFILE, city.conditions.sample(frac=1.0, random_state=2)
    )
    pd.testing.assert_frame_equal(shuffled, found, rtol=1e-9)


def test_a_school_does_not_predict_itself() -> None:
    city = conditions_city(2)
    changed = city.results.copy()
    own = changed["school_id"] == 7
    changed.loc[own, "low_share"] = (changed.loc[own, "low_share"] + 25).clip(upper=100)
    before, after = found_in(city), against_conditions(changed, PROFILE, city.conditions)
    moved = (after["expected"] - before["expected"]).abs()
    seventh = before["school_id"] == 7
    # Its own result enters only through the weights (the variance between schools) and, by the shares of the city,
    # through the fit of the others.
    assert float(moved[seventh].iloc[0]) < 0.12
    assert float((after["observed"] - before["observed"])[seventh].iloc[0]) > 20


def test_same_conditions_same_expectation_whatever_the_assessments() -> None:
    # A school that takes only the hard assessments is not called low for it.
    city = conditions_city(3, schools=400)
    only_hard = city.results[(city.results["school_id"] != 9) | (city.results["subject"] == "math")]
    whole, hard = found_in(city), against_conditions(only_hard, PROFILE, city.conditions)
    rows = [frame[frame["school_id"] == 9].iloc[0] for frame in (whole, hard)]
    assert rows[1]["expected"] - rows[0]["expected"] > 1.5
    assert abs(rows[1]["difference"] - rows[0]["difference"]) < 6


def reasons(city: ConditionsCity, conditions: pd.DataFrame) -> dict[int, str]:
    (stated,) = expectations(city.results, PROFILE, conditions)
    known = stated.schools.dropna(subset=["reason"])
    return dict(zip(known["school_id"].tolist(), known["reason"].tolist(), strict=True))


def test_what_is_missing_is_said() -> None:
    city = conditions_city(4)
    conditions = city.conditions[city.conditions["school_id"] != 5].copy()
    conditions.loc[conditions["school_id"] == 6, "on_register"] = np.nan
    conditions.loc[conditions["school_id"] == 8, "kind"] = "cadet"
    assert reasons(city, conditions) == {5: "no-passport", 6: "incomplete", 8: "rare-kind"}
    assert LEAST_OF_KIND > 1
    # An indicator that few schools know does not enter, and nobody lacks it.
    few = city.conditions.copy()
    few.loc[few["school_id"] > 100, "on_register"] = np.nan
    assert reasons(city, few) == {}
    (stated,) = expectations(city.results, PROFILE, few)
    assert stated.criteria == tuple(code for code in CRITERIA if code != "on_register")


def test_a_small_city_is_refused() -> None:
    city = conditions_city(5, schools=39)
    (stated,) = expectations(city.results, PROFILE, city.conditions)
    assert (stated.year, stated.refused, stated.explained) == (YEAR, "few-schools", None)
    assert set(stated.schools["reason"]) == {"refused"}
    assert stated.schools["expected"].isna().all()
    assert found_in(city).empty
    counted = city.results[city.results["participants"] >= PROFILE.min_participants]
    n = counted["participants"]
    assert stated.city == pytest.approx((counted["low_share"] * n).sum() / n.sum())
    (without,) = expectations(city.results, PROFILE, city.conditions.iloc[:0])
    assert (without.refused, set(without.schools["reason"])) == ("no-passports", {"no-passport"})


def test_a_year_in_which_nobody_is_low_is_no_failure() -> None:
    city = conditions_city(6)
    found = against_conditions(city.results.assign(low_share=0.0), PROFILE, city.conditions)
    assert len(found) > 200
    assert found["difference"].abs().max() < 0.1
    assert (found["difference_low"] < 0).all()
