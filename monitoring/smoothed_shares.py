"""Smoothed share (сглаженная оценка): what a school's result says of its true share once all schools are known.

The true shares of all schools in an assessment are spread as its prior says (``share_priors``, empirical Bayes); the
school's own count moves it from there: the more participants, the farther. Mean of the posterior and its 95 % interval
between the quantiles 2.5 and 97.5 %. Source: B. Efron, C. Morris, JASA 70 (1975), 311–319; C. N. Morris, JASA 78
(1983), 47–55. The prior is taken as known: with hundreds of schools its own error is small beside a school's.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, expit, log_expit

from monitoring.beta_binomial import BetaPrior, counts
from monitoring.logit_normal import LogitNormalPrior
from monitoring.share_priors import SharePrior

Floats = npt.NDArray[np.float64]

_REACH = 7.0
_STEPS = 281
_HALF = 0.025


def smoothed(priors: Sequence[SharePrior], percent: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Posterior mean, lower and upper bound (95 %) of the true shares, percent: one prior, share and n a result.

    NaN where the share or n is missing or n is not positive. The interval holds the true share in 95 of 100 schools of
    the city taken together, not of schools of one kind picked out: of those far from all others it holds it less often.
    """
    size = np.asarray(n, dtype=float)
    k = counts(np.asarray(percent, dtype=float), size)
    found = np.full((3, len(priors)), np.nan)
    known = (size > 0) & ~np.isnan(k)
    beta = {place: prior for place, prior in enumerate(priors) if known[place] and isinstance(prior, BetaPrior)}
    logit = {place: prior for place, prior in enumerate(priors) if known[place] and isinstance(prior, LogitNormalPrior)}
    if beta:
        found[:, list(beta)] = _beta(list(beta.values()), k[list(beta)], size[list(beta)])
    if logit:
        found[:, list(logit)] = _logit_normal(list(logit.values()), k[list(logit)], size[list(logit)])
    return 100 * found[0], 100 * found[1], 100 * found[2]


def _beta(priors: Sequence[BetaPrior], k: Floats, n: Floats) -> Floats:
    """The posterior is a beta distribution itself."""
    mean, precision = np.array([(prior.mean, prior.precision) for prior in priors]).T
    alpha, beta = mean * precision + k, (1 - mean) * precision + n - k
    return np.stack([alpha / (alpha + beta), *(betaincinv(alpha, beta, level) for level in (_HALF, 1 - _HALF))])


def _logit_normal(priors: Sequence[LogitNormalPrior], k: Floats, n: Floats) -> Floats:
    """By the trapezoidal rule on two grids: one to find where the posterior lies, one about that place."""
    centre, spread = np.array([(prior.centre, prior.spread) for prior in priors]).T[:, :, None]
    steps = np.linspace(-_REACH, _REACH, _STEPS)

    def mass(z: Floats) -> Floats:
        logits = centre + spread * z
        height = k[:, None] * log_expit(logits) + (n - k)[:, None] * log_expit(-logits) - z**2 / 2
        return np.asarray(np.exp(height - height.max(axis=1, keepdims=True)))

    coarse = mass(np.broadcast_to(steps, (len(k), _STEPS)))
    coarse /= coarse.sum(axis=1, keepdims=True)
    middle = coarse @ steps
    width = np.sqrt(np.maximum(coarse @ steps**2 - middle**2, (steps[1] - steps[0]) ** 2 / 12))
    z = middle[:, None] + width[:, None] * steps
    height, share = mass(z), expit(centre + spread * z)
    cumulative = np.cumsum(height, axis=1) - height / 2
    cumulative /= height.sum(axis=1, keepdims=True)
    mean = (height * share).sum(axis=1) / height.sum(axis=1)
    return np.stack([mean, *(_quantile(cumulative, share, level) for level in (_HALF, 1 - _HALF))])


def _quantile(cumulative: Floats, share: Floats, level: float) -> Floats:
    """Share at which each row's distribution function reaches the level, between grid points along a line."""
    after = np.clip((cumulative < level).sum(axis=1), 1, cumulative.shape[1] - 1)[:, None]
    low, high = (np.take_along_axis(cumulative, after - step, axis=1)[:, 0] for step in (1, 0))
    left, right = (np.take_along_axis(share, after - step, axis=1)[:, 0] for step in (1, 0))
    part = (level - low) / np.where(high > low, high - low, 1.0)
    return np.asarray(left + part * (right - left))
