"""The count of truly low results: against enumeration of every case, and against numerical integration."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from monitoring import beta_binomial, logit_normal
from monitoring.low_counts import Pair, each_of_two_years, two_grounds
from monitoring.school_factor import estimate
from monitoring.share_priors import SharePrior
from monitoring.true_shares import density, grid, likelihoods
from monitoring.true_shares import product as matrix_product

pair = st.tuples(*[st.floats(0.01, 1.0)] * 4).map(lambda weights: tuple(value / sum(weights) for value in weights))


def enumerated(pairs: list[tuple[float, ...]], holds: Callable[[int, int, int], bool]) -> float:
    """Sum over all combinations of states in which the rule holds for counts of latest, before, both."""
    total = 0.0
    for states in product(range(4), repeat=len(pairs)):
        chance = float(np.prod([values[state] for values, state in zip(pairs, states, strict=True)]))
        latest, before = sum(state in {1, 3} for state in states), sum(state in {2, 3} for state in states)
        if holds(latest, before, states.count(3)):
            total += chance
    return total


@settings(max_examples=40, deadline=None)
@given(st.lists(pair, min_size=1, max_size=5), st.integers(1, 3))
def test_counts_are_those_of_enumeration(pairs: list[tuple[float, ...]], least: int) -> None:
    made = [Pair(*(np.array([value]) for value in values)) for values in pairs]
    wanted = enumerated(pairs, lambda latest, before, _: latest >= least and before >= least)
    assert each_of_two_years(made, least) == pytest.approx(wanted, abs=1e-12)
    for both_needed in (False, True):

        def holds(
            latest: int, _before: int, both: int, join: Callable[..., bool] = all if both_needed else any
        ) -> bool:
            return join((latest >= least, both > 0))

        wanted = enumerated(pairs, holds)
        assert two_grounds(made, least, both_needed=both_needed) == pytest.approx(wanted, abs=1e-12)


PRIORS: tuple[SharePrior, ...] = (
    beta_binomial.BetaPrior(0.12, 9.0),
    beta_binomial.BetaPrior(0.03, 40.0),
    logit_normal.LogitNormalPrior(-2.0, 0.9),
)


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize(("k", "n"), [(0, 0), (0, 12), (33, 100), (160, 400), (12, 12)])
def test_share_above_the_threshold_is_that_of_numerical_integration(prior: SharePrior, k: int, n: int) -> None:
    centre, variance = 0.6, 0.15
    nodes = grid(prior, 30.0)
    weights = density(nodes, np.array([centre]), variance)
    values = likelihoods(nodes, np.array([float(k)]), np.array([float(n)]))
    low = matrix_product(values[:, nodes.first_low :].copy(), weights[nodes.first_low :])[0, 0]
    whole = matrix_product(values, weights)[0, 0]

    def height(z: float) -> float:
        share = float(prior.share(np.array([z]))[0])
        return float(stats.binom.pmf(k, n, share) * stats.norm.pdf(z, centre, np.sqrt(variance)))

    border = prior.place(0.3)
    above = integrate.quad(height, border, 6, epsabs=1e-14)[0]
    below = integrate.quad(height, -6, border, epsabs=1e-14, limit=200)[0]
    assert low / whole == pytest.approx(above / (above + below), abs=1e-4)


def test_priors_are_found_again() -> None:
    rng = np.random.default_rng(5)
    n = rng.integers(20, 120, 4000).astype(float)
    k = rng.binomial(n.astype(int), rng.beta(0.12 * 14, 0.88 * 14, 4000)).astype(float)
    beta, of_beta = beta_binomial.fit(k, n, np.ones(len(k)))
    assert [beta.mean, beta.precision / 100] == pytest.approx([0.12, 0.14], abs=0.01)
    assert of_beta > logit_normal.fit(k, n, np.ones(len(k)))[1]
    # The likelihood is that of scipy but for the binomial coefficients.
    coefficients = stats.betabinom.logpmf(k, n, 1, 1) + np.log(n + 1)
    assert coefficients == pytest.approx(0, abs=1e-9)
    level = 1 / (1 + np.exp(-rng.normal(-2, 0.8, 4000)))
    k = rng.binomial(n.astype(int), level).astype(float)
    found, of_normal = logit_normal.fit(k, n, np.ones(len(k)))
    assert [found.centre, found.spread] == pytest.approx([-2, 0.8], abs=0.05)
    assert of_normal > beta_binomial.fit(k, n, np.ones(len(k)))[1]


@pytest.mark.parametrize("low", [0.0, 1.0])
def test_assessment_without_or_with_nothing_but_low_results_has_a_prior(low: float) -> None:
    n = np.array([10.0, 40.0, 1.0])
    for prior, likelihood in (
        beta_binomial.fit(low * n, n, np.ones(len(n))),
        logit_normal.fit(low * n, n, np.ones(len(n))),
    ):
        assert np.isfinite(likelihood)
        assert (prior.share(np.array([0.0])) > 0.5) == bool(low)


def test_ties_are_found_again() -> None:
    rng = np.random.default_rng(11)
    schools, years = 3000, np.repeat(np.arange(4.0), 4)
    series = np.tile(np.arange(4), 4)
    common, kept, memory = 0.7, 0.1, 0.9
    factor = np.empty((schools, 4))
    factor[:, 0] = rng.normal(size=schools)
    for year in range(1, 4):
        factor[:, year] = memory * factor[:, year - 1] + np.sqrt(1 - memory**2) * rng.normal(size=schools)
    effect = rng.normal(size=(schools, 4))
    z = np.sqrt(common) * factor[:, years.astype(int)] + np.sqrt(kept) * effect[:, series]
    z += np.sqrt(1 - common - kept) * rng.normal(size=z.shape)
    prior = beta_binomial.BetaPrior(0.15, 8.0)
    n = rng.integers(15, 100, z.shape).astype(float)
    k = rng.binomial(n.astype(int), prior.share(z)).astype(float)
    found = estimate(k, n, [prior] * 16, years, series)
    assert [found.common, found.series, found.memory] == pytest.approx([common, kept, memory], abs=0.04)
