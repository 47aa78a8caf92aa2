"""The interval of a difference of two shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.intervals import difference


# Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method 10.
@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [
        ((56, 70), (48, 80), 5.24, 33.39),
        ((9, 10), (3, 10), 17.05, 80.90),
        ((6, 7), (2, 7), 5.82, 80.62),
        ((5, 56), (0, 29), -3.81, 19.26),
    ],
)
def test_published_values(one: tuple[int, int], two: tuple[int, int], low: float, high: float) -> None:
    bounds = difference(100 * two[0] / two[1], two[1], 100 * one[0] / one[1], one[1])
    assert bounds == pytest.approx((low, high), abs=0.006)


@given(st.floats(0, 100), st.integers(1, 3000), st.floats(0, 100), st.integers(1, 3000))
def test_holds_the_difference_and_turns_with_its_sides(first: float, n: int, second: float, m: int) -> None:
    low, high = difference(first, n, second, m)
    assert low - 1e-9 <= second - first <= high + 1e-9
    assert difference(second, m, first, n) == pytest.approx((-high, -low), abs=1e-9)


def test_needs_participants() -> None:
    with pytest.raises(ValueError, match="participants"):
        difference(10.0, 0, 20.0, 30)
