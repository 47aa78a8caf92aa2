"""The cheapest assignment against every possible one, and against the greedy choice."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.assignment import cheapest, greedy, price

LIMIT = 3.0


@st.composite
def markets(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Up to four rows and four columns; some pairs are forbidden, dearer than the limit or equal, some places none."""
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    cost = st.one_of(st.sampled_from([0.0, 0.5, 1.0, LIMIT, np.inf]), st.floats(0, 4))
    costs = [[draw(cost) for _ in range(columns)] for _ in range(rows)]
    places = [draw(st.integers(0, 2)) for _ in range(columns)]
    return np.array(costs, dtype=float).reshape(rows, columns), np.array(places, dtype=np.int64)


def cheapest_of_all(costs: np.ndarray, places: np.ndarray) -> float:
    """The least price over every choice there is."""
    rows, columns = costs.shape
    least = np.inf
    for choice in product(range(-1, columns), repeat=rows):
        used = np.bincount([column for column in choice if column >= 0], minlength=columns)
        pairs = [costs[row, column] for row, column in enumerate(choice) if column >= 0]
        if (used <= places).all() and all(pair <= LIMIT for pair in pairs):
            alone = sum(column < 0 and bool((costs[row] <= LIMIT).any()) for row, column in enumerate(choice))
            least = min(least, sum(pairs) + LIMIT * alone)
    return least


@settings(max_examples=150)
@given(market=markets())
def test_equals_brute_force_and_is_never_worse_than_greedy(market: tuple[np.ndarray, np.ndarray]) -> None:
    costs, places = market
    best, simple = cheapest(costs, places, LIMIT), greedy(costs, places, LIMIT)
    assert price(costs, best, LIMIT) == pytest.approx(cheapest_of_all(costs, places))
    assert price(costs, best, LIMIT) <= price(costs, simple, LIMIT) + 1e-9
    for chosen in (best, simple):
        paired = np.flatnonzero(chosen >= 0)
        assert (costs[paired, chosen[paired]] <= LIMIT).all()
        assert (np.bincount(chosen[paired], minlength=len(places)) <= places).all()


def test_greedy_takes_the_cheapest_pair_and_pays_for_it_later() -> None:
    costs, places = np.array([[0.1, 0.2], [0.2, 2.9]]), np.array([1, 1])
    assert greedy(costs, places, LIMIT).tolist() == [0, 1]
    assert cheapest(costs, places, LIMIT).tolist() == [1, 0]
    assert price(costs, np.array([0, 1]), LIMIT) == pytest.approx(3.0)
    assert price(costs, np.array([1, 0]), LIMIT) == pytest.approx(0.4)


def test_who_stays_alone_costs_the_limit_unless_nothing_was_open() -> None:
    costs = np.array([[1.0], [2.0], [np.inf]])
    chosen = cheapest(costs, np.array([1]), LIMIT)
    assert chosen.tolist() == [0, -1, -1]
    assert price(costs, chosen, LIMIT) == 1.0 + LIMIT


def test_equal_prices_go_to_the_first() -> None:
    costs = np.ones((3, 4))
    assert cheapest(costs, np.ones(4, dtype=np.int64), LIMIT).tolist() == [0, 1, 2]
    assert greedy(costs, np.ones(4, dtype=np.int64), LIMIT).tolist() == [0, 1, 2]
