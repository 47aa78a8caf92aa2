"""The score interval of a share: textbook values, edges, and what must hold for any n."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from monitoring.intervals import wilson


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_published_values(successes: int, n: int, low: float, high: float) -> None:
    lower, upper = wilson(100 * successes / n, n)
    assert float(lower) == pytest.approx(low, abs=0.006)
    assert float(upper) == pytest.approx(high, abs=0.006)


@given(st.floats(0, 100), st.integers(1, 5000))
def test_holds_the_share_and_solves_its_equation(percent: float, n: int) -> None:
    lower, upper = (float(bound) for bound in wilson(percent, n))
    assert 0 <= lower <= percent + 1e-9
    assert percent - 1e-9 <= upper <= 100
    for bound in (lower / 100, upper / 100):
        if 1e-6 < bound < 1 - 1e-6:
            distance = abs(percent / 100 - bound) / sqrt(bound * (1 - bound) / n)
            assert distance == pytest.approx(1.959964, abs=1e-3)


@given(st.floats(0, 100), st.integers(1, 2000))
def test_more_participants_make_it_narrower(percent: float, n: int) -> None:
    (wide_low, wide_high), (low, high) = wilson(percent, n), wilson(percent, 2 * n)
    assert high - low < wide_high - wide_low


def test_unknown_stays_unknown() -> None:
    lower, upper = wilson([30.0, 30.0, np.nan, 30.0], [0, np.nan, 40, 40])
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, True, True, False]


def test_is_that_of_statsmodels() -> None:
    n = np.array([10, 27, 33, 64, 250])
    k = np.array([0, 9, 33, 5, 120])
    expected = proportion_confint(k, n, alpha=0.05, method="wilson")
    for own, other in zip(wilson(100 * k / n, n), expected, strict=True):
        assert own == pytest.approx(100 * np.asarray(other), abs=1e-9)
