"""How counts of schools are spread around what is expected of them, and how unusual a count is: beta-binomial.

Of n participants of a school k are counted; its own true share is drawn from Beta(μ · φ, (1 − μ) · φ), with μ =
expit(offset + a + b · covariate). Schools truly differ, so the spread is theirs, and not a binomial one. Sources: J. G.
Skellam, JRSS B 10 (1948), 257–261; with a regression, D. A. Williams, Applied Statistics 31 (1982), 144–148.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betaln, expit, gammaln, ndtri, psi

Floats = npt.NDArray[np.float64]

MIN_SCHOOLS = 30
"""With fewer schools the city's spread is not known, and there are no signs (принято по умолчанию)."""

# Schools with a tail below this are left out of a second fit: those that are looked for would widen the spread.
_ODD = 0.001
# Only these can have a tail that matters; in deviations of the beta-binomial.
_FAR = 1.5
_STEADY = 5.0
_BOUNDS_OF_PRECISION = (float(np.log(1.0)), float(np.log(5000.0)))


@dataclass(frozen=True, slots=True)
class Spread:
    """What is expected of each school (``mean``, 0…1) and the precision φ of the true shares around it."""

    mean: Floats
    precision: float

    def deviation(self, n: Floats) -> Floats:
        """Standard deviation of the shown share (0…1) of ``n`` participants."""
        variance = self.mean * (1 - self.mean) * (1 + (n - 1) / (self.precision + 1)) / n
        return np.asarray(np.sqrt(variance))

    def high_tail(self, k: Floats, n: Floats) -> Floats:
        """Exact probability of ``k`` or more of ``n``; 1 where k is not even 1.5 deviations above the expected."""
        return _tail(k, n, self.mean, self.precision, self.deviation(n))

    def low_tail(self, k: Floats, n: Floats) -> Floats:
        """Exact probability of ``k`` or fewer of ``n``: the upper tail of the complement."""
        return _tail(n - k, n, 1 - self.mean, self.precision, self.deviation(n))

    def limits(self, n: Floats, tail: float) -> tuple[Floats, Floats]:
        """Shares (percent) between which a school is expected but for ``tail`` on either side: the beta-binomial's
        deviation as a normal one, for a drawing; signs rest on the exact tails."""
        away = -ndtri(tail) * self.deviation(n)
        return np.clip(100 * (self.mean - away), 0, 100), np.clip(100 * (self.mean + away), 0, 100)


def log_ratio(shown: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
    """log((shown + 5) / (expected + 5)) of two counts: how far a school is from the city, drawn to it where little is
    known. Source: D. Clayton, J. Kaldor, Biometrics 43 (1987), 671–681, with a fixed prior of five (принято по
    умолчанию): the regression finds what of it lasts."""
    return np.log((np.asarray(shown, dtype=float) + _STEADY) / (np.asarray(expected, dtype=float) + _STEADY))


def spread(k: Floats, n: Floats, expected: Floats, covariate: Floats | None = None) -> Spread | None:
    """The spread of the city: fitted to all schools, then once more without those far off on either side.

    ``k`` of ``n`` ≥ 1 participants, ``expected``: share (0…1) before the covariate, one each a school. None with fewer
    than ``MIN_SCHOOLS``. Maximum likelihood; the order of schools does not matter beyond rounding.
    """
    if len(k) < MIN_SCHOOLS:
        return None
    share = np.clip(expected, 1e-4, 1 - 1e-4)
    offset = np.log(share / (1 - share))
    design = np.ones((len(k), 1)) if covariate is None else np.column_stack([np.ones(len(k)), covariate])
    usual = np.ones(len(k), dtype=bool)
    found = _fit(k, n, offset, design, usual, np.append(np.zeros(design.shape[1]), np.log(30.0)))
    first = Spread(expit(offset + design @ found[:-1]), float(np.exp(found[-1])))
    usual = (first.high_tail(k, n) >= _ODD) & (first.low_tail(k, n) >= _ODD)
    if not usual.all() and usual.sum() >= MIN_SCHOOLS:
        found = _fit(k, n, offset, design, usual, found)
    return Spread(np.asarray(expit(offset + design @ found[:-1])), float(np.exp(found[-1])))


def _fit(k: Floats, n: Floats, offset: Floats, design: Floats, usual: npt.NDArray[np.bool_], start: Floats) -> Floats:
    """Coefficients and log φ of the greatest likelihood over the usual schools."""
    k, n, offset, design = k[usual], n[usual], offset[usual], design[usual]

    def loss(point: Floats) -> tuple[float, Floats]:
        mean = np.clip(expit(offset + design @ point[:-1]), 1e-9, 1 - 1e-9)
        precision = np.exp(point[-1])
        alpha, beta = mean * precision, (1 - mean) * precision
        value = np.sum(betaln(k + alpha, n - k + beta) - betaln(alpha, beta))
        common = psi(precision) - psi(n + precision)
        by_alpha = psi(k + alpha) - psi(alpha) + common
        by_beta = psi(n - k + beta) - psi(beta) + common
        by_mean = (by_alpha - by_beta) * precision * mean * (1 - mean)
        slope = np.append(design.T @ by_mean, np.sum(by_alpha * alpha + by_beta * beta))
        return -float(value) / len(k), -slope / len(k)

    bounds = [(-5.0, 5.0)] * design.shape[1] + [_BOUNDS_OF_PRECISION]
    return np.asarray(minimize(loss, start, jac=True, method="TNC", bounds=bounds).x)


def _tail(k: Floats, n: Floats, mean: Floats, precision: float, deviation: Floats) -> Floats:
    """P(K ≥ k), summed over the probabilities k…n of each school that is far enough above its mean."""
    tail = np.ones(len(k))
    far = np.flatnonzero(k / n - mean > _FAR * deviation)
    if not len(far):
        return tail
    alpha, beta = (mean * precision)[far, None], ((1 - mean) * precision)[far, None]
    number = n[far, None]
    count = k[far, None] + np.arange(float((n - k)[far].max()) + 1)
    inside = count <= number
    count = np.where(inside, count, number)
    choose = gammaln(number + 1) - gammaln(count + 1) - gammaln(number - count + 1)
    chance = np.exp(choose + betaln(count + alpha, number - count + beta) - betaln(alpha, beta))
    tail[far] = np.clip((chance * inside).sum(axis=1), 0, 1)
    return tail
