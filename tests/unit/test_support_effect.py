"""Effect of support: the pieces by hand, the regression against statsmodels, and the truth of the proof cities."""

import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from monitoring.identification import identify, published_years
from monitoring.method_profiles import share_profiles
from monitoring.proof_city import YEARS, ProofCity, proof_city
from monitoring.reversion import LEAST_IN_YEAR, fitted, history
from monitoring.support_effect import LEAST_SCHOOLS, SupportEffect, support_effect
from monitoring.support_panel import NEAR_THE_RULE, Panel, comparison_units, panel, supported_units

CITIES, SCHOOLS, DRAWS = 100, 600, 100
EFFECT = -0.25


def noiseless(effect: float, *, scale: float = 1.0) -> Panel:
    """Every share is its school's own constant and the year's; the rule chose at random, support moves the share."""
    rng = np.random.default_rng(5)
    schools, years = 120, 8
    share = rng.uniform(15, 40, schools)[:, None] + rng.normal(0, 2, years)
    met = np.zeros((schools, years), dtype=bool)
    met[:, 3] = True
    start = np.where(np.arange(schools) < 30, 3, years)
    share = share + effect * (np.arange(years) > start[:, None])
    n = scale * rng.integers(40, 200, (schools, years)).astype(float)
    return Panel(np.arange(1, schools + 1), tuple(range(2011, 2011 + years)), share, n, met, met, start)


@pytest.mark.parametrize("effect", [-4.0, 0.0])
def test_without_noise_the_effect_is_found_whole_whatever_the_scale_of_n(effect: float) -> None:
    for scale in (1.0, 7.0):
        found = support_effect(noiseless(effect, scale=scale), {}, draws=5)
        assert found.overall.effect == pytest.approx(effect, abs=1e-4)
        assert found.pretrend.effect == pytest.approx(0, abs=1e-4)
        assert found.overall.n_supported == 30
        assert found.n_comparison == found.n_unsupported == 90


def test_order_of_schools_does_not_matter() -> None:
    data = proof_city(3, effect=EFFECT, schools=300).panel()
    order = np.random.default_rng(1).permutation(len(data.schools))
    fields = ("schools", "share", "n", "met", "near", "start")
    mixed = replace(data, **{name: getattr(data, name)[order] for name in fields})
    first, second = support_effect(data, {}, draws=40), support_effect(mixed, {}, draws=40)
    assert first.overall.effect == pytest.approx(second.overall.effect)
    assert first.overall.interval == pytest.approx(second.overall.interval)
    assert [item.school_id for item in first.schools] == sorted(item.school_id for item in second.schools)


def test_change_is_reversion_and_effect() -> None:
    found = support_effect(proof_city(2, effect=EFFECT, schools=400).panel(), {}, draws=20)
    whole = found.overall
    assert whole.change is not None
    assert whole.reversion is not None
    assert whole.effect is not None
    assert whole.change == pytest.approx(whole.reversion + whole.effect)
    by_school = [(item.after - item.before, item.after - item.expected) for item in found.schools]
    assert np.mean(by_school, axis=0) == pytest.approx([whole.change, whole.effect])


def test_regression_is_that_of_statsmodels() -> None:
    rng = np.random.default_rng(8)
    columns = np.column_stack([np.ones(80), rng.normal(size=(80, 4))])
    target, weights = rng.normal(size=(3, 80)), rng.uniform(0.1, 2, size=(3, 80))
    ours = fitted(columns, target, weights)
    for row in range(3):
        theirs = sm.WLS(target[row], columns, weights=weights[row]).fit().params
        assert ours[row] == pytest.approx(theirs, abs=1e-7)


def test_expected_of_the_first_year_is_the_weighted_regression_of_statsmodels() -> None:
    data = proof_city(4, effect=0, schools=400).panel()
    supported, comparison = supported_units(data), comparison_units(data)
    after = comparison.only(comparison.at + 1 < len(data.years))
    by_year = [(units.at[:, None] == np.unique(after.at)).astype(float) for units in (after, supported)]
    n = data.n[after.row, after.at + 1]
    fit = sm.WLS(
        data.share[after.row, after.at + 1],
        np.column_stack([by_year[0], history(data, after)]),
        weights=n / (n + 150),
    ).fit()
    expected = fit.predict(np.column_stack([by_year[1], history(data, supported)]))
    counts = np.bincount(after.at, minlength=len(data.years))
    used = counts[supported.at] >= LEAST_IN_YEAR
    first = support_effect(data, {}, draws=2).picture
    stated = next(item for item in first if item.step == 1)
    assert stated.expected == pytest.approx(expected[used].mean(), abs=1e-6)


