"""Planted truths of the demo city are there to be found in its data."""

import itertools

import numpy as np
import pandas as pd
import pytest

from data_access.demo.city import DemoCity
from data_access.demo.distribution import Distribution
from data_access.demo.results import COUNTS

KEY = ["school_id", "year", "procedure", "subject", "grade"]


@pytest.fixture(scope="module")
def joined(demo_city: DemoCity) -> pd.DataFrame:
    """Results beside what was expected of them and the facts of the school."""
    frame = demo_city.results().merge(demo_city.truth.expected, on=KEY)
    assert len(frame) == len(demo_city.results())
    frame = frame.merge(demo_city.truth.schools, left_on="school_id", right_index=True)
    return frame.assign(biased=frame["biased_from"] <= frame["year"])


def test_results_scatter_around_the_truth_as_chance_allows(joined: pd.DataFrame) -> None:
    usual = joined[(joined["participants"] >= 30) & joined["low"].between(5, 95)]
    low, seen, n = (usual[column].to_numpy(dtype=float) for column in ("low", "low_share", "participants"))
    z = (seen - low) / np.sqrt(low * (100 - low) / n)
    assert abs(z.mean()) < 0.03
    assert z.std() == pytest.approx(1, abs=0.03)


def test_support_lowers_the_share_of_mentees_only(demo_city: DemoCity, joined: pd.DataFrame) -> None:
    supported = joined[joined["low"] < joined["low_unsupported"] - 1e-9]
    began = demo_city.partnerships[demo_city.partnerships["status"] != "proposed"]
    first = began.groupby("mentee_id")["started_on"].min().map(lambda day: day.year)
    assert set(supported["school_id"]) <= set(first.index)
    assert (supported["year"] > supported["school_id"].map(first)).all()
    assert len(set(supported["school_id"])) >= 30
    # The planted odds: 0.12 logits in the first school year, 0.22 in later ones.
    odds = np.log(supported["low_unsupported"] / (100 - supported["low_unsupported"])) - np.log(
        supported["low"] / (100 - supported["low"])
    )
    assert set(odds.round(6)) == set(demo_city.truth.support_effect)


def test_support_is_seen_in_the_results(joined: pd.DataFrame) -> None:
    supported = joined[joined["low"] < joined["low_unsupported"] - 1e-9]
    weight = supported["participants"]
    seen = np.average(supported["low_share"] - supported["low_unsupported"], weights=weight)
    planted = np.average(supported["low"] - supported["low_unsupported"], weights=weight)
    assert planted < -1.5
    assert seen == pytest.approx(planted, abs=0.6)


def test_bias_makes_vpr_too_good_and_leaves_exams(demo_city: DemoCity, joined: pd.DataFrame) -> None:
    assert demo_city.truth.schools["biased_from"].notna().sum() >= 6
    biased = joined[joined["biased"]]
    vpr, exams = biased[biased["procedure"] == "vpr"], biased[biased["procedure"].isin(["oge", "ege"])]
    assert np.average(vpr["low_share"] - vpr["low_unbiased"], weights=vpr["participants"]) < -8
    assert exams["low"].equals(exams["low_unbiased"])
    assert joined.loc[~joined["biased"], "low"].equals(joined.loc[~joined["biased"], "low_unbiased"])


def test_bias_shows_against_the_journal(demo_city: DemoCity) -> None:
    facts = demo_city.truth.schools
    compared = demo_city.comparisons.merge(facts, left_on="school_id", right_index=True)
    biased = compared["biased_from"] <= compared["year"]
    assert compared.loc[biased, "raised_pct"].mean() > 18
    assert compared.loc[~biased, "raised_pct"].mean() < 8
    assert compared.loc[biased, "lowered_pct"].mean() < 8
    lenient = compared["lenient_journal"]
    assert compared.loc[lenient, "lowered_pct"].mean() > compared.loc[~lenient & ~biased, "lowered_pct"].mean() + 15


def boundary_share(item: Distribution, rows: np.ndarray) -> float:
    """Pupils exactly at the lowest score of mark 3, of all with this mark."""
    first, after = item.plan.cuts[:2]
    return float(item.counts[rows, first].sum() / item.counts[rows, first:after].sum())


def test_bias_peaks_at_the_boundary_of_a_mark(demo_city: DemoCity) -> None:
    since = demo_city.truth.schools["biased_from"]
    for item in demo_city.distributions:
        biased = (since.loc[item.school_ids.tolist()] <= item.year).to_numpy()
        usual = boundary_share(item, np.flatnonzero(~biased))
        assert boundary_share(item, np.flatnonzero(biased)) > 1.8 * usual


def test_distributions_agree_with_marks_and_exist_for_two_years(demo_city: DemoCity) -> None:
    assert {item.year for item in demo_city.distributions} == {2024, 2025}
    marks = demo_city.marks.set_index(KEY)
    for item in demo_city.distributions:
        edges = [0, *item.plan.cuts, item.plan.maximum + 1]
        sums = np.column_stack([item.counts[:, a:b].sum(axis=1) for a, b in itertools.pairwise(edges)])
        own = marks.xs((item.year, *item.plan.series), level=KEY[1:])
        assert (own.loc[item.school_ids.tolist()][COUNTS].to_numpy() == sums).all()


def test_conditions_show_in_the_passport_and_in_the_results(demo_city: DemoCity, joined: pd.DataFrame) -> None:
    latest = demo_city.passports[demo_city.passports["year"] == 2025].set_index("school_id")
    facts = demo_city.truth.schools
    hard = latest.loc[facts.index[facts["unfavourable"]]].mean()
    other = latest.loc[facts.index[~facts["unfavourable"]]].mean()
    assert len(facts[facts["unfavourable"]]) == pytest.approx(len(facts) / 4, abs=2)
    assert hard["parents_higher_education"] < other["parents_higher_education"] - 10
    assert hard["incomplete_families"] > other["incomplete_families"] + 4
    assert hard["russian_not_native"] > other["russian_not_native"] + 4
    math = joined[(joined["subject"] == "math") & (joined["year"] == 2025)].groupby("school_id")["low_share"].mean()
    assert latest["parents_higher_education"].corr(math) < -0.25


def test_resilient_schools_do_well_under_hard_conditions(demo_city: DemoCity, joined: pd.DataFrame) -> None:
    facts = demo_city.truth.schools
    resilient = facts[facts["resilient"]]
    assert len(resilient) >= 8
    assert resilient["unfavourable"].all()
    low = joined.groupby("school_id")["low_share"].mean()
    assert low[resilient.index].mean() < low.quantile(0.3)


def test_trends_are_seen(demo_city: DemoCity, joined: pd.DataFrame) -> None:
    vpr = joined[(joined["procedure"] == "vpr") & joined["year"].isin([2019, 2025])]
    means = vpr.groupby(["school_id", "year"])["low_share"].mean().unstack()
    change = means[2025] - means[2019]
    facts = demo_city.truth.schools
    assert change[facts.index[facts["improving"]]].mean() < -8
    assert change[facts.index[facts["declining"]]].mean() > 8


def test_small_schools_have_cells_to_mask(demo_city: DemoCity, joined: pd.DataFrame) -> None:
    small = joined[joined["small"] & (joined["procedure"] == "vpr")]
    assert small["school_id"].nunique() >= 5
    assert (small["participants"] < 10).mean() > 0.25
