"""Marks: thresholds that give the city its known shares, and draws of whole numbers of pupils."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def thresholds(levels: Floats, weights: Floats, targets: tuple[float, ...]) -> Floats:
    """Points of the logistic scale at which categories begin, so that the weighted city shares meet ``targets``.

    ``targets`` are the percents of the categories from the lowest; the result has one point fewer. Bisection: the
    share below a point grows with the point, so the error is below 1e-9 after 60 halvings.
    """
    wanted = np.cumsum(targets)[:-1] / np.sum(targets)
    low, high = np.full(len(wanted), -20.0), np.full(len(wanted), 20.0)
    weight = weights / weights.sum()
    for _ in range(60):
        middle = (low + high) / 2
        share = (below(levels[:, None], middle) * weight[:, None]).sum(axis=0)
        low, high = np.where(share < wanted, middle, low), np.where(share < wanted, high, middle)
    return np.asarray((low + high) / 2)


def below(level: Floats, point: Floats | float) -> Floats:
    """Probability that a pupil of a school of ``level`` stays below ``point``: logistic."""
    return np.asarray(1 / (1 + np.exp(level - point)))


def draw(levels: Floats, n: npt.NDArray[np.int64], points: Floats, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Numbers of pupils in each category (school × category) when n pupils of each school are assessed."""
    cumulated = below(levels[:, None], points[None, :])
    probabilities = np.diff(cumulated, axis=1, prepend=0.0, append=1.0)
    return np.asarray(rng.multinomial(n, probabilities), dtype="int64")


def percents(counts: npt.NDArray[np.int64]) -> Floats:
    """Percents of row sums with two decimals, as operators publish them; rows without pupils are missing."""
    total = counts.sum(axis=-1, keepdims=True)
    return np.round(100 * counts / np.where(total > 0, total, np.nan), 2)
