"""Limits of a funnel plot: how far a share may lie from the city's by chance alone, given its n."""

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrik, betainc

Numbers = npt.NDArray[np.float64]

INNER, OUTER = 95.0, 99.8
"""The two pairs of limits, percent: about two and three standard errors on either side."""


def limits(city: npt.ArrayLike, n: npt.ArrayLike, level: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Lower and upper exact binomial limit of a share, percent, where the true one is ``city`` percent.

    ``city``, ``n`` (participants) and ``level`` broadcast together; ``level`` in percent leaves p, half of the rest, on
    either side. Ask once for many: a call costs as much as some hundred answers. The quantile of the discrete
    distribution is interpolated: with r the smallest count of F(r) ≥ p, the lower limit is (r − (F(r) − p) / (F(r) −
    F(r − 1))) / n, not below 0. Source: D. J. Spiegelhalter, Statistics in Medicine 24 (2005), 1185–1202, appendix. The
    upper limit is the lower one of the complement, so that on both sides a count lies outside exactly where a count so
    far off or farther has a probability below p (the quantile of 1 − p, taken literally, calls one count too many
    high). NaN where n is missing or not positive, or the city's share is missing.
    """
    share, count, kept = np.broadcast_arrays(
        np.asarray(city, dtype=float), np.asarray(n, dtype=float), np.asarray(level, dtype=float)
    )
    low, high = _lower(np.stack([share, 100 - share]), count, (1 - kept / 100) / 2)
    return low, 100 - high


def zones(share: npt.ArrayLike, n: npt.ArrayLike, city: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Where shares (percent) lie: 2 above the 99.8 % limit, 1 above the 95 % one, 0 inside, −1 and −2 below them.

    A share on a limit is inside; so is one without a limit.
    """
    value, count, whole = np.broadcast_arrays(
        np.asarray(share, dtype=float), np.asarray(n, dtype=float), np.asarray(city, dtype=float)
    )
    low, high = limits(whole, count, np.reshape([INNER, OUTER], (2, *[1] * value.ndim)))
    return np.asarray((value > high).sum(axis=0) - (value < low).sum(axis=0), dtype=np.int64)


def _lower(city: Numbers, n: Numbers, p: Numbers) -> Numbers:
    count = np.where(n > 0, n, np.nan)
    share = city / 100
    # Of a share of 0 % there is no inverse; the first count is reached for certain. Rounding may put it one too far.
    reached = np.where(share > 0, np.maximum(np.ceil(bdtrik(p, count, share)), 0), 0.0)
    reached = np.where(_up_to(reached - 1, count, share) >= p, reached - 1, reached)
    up_to, before = _up_to(reached, count, share), _up_to(reached - 1, count, share)
    return np.asarray(np.maximum(100 * (reached - (up_to - p) / (up_to - before)) / count, 0))


def _up_to(k: Numbers, n: Numbers, share: Numbers) -> Numbers:
    """Probability of ``k`` or fewer of ``n``: binomial. (All of scipy.stats, for this, would cost half a second.)"""
    inside = (k >= 0) & (k < n)
    found = betainc(np.where(inside, n - k, 1), np.where(inside, k + 1, 1), 1 - share)
    return np.where(np.isnan(n) | np.isnan(share), np.nan, np.where(inside, found, np.where(k < 0, 0.0, 1.0)))
