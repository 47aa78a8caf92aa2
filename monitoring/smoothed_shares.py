"""Smoothed share (сглаженная оценка): what a school's result says of its true share once all schools are known.

The true shares of all schools in an assessment are spread as its prior says (``share_priors``, empirical Bayes); the
school's own count moves it from there: the more participants, the farther. Mean of the posterior and its 95 % interval
between the quantiles 2.5 and 97.5 %. Source: B. Efron, C. Morris, JASA 70 (1975), 311–319; C. N. Morris, JASA 78
(1983), 47–55. The prior is taken as known: with hundreds of schools its own error is small beside a school's.
"""

import numpy as np
import numpy.typing as npt

from monitoring.beta_binomial import counts
from monitoring.share_priors import SharePrior

Floats = npt.NDArray[np.float64]

_REACH = 7.0
_STEPS = 281
_HALF = 0.025


def smoothed(prior: SharePrior, percent: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, tuple[Floats, Floats]]:
    """Posterior mean and 95 % interval of the true shares, percent, of schools with a share of n participants.

    NaN where the share or n is missing or n is not positive. The interval holds the true share in 95 of 100 schools of
    the city taken together, not of schools of one kind picked out: of those far from all others it holds it less often.
    """
    size = np.atleast_1d(np.asarray(n, dtype=float))
    k = counts(np.atleast_1d(np.asarray(percent, dtype=float)), size)
    known = (size > 0) & ~np.isnan(k)
    k, size = np.where(known, k, 0.0), np.where(known, size, 0.0)
    centre, width = _place(prior, k, size)
    # A grid for each school about where its posterior lies: one for all would be too coarse for a large school.
    z = np.clip(centre, -_REACH, _REACH)[:, None] + width[:, None] * np.linspace(-_REACH, _REACH, _STEPS)
    share = np.clip(prior.share(z), 1e-12, 1 - 1e-12)
    height = k[:, None] * np.log(share) + (size - k)[:, None] * np.log1p(-share) - z**2 / 2
    mass = np.exp(height - height.max(axis=1, keepdims=True))
    # The trapezoidal rule, also for the distribution function: the ends of the grid have no mass.
    cumulative = np.cumsum((mass + np.roll(mass, 1, axis=1)) / 2, axis=1)
    cumulative = (cumulative - cumulative[:, :1]) / (cumulative[:, -1:] - cumulative[:, :1])
    mean = (mass * share).sum(axis=1) / mass.sum(axis=1)
    bounds = [_quantile(cumulative, share, level) for level in (_HALF, 1 - _HALF)]
    low, high = (np.where(known, 100 * bound, np.nan) for bound in bounds)
    return np.where(known, 100 * mean, np.nan), (low, high)


def _place(prior: SharePrior, k: Floats, n: Floats) -> tuple[Floats, Floats]:
    """About where the posterior lies on the normal scale, and how wide it is there (a standard deviation)."""
    z = np.linspace(-_REACH, _REACH, _STEPS)
    share = np.clip(prior.share(z), 1e-12, 1 - 1e-12)
    height = k[:, None] * np.log(share) + (n - k)[:, None] * np.log1p(-share) - z**2 / 2
    mass = np.exp(height - height.max(axis=1, keepdims=True))
    mass /= mass.sum(axis=1, keepdims=True)
    centre = mass @ z
    return centre, np.sqrt(np.maximum(mass @ z**2 - centre**2, (z[1] - z[0]) ** 2 / 12))


def _quantile(cumulative: Floats, share: Floats, level: float) -> Floats:
    """Share at which each row's distribution function reaches the level, between grid points along a line."""
    after = np.clip((cumulative < level).sum(axis=1), 1, cumulative.shape[1] - 1)[:, None]
    low, high = (np.take_along_axis(cumulative, after - step, axis=1)[:, 0] for step in (1, 0))
    left, right = (np.take_along_axis(share, after - step, axis=1)[:, 0] for step in (1, 0))
    part = (level - low) / np.where(high > low, high - low, 1.0)
    return np.asarray(left + part * (right - left))
