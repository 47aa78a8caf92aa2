"""Limits of the funnel against a slow count of probabilities, and what must hold for any of them."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.funnel import INNER, OUTER, limits, zones


def masses(city: float, n: int) -> list[float]:
    """Probability of each count, low to high."""
    rate = city / 100
    return [comb(n, count) * rate**count * (1 - rate) ** (n - count) for count in range(n + 1)]


def slowly(city: float, n: int, p: float) -> float:
    """The lower limit, count by count, percent."""
    below = 0.0
    for count, mass in enumerate(masses(city, n)):
        if below + mass >= p:
            return max(0.0, 100 * (count - (below + mass - p) / mass) / n)
        below += mass
    raise AssertionError("the probabilities are less than one")


@pytest.mark.parametrize("city", [0.7, 8.0, 12.5, 30.0, 50.0, 91.0])
@pytest.mark.parametrize("n", [1, 5, 10, 37, 120, 400])
@pytest.mark.parametrize("level", [INNER, OUTER])
def test_agrees_with_the_slow_count(city: float, n: int, level: float) -> None:
    p = (100 - level) / 200
    assert limits(city, n, level) == pytest.approx((slowly(city, n, p), 100 - slowly(100 - city, n, p)), abs=1e-6)


@pytest.mark.parametrize("city", [0.7, 12.5, 50.0, 91.0])
@pytest.mark.parametrize("n", [1, 10, 37, 120])
def test_a_zone_is_a_tail_of_small_probability(city: float, n: int) -> None:
    each = masses(city, n)
    for count in range(n + 1):
        lower, upper = sum(each[: count + 1]), sum(each[count:])
        expected = sum((upper < p) - (lower < p) for p in (0.025, 0.001))
        assert zones(100 * count / n, n, city) == expected, count


@settings(max_examples=60, deadline=None)
@given(city=st.floats(0.5, 99.5), n=st.integers(2, 500))
def test_limits_lie_around_the_city_and_within_each_other(city: float, n: int) -> None:
    inner, outer = limits(city, n, INNER), limits(city, n, OUTER)
    assert 0 <= outer[0] <= inner[0] + 1e-9
    assert inner[1] <= outer[1] + 1e-9
    assert outer[1] <= 100
    # Interpolation may reach one count beyond the city's share, no further.
    assert inner[0] <= city + 100 / n
    assert inner[1] >= city - 100 / n


def test_limits_close_in_with_n() -> None:
    low, high = limits(20.0, np.array([20, 80, 320, 1280]), OUTER)
    assert (np.diff(high - low) < 0).all()
    # About 3.09 standard errors on either side.
    error = 100 * np.sqrt(0.2 * 0.8 / 1280)
    assert high[-1] - 20 == pytest.approx(3.09 * error, rel=0.05)


def test_share_of_schools_outside_is_the_stated_one() -> None:
    chance = np.random.default_rng(7)
    n = chance.integers(20, 150, 200_000)
    found = zones(100 * chance.binomial(n, 0.22) / n, n, 22.0)
    # Counts are whole, so that less than what is stated lies outside, but not much less.
    assert 0.03 < np.mean(found != 0) <= 0.05
    assert 0.001 < np.mean(abs(found) == 2) <= 0.002


def test_zones_are_named_from_below_to_above() -> None:
    assert zones([0.0, 5.0, 12.0, 21.0, 40.0], [100] * 5, 12.0).tolist() == [-2, -1, 0, 1, 2]


@pytest.mark.parametrize(("city", "n"), [(12.0, 0), (12.0, np.nan), (np.nan, 50)])
def test_without_n_or_city_there_is_no_limit(city: float, n: float) -> None:
    assert np.isnan(limits(city, n, INNER)).all()
    assert zones(90.0, n, city) == 0


@pytest.mark.parametrize("city", [0.0, 100.0])
def test_a_share_without_spread_is_its_own_limit_or_next_to_it(city: float) -> None:
    low, high = limits(city, 50, OUTER)
    assert 0 <= low <= high <= 100
    assert zones(city, 50, city) == 0
