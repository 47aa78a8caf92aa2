"""Spread of the city: exact tails against scipy, what is fitted against what was drawn, what is left out of the fit."""

import numpy as np
import pytest
from scipy.stats import betabinom

from monitoring.objectivity.spread import MIN_SCHOOLS, Spread, log_ratio, spread


def test_tails_are_those_of_scipy_where_they_matter() -> None:
    rng = np.random.default_rng(1)
    n = rng.integers(12, 300, 200).astype(float)
    mean = rng.uniform(0.02, 0.6, 200)
    city = Spread(mean, 25.0)
    k = np.asarray(np.round(np.clip(n * (mean + rng.uniform(-0.2, 0.3, 200)), 0, n)), dtype=float)
    alpha, beta = mean * 25, (1 - mean) * 25
    high = np.asarray(betabinom.sf(k - 1, n, alpha, beta))
    low = np.asarray(betabinom.cdf(k, n, alpha, beta))
    far = city.deviation(n) * 1.5
    above, below = k / n - mean > far, mean - k / n > far
    assert above.sum() > 20
    assert below.sum() > 5
    assert city.high_tail(k, n)[above] == pytest.approx(high[above], rel=1e-8, abs=1e-14)
    assert city.low_tail(k, n)[below] == pytest.approx(low[below], rel=1e-8, abs=1e-14)
    assert (city.high_tail(k, n)[~above] == 1).all()
    # A tail that is not computed could not have been a sign.
    assert high[~above].min() > 0.03


def test_the_fit_finds_mean_slope_and_precision() -> None:
    rng = np.random.default_rng(2)
    covariate = rng.normal(size=3000)
    true = 1 / (1 + np.exp(1.5 - 0.7 * covariate))
    n = rng.integers(40, 160, 3000).astype(float)
    k = rng.binomial(n.astype(int), rng.beta(true * 40, (1 - true) * 40)).astype(float)
    found = spread(k, n, np.full(3000, 0.3), covariate)
    assert found is not None
    assert found.mean == pytest.approx(true, abs=0.02)
    assert found.precision == pytest.approx(40, rel=0.1)


def test_those_sought_do_not_widen_the_spread() -> None:
    rng = np.random.default_rng(3)
    n = np.full(600, 200.0)
    k = rng.binomial(200, rng.beta(5, 95, 600)).astype(float)
    clean = spread(k, n, np.full(600, 0.05))
    k[:12] = 70
    mixed = spread(k, n, np.full(600, 0.05))
    assert clean is not None
    assert mixed is not None
    assert mixed.precision == pytest.approx(clean.precision, rel=0.15)
    assert mixed.high_tail(k, n)[:12].max() < 1e-4


def test_a_handful_of_schools_has_no_spread() -> None:
    few = np.full(MIN_SCHOOLS - 1, 10.0)
    assert spread(few / 5, few, np.full(len(few), 0.2)) is None


def test_log_ratio_is_drawn_to_the_city() -> None:
    assert log_ratio(0, 0) == 0
    assert 0 < log_ratio(4, 1) < np.log(4)
    assert log_ratio(400, 100) == pytest.approx(np.log(4), abs=0.05)
