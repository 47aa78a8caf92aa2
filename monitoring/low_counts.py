"""Exact probability that a rule is met by results that are low independently of each other (a Poisson-binomial count).

Series are added one by one to the distribution of the counts so far (convolution), counts above the rule's minimum
kept together. A series is ``Pair``: four arrays of one shape, the joint probabilities of its two years.
Source of the recursion: R. E. Barlow, K. D. Heidtmann, IEEE Transactions on Reliability R-33 (1984), 322–323.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Pair(NamedTuple):
    """Probabilities of one series: low in neither year, in the latest alone, in the one before alone, in both."""

    neither: Floats
    latest: Floats
    before: Floats
    both: Floats


def each_of_two_years(pairs: Sequence[Pair], least: int) -> Floats:
    """Probability of at least ``least`` low results in the latest year and as many in the year before."""
    shape = pairs[0].neither.shape
    state = np.zeros((least + 1, least + 1, *shape))
    state[0, 0] = 1.0
    for pair in pairs:
        after = state * pair.neither
        after += _up(state, 0) * pair.latest
        after += _up(state, 1) * pair.before
        after += _up(_up(state, 0), 1) * pair.both
        state = after
    return np.asarray(state[least, least])


def two_grounds(pairs: Sequence[Pair], least: int, *, both_needed: bool) -> Floats:
    """Probability of ground A (``least`` low results in the latest year) or B (a series low in both years).

    ``both_needed``: of A and B.
    """
    shape = pairs[0].neither.shape
    # Counts of the latest year, first without ground B, then with it.
    state = np.zeros((least + 1, 2, *shape))
    state[0, 0] = 1.0
    for pair in pairs:
        after = state * (pair.neither + pair.before)
        counted = _up(state, 0)
        after += counted * pair.latest
        after[:, 1] += (counted[:, 0] + counted[:, 1]) * pair.both
        state = after
    if both_needed:
        return np.asarray(state[least, 1])
    return np.asarray(state[least, 0] + state[:, 1].sum(axis=0))


def _up(state: Floats, axis: int) -> Floats:
    """The distribution with one more counted along the axis; the last place takes what is above it."""
    moved = np.zeros_like(state)
    source, target = np.moveaxis(state, axis, 0), np.moveaxis(moved, axis, 0)
    target[1:] = source[:-1]
    target[-1] += source[-1]
    return moved
