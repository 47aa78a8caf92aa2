"""Logit-normal prior of one assessment: logit θ ~ N(centre, spread²), by empirical Bayes.

Beside the beta prior (``beta_binomial``), for cities in which few schools stand far above the others. Source of the
model: D. A. Williams, Applied Statistics 31 (1982), 144–148; of the quadrature: D. R. Cox, E. J. Snell, Analysis of
Binary Data, 1989.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, log_expit, logit, polygamma, psi

from monitoring.beta_binomial import BetaPrior

Floats = npt.NDArray[np.float64]

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(25)
_LOG_WEIGHTS = np.log(_WEIGHTS / _WEIGHTS.sum())
# As in ``beta_binomial``: of weight where schools are few.
_USUAL_SPREAD = 0.7
_LOG_SPREAD = 1.0
_BOUNDS = [(-9.0, 9.0), (float(np.log(0.05)), float(np.log(3.0)))]


@dataclass(frozen=True, slots=True)
class LogitNormalPrior:
    """Distribution of the true shares of one assessment: centre and spread of their logits."""

    centre: float
    spread: float

    def share(self, z: Floats) -> Floats:
        """True share (0…1) of a school at ``z`` of the standard normal scale."""
        return np.asarray(expit(self.centre + self.spread * z))

    def place(self, share: float) -> float:
        """Where the share (0…1) stands on the standard normal scale; infinite at 0 and 1."""
        return float((logit(share) - self.centre) / self.spread)


def fit(k: Floats, n: Floats, schools: Floats, near: BetaPrior | None = None) -> tuple[LogitNormalPrior, float]:
    """Prior of one assessment from counts ``k`` of ``n`` participants (n ≥ 1), of so many ``schools`` each;
    log-likelihood.

    Maximum of the marginal likelihood, integrated by Gauss–Hermite, comparable with that of ``beta_binomial.fit``. The
    search starts at the mean and spread of the logits of ``near`` (a beta prior of the same counts) where it is given.
    """
    usual = np.log(_USUAL_SPREAD)

    def loss(point: Floats) -> tuple[float, Floats]:
        spread = np.exp(point[1])
        x = point[0] + spread * _NODES
        logarithm = np.outer(k, log_expit(x)) + np.outer(n - k, log_expit(-x)) + _LOG_WEIGHTS
        highest = logarithm.max(axis=1)
        heights = np.exp(logarithm - highest[:, None])
        total = heights.sum(axis=1)
        rest = heights / total[:, None] * (k[:, None] - n[:, None] * expit(x))
        away = (point[1] - usual) / _LOG_SPREAD
        value = schools @ (highest + np.log(total)) - away**2 / 2
        value += 0.5 * log_expit(point[0]) + 0.5 * log_expit(-point[0])
        by_node = schools @ rest
        slope = [by_node.sum() + 0.5 - expit(point[0]), spread * (by_node @ _NODES) - away / _LOG_SPREAD]
        return -float(value), -np.array(slope)

    start = np.array([logit((schools @ k + 0.5) / (schools @ n + 1)), usual])
    if near is not None:
        alpha, beta = near.mean * near.precision, (1 - near.mean) * near.precision
        spread = np.sqrt(polygamma(1, alpha) + polygamma(1, beta))
        least, most = np.array(_BOUNDS).T
        start = np.clip([psi(alpha) - psi(beta), np.log(spread)], least, most)
    found = minimize(loss, start, jac=True, method="SLSQP", bounds=_BOUNDS)
    return LogitNormalPrior(float(found.x[0]), float(np.exp(found.x[1]))), -float(found.fun)
