"""The probability of truly meeting the rule is what it says, in cities whose true shares are known."""

import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from monitoring.listing_probability import gather, probabilities
from monitoring.method_profiles import share_profiles
from monitoring.school_factor import Ties
from tests.unit.planted_shares import city, truly_met

KINDS = ("copula", "beta")
CITIES = 10
INDEPENDENT = Ties(0.0, 0.0, 1.0)
BOUND, CASES = 3.0, 200
"""Percentage points between the probability and the frequency, in every bin with at least so many cases."""


@pytest.fixture(scope="module")
def cases() -> pd.DataFrame:
    """By school, listing year and method: ``kind``, ``method``, ``probability``, ``independent``, ``met``."""
    frames = []
    for kind in KINDS:
        for seed in range(CITIES):
            results = city(seed, kind)
            found = gather(results)
            assert found is not None
            untied = replace(found, ties=INDEPENDENT)
            for code, profile in share_profiles().items():
                frame = probabilities(results, profile, found)
                truth = {year: truly_met(results, profile, year) for year in frame["year"].unique()}
                expected = pd.concat(truth, names=["year"]).rename("met").reset_index()
                joined = frame.merge(expected, on=["year", "school_id"], validate="one_to_one")
                assert len(joined) == len(frame) == len(expected)
                if seed < 3:
                    joined["independent"] = probabilities(results, profile, untied)["probability"]
                frames.append(joined.assign(kind=kind, method=code))
    return pd.concat(frames, ignore_index=True)


def table(probability: pd.Series, met: pd.Series) -> pd.DataFrame:
    """Ten bins: cases, mean probability, frequency of truly meeting the rule (percent), difference."""
    bins = np.minimum((probability * 10).astype(int), 9)
    found = pd.DataFrame({"p": 100 * probability, "met": 100 * met, "bin": bins}).groupby("bin")
    made = pd.DataFrame({"cases": found.size(), "probability": found["p"].mean(), "frequency": found["met"].mean()})
    return made.assign(away=made["frequency"] - made["probability"])


def show(made: pd.DataFrame) -> None:
    """The table in the report of the test."""
    sys.stdout.write(f"\n{made.round(1).to_string()}\n")


def test_every_bin_is_within_three_points(cases: pd.DataFrame) -> None:
    whole = table(cases["probability"], cases["met"])
    show(whole)
    counting = whole[whole["cases"] >= CASES]
    assert len(counting) == 10
    assert counting["away"].abs().max() <= BOUND


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", sorted(share_profiles()))
def test_each_kind_of_city_and_rule_within_its_sampling_error(cases: pd.DataFrame, kind: str, method: str) -> None:
    # A few hundred cases a bin, several of one school among them: three points and two standard errors.
    chosen = cases[(cases["kind"] == kind) & (cases["method"] == method)]
    made = table(chosen["probability"], chosen["met"])
    show(made)
    counting = made[made["cases"] >= CASES]
    error = np.sqrt(counting["probability"] * (100 - counting["probability"]) / counting["cases"])
    assert (counting["away"].abs() <= BOUND + 2 * error).all()
    assert chosen["probability"].mean() == pytest.approx(chosen["met"].mean(), abs=0.01)


@pytest.mark.parametrize("method", sorted(share_profiles()))
def test_results_taken_as_independent_are_worse(cases: pd.DataFrame, method: str) -> None:
    chosen = cases[(cases["method"] == method) & cases["independent"].notna()]
    met = chosen["met"].astype(float)
    brier = {name: float(((chosen[name] - met) ** 2).mean()) for name in ("probability", "independent")}
    assert brier["probability"] < brier["independent"]
    untied = table(chosen["independent"], chosen["met"])
    show(untied)
    assert untied[untied["cases"] >= CASES / 2]["away"].abs().max() > 2 * BOUND
