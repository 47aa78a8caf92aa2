"""What ties the results of one school: a common factor that moves from year to year, and an effect of the series.

On the normal scale of each assessment (a Gaussian copula over its prior) the place of a school is

    z = √common · f(year) + √series · h(procedure, subject, grade) + √(1 − common − series) · e,

f, h, e standard normal; f has the correlation memory^|years apart| with itself, h stays the same from year to year.
Taking results of one school as independent (common = series = 0) makes rare listings of what is usual: a school that is
weak in one assessment is weak in the others.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import least_squares

from monitoring.share_priors import SharePrior

Floats = npt.NDArray[np.float64]

_TERMS = 6
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(48)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_USUAL_N = 25
_RIDGE = 1e-3
_START = (0.70, 0.06, 0.95)
_LEAST_OWN = 0.05


@dataclass(frozen=True, slots=True)
class Ties:
    """Shares of the variance that are ``common`` to the school and kept by the ``series``; yearly ``memory`` of f."""

    common: float
    series: float
    memory: float

    @property
    def own(self) -> float:
        """Share of the variance that belongs to the single result."""
        return 1 - self.common - self.series


def estimate(k: Floats, n: Floats, priors: list[SharePrior], years: Floats, series: npt.NDArray[np.int64]) -> Ties:
    """Ties of the results of all schools, by moments.

    ``k``, ``n``: schools × assessments, n = 0 where a school has no result; ``priors``, ``years``, ``series`` (a number
    for each procedure × subject × grade) by assessment. The error of a count is its own, so that the mean product
    of the deviations of two assessments estimates the covariance of the true shares without it. That covariance is
    Σ rʲ aⱼ bⱼ with the Hermite coefficients a, b of both priors (F. G. Mehler, 1866), which gives the
    correlation r of z for pairs of the same year, and of each distance in years, in the same and in different series;
    the three numbers follow by weighted least squares. What the data cannot say (a single year, a single series)
    stays near usual values. Results are weighted by n / (n + 25), about their worth beside the spread of schools.
    """
    coefficients = np.array([_hermite(prior) for prior in priors])
    standard = coefficients / np.sqrt(np.sum(coefficients**2, axis=1, keepdims=True))
    size = np.where(n > 0, n, 1)
    weight = n / (n + _USUAL_N)
    share = np.where(n > 0, k / size, 0.0)
    mean = (weight * share).sum(axis=0) / weight.sum(axis=0)
    deviation = np.where(n > 0, share - mean, 0.0)
    # k (k − 1) / n (n − 1) estimates the square of the true share without the error of the count.
    square = np.where(n > 1, k * (k - 1) / np.maximum(n * (n - 1), 1) - share**2, 0.0)
    inside = np.where(n > 1, weight**2, 0.0)
    variance = (inside * (deviation**2 + square)).sum(axis=0) / np.maximum(inside.sum(axis=0), 1e-12)
    weighted = weight * deviation / np.sqrt(np.maximum(variance, 1e-6))
    pairs, products = weight.T @ weight, weighted.T @ weighted
    apart = np.abs(years[:, None] - years[None, :])
    same = series[:, None] == series[None, :]
    upper = np.triu(np.ones_like(same), 1)
    found = []
    for distance in np.unique(apart):
        for alike in (False, True):
            chosen = upper & (apart == distance) & (same == alike) & (pairs > 0)
            total = pairs[chosen].sum()
            if total <= 0:
                continue
            powers = np.einsum("ij,ik,jk->k", np.where(chosen, pairs, 0.0), standard, standard) / total
            found.append((distance, alike, _correlation(products[chosen].sum() / total, powers), total))
    return _ties(found)


def _hermite(prior: SharePrior) -> Floats:
    """Coefficients 1…6 of the true share in normalised Hermite polynomials of z."""
    share = prior.share(_NODES)
    basis = [np.ones_like(_NODES), _NODES]
    for order in range(1, _TERMS):
        basis.append((_NODES * basis[-1] - np.sqrt(order) * basis[-2]) / np.sqrt(order + 1))
    return np.asarray([np.sum(_WEIGHTS * share * polynomial) for polynomial in basis[1:]])


def _correlation(covariance: float, powers: Floats) -> float:
    """The r in 0…1 at which Σ powersⱼ rʲ meets the covariance (of standardised shares); the nearer end beyond."""
    grid = np.linspace(0, 1, 201)
    reached = np.polynomial.polynomial.polyval(grid, np.concatenate([[0.0], powers]))
    return float(np.interp(covariance, reached, grid))


def _ties(found: list[tuple[float, bool, float, float]]) -> Ties:
    if not found:
        return Ties(*_START)
    distance, alike, measured, total = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    weight = np.sqrt(total / total.sum())

    def misfit(point: Floats) -> Floats:
        common, series, memory = point
        expected = common * memory**distance + series * alike
        return np.concatenate([weight * (expected - measured), _RIDGE * (point - _START)])

    fitted = least_squares(misfit, _START, bounds=([0.0, 0.0, 0.5], [1 - _LEAST_OWN, 0.5, 1.0])).x
    common, series, memory = (float(value) for value in fitted)
    return Ties(common, min(series, 1 - _LEAST_OWN - common), memory)