def test_history_is_by_hand() -> None:
    share = np.array([[10.0, 20.0, np.nan, 30.0, 40.0, 0.0]])
    n = np.array([[10.0, 30.0, 0.0, 50.0, 60.0, 10.0]])
    nothing = np.zeros(share.shape, dtype=bool)
    met = nothing.copy()
    met[0, 4] = True
    data = Panel(np.array([1]), tuple(range(2011, 2017)), share, n, met, met, np.array([4]))
    assert history(data, supported_units(data))[0] == pytest.approx([4.0, 3.0, (100 + 600) / 40 / 10, 1.0])
    # Where the year before is missing, the mean of all the others stands for it.
    late = replace(data, share=np.array([[10.0, 20.0, 30.0, np.nan, 40.0, 0.0]]), n=n[:, [0, 1, 3, 2, 4, 5]])
    rest = (100 + 600 + 1500) / 90 / 10
    assert history(late, supported_units(late))[0] == pytest.approx([4.0, rest, rest, 1.0])


def test_refused_below_ten_schools_on_either_side() -> None:
    data = noiseless(-4)
    few = replace(data, start=np.where(np.arange(120) < LEAST_SCHOOLS - 1, 3, 8))
    found = support_effect(few, {"all": frozenset(range(1, 121))}, draws=5)
    assert (found.overall.refused, found.overall.n_supported) == ("few-supported", LEAST_SCHOOLS - 1)
    assert found.kinds["all"].refused == found.pretrend.refused == "few-supported"
    assert (found.overall.effect, found.overall.change, found.overall.interval) == (None, None, None)
    assert found.picture == ()
    enough = replace(data, start=np.where(np.arange(120) < LEAST_SCHOOLS, 3, 8))
    assert support_effect(enough, {}, draws=5).overall.refused is None
    lonely = replace(data, start=np.where(np.arange(120) < 120 - LEAST_SCHOOLS + 1, 3, 8))
    found = support_effect(lonely, {}, draws=5)
    assert (found.overall.refused, found.n_comparison) == ("few-comparison", LEAST_SCHOOLS - 1)
    assert found.schools == ()
    nobody = replace(data, start=np.full(120, 8))
    assert support_effect(nobody, {}, draws=5).overall.n_supported == 0


def test_kinds_are_estimated_apart_and_refused_apart() -> None:
    found = support_effect(noiseless(-4), {"some": frozenset(range(1, 13)), "few": frozenset({1, 2})}, draws=5)
    assert found.kinds["some"].effect == pytest.approx(-4, abs=1e-4)
    assert (found.kinds["few"].refused, found.kinds["few"].n_supported) == ("few-supported", 2)


def test_what_a_supported_school_shows_after_its_start_serves_no_comparison() -> None:
    data = noiseless(-4)
    # Supported two years after it was listed: a comparison for those two years, and no longer.
    data = replace(data, start=np.where((np.arange(120) >= 30) & (np.arange(120) < 50), 5, data.start))
    spoilt = data.share.copy()
    spoilt[:30, 4:] = np.random.default_rng(2).uniform(0, 100, (30, 4))
    spoilt[30:50, 6:] = np.random.default_rng(3).uniform(0, 100, (20, 2))
    known = support_effect(data, {}, draws=5)
    found = support_effect(replace(data, share=spoilt), {}, draws=5)
    assert known.n_comparison == found.n_comparison == 90
    expected = [item.expected for item in known.schools]
    assert [item.expected for item in found.schools] == pytest.approx(expected, abs=1e-3)


def test_year_without_the_procedures_has_no_column() -> None:
    rows = [(1, year, "vpr", 30, 10.0) for year in (2018, 2019, 2021, 2022)]
    rows += [(1, 2020, "ege", 30, 90.0), (1, 2022, "ege", 10, 50.0), (1, 2022, "oge", 9, 100.0)]
    frame = pd.DataFrame(rows, columns=["school_id", "year", "procedure", "participants", "low_share"])
    data = panel(frame, {"vpr", "ege"}, 10, met={2021: {1}}, near={2022: {1}}, starts={1: 2020})
    assert data.years == (2018, 2019, 2021, 2022)
    assert data.share[0].tolist() == [10, 10, 10, 20]
    assert data.n[0].tolist() == [30, 30, 30, 40]
    assert data.met[0].tolist() == [False, False, True, False]
    assert data.near[0].tolist() == [False, False, True, True]
    # Support that began after the list of 2020 shows in the results of 2021.
    assert data.start.tolist() == [1]


def test_a_proof_city_follows_the_rule_of_two_years() -> None:
    city = proof_city(1, effect=EFFECT, schools=200)
    profile = replace(share_profiles()["two-years"], series=frozenset(key for key in _series(city)))
    results = city.results()
    published = published_years(results)
    lower = replace(profile, threshold=profile.threshold - NEAR_THE_RULE)
    met, near = (
        {year: identify(results, rule, year, published).listed.keys() for year in YEARS[1:]}
        for rule in (profile, lower)
    )
    starts = {row + 1: YEARS[place] for row, place in enumerate(city.start) if place < len(YEARS)}
    made = panel(results, {"vpr", "oge"}, profile.min_participants, met, near, starts)
    planted = city.panel()
    for name in ("schools", "met", "near", "start"):
        assert (getattr(made, name) == getattr(planted, name)).all(), name
    assert made.share == pytest.approx(planted.share)
    assert made.n == pytest.approx(planted.n)


def _series(city: ProofCity) -> set[tuple[str, str, int]]:
    keys = city.results()[["procedure", "subject", "grade"]].drop_duplicates()
    return {(str(procedure), str(subject), int(grade)) for procedure, subject, grade in keys.itertuples(index=False)}


@pytest.fixture(scope="module", params=[0.0, EFFECT], ids=["no effect", "effect"])
def proof(request: pytest.FixtureRequest) -> tuple[float, list[tuple[SupportEffect, float]]]:
    """Each city with what is found and what is true."""
    found = []
    for seed in range(CITIES):
        city = proof_city(2000 + seed, effect=request.param, schools=SCHOOLS)
        stated = support_effect(city.panel(), {}, draws=DRAWS)
        found.append((stated, city.planted(np.array([item.school_id for item in stated.schools]))))
    return request.param, found


def limits(share: float) -> tuple[int, int]:
    """Counts of the cities that a true share gives in 99.9 % of all runs."""
    low, high = stats.binom.interval(0.999, CITIES, share)
    return int(low), int(high)


def test_the_planted_effect_is_recovered(proof: tuple[float, list[tuple[SupportEffect, float]]]) -> None:
    effect, found = proof
    assert all(stated.overall.refused is None for stated, _ in found)
    errors = np.array([float(stated.overall.effect or 0) - truth for stated, truth in found])
    standard = errors.std(ddof=1) / np.sqrt(CITIES)
    covered = sum(_holds(stated.overall.interval, truth) for stated, truth in found)
    reported = sum(not _holds(stated.overall.interval, 0.0) for stated, _ in found)
    naive = sum(_naive(stated) for stated, _ in found)
    calm = sum(_holds(stated.pretrend.interval, 0.0) for stated, _ in found if stated.pretrend.refused is None)
    sys.stdout.write(
        f"planted {np.mean([truth for _, truth in found]):.2f} pp: bias {errors.mean():+.3f} (MC {standard:.3f}), "
        f"covered {covered}, reported {reported}, naive before-after {naive}, placebo calm {calm} of {CITIES}\n"
    )
    assert abs(errors.mean()) <= min(2.6 * standard, 0.3)
    assert limits(0.95)[0] <= covered <= limits(0.95)[1]
    assert calm >= limits(0.95)[0]
    assert naive >= limits(0.95)[0]
    if effect == 0:
        assert reported <= limits(0.05)[1]
    else:
        assert reported >= CITIES // 2


def _holds(interval: tuple[float, float] | None, value: float) -> bool:
    assert interval is not None
    return interval[0] <= value <= interval[1]


def _naive(stated: SupportEffect) -> bool:
    """Whether the change after the start, taken for an effect, differs from zero by its 95 % interval."""
    changes = [item.after - item.before for item in stated.schools]
    return bool(stats.ttest_1samp(changes, 0).pvalue < 0.05)
