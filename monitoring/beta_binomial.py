"""Beta-binomial prior of one assessment: how the true shares of all schools are spread, by empirical Bayes.

A school's true share θ is drawn from Beta(mean · precision, (1 − mean) · precision); of its n participants k ~
Binomial(n, θ) have a low result. Source of the model: J. G. Skellam, JRSS B 10 (1948), 257–261; of estimating the
prior from all schools: B. Efron, C. Morris, JASA 70 (1975), 311–319.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betainc, betaincinv, betaln, expit, logit, ndtr, ndtri, psi

Floats = npt.NDArray[np.float64]

# The logarithm of the precision is held near a usual one by a normal prior: with hundreds of schools it has no weight,
# with five it keeps the fit from «no spread at all».
_USUAL_PRECISION = 15.0
_LOG_SPREAD = 1.0
_BOUNDS = [(-9.0, 9.0), (float(np.log(0.5)), float(np.log(2000.0)))]


@dataclass(frozen=True, slots=True)
class BetaPrior:
    """Distribution of the true shares of one assessment: mean (a share, 0…1) and precision α + β."""

    mean: float
    precision: float

    def share(self, z: Floats) -> Floats:
        """True share (0…1) of a school at ``z`` of the standard normal scale; strictly inside (0, 1)."""
        alpha, beta = self.mean * self.precision, (1 - self.mean) * self.precision
        return np.asarray(np.clip(betaincinv(alpha, beta, ndtr(z)), 1e-12, 1 - 1e-12))

    def place(self, share: float) -> float:
        """Where the share (0…1) stands on the standard normal scale; infinite at 0 and 1."""
        return float(ndtri(betainc(self.mean * self.precision, (1 - self.mean) * self.precision, share)))


def counts(percent: npt.ArrayLike, n: npt.ArrayLike) -> Floats:
    """Numbers of participants with a low result: round(percent × n / 100), between 0 and n.

    Percents are published with two decimals, so that the count is exact for n below 5,000. Missing where either is.
    """
    number = np.asarray(n, dtype=float)
    return np.asarray(np.clip(np.round(np.asarray(percent, dtype=float) * number / 100), 0, number))


def fit(k: Floats, n: Floats, schools: Floats) -> tuple[BetaPrior, float]:
    """Prior of one assessment from counts ``k`` of ``n`` participants (n ≥ 1), of so many ``schools`` each;
    log-likelihood.

    Maximum of the marginal (beta-binomial) likelihood over mean and precision, without the binomial coefficients. Half
    a low result among one more participant keeps the mean inside (0, 1) where no school, or every participant, has one.
    """
    total, usual = schools.sum(), np.log(_USUAL_PRECISION)

    def loss(point: Floats) -> tuple[float, Floats]:
        mean, precision = expit(point[0]), np.exp(point[1])
        alpha, beta = mean * precision, (1 - mean) * precision
        away = (point[1] - usual) / _LOG_SPREAD
        value = schools @ betaln(k + alpha, n - k + beta) - total * betaln(alpha, beta)
        value += 0.5 * np.log(mean) + 0.5 * np.log1p(-mean) - away**2 / 2
        common = psi(precision) * total - schools @ psi(n + precision)
        by_alpha = schools @ psi(k + alpha) - total * psi(alpha) + common
        by_beta = schools @ psi(n - k + beta) - total * psi(beta) + common
        slope = [
            (by_alpha - by_beta) * precision * mean * (1 - mean) + 0.5 - mean,
            by_alpha * alpha + by_beta * beta - away / _LOG_SPREAD,
        ]
        return -float(value), -np.array(slope)

    start = np.array([logit((schools @ k + 0.5) / (schools @ n + 1)), usual])
    found = minimize(loss, start, jac=True, method="SLSQP", bounds=_BOUNDS)
    return BetaPrior(float(expit(found.x[0])), float(np.exp(found.x[1]))), -float(found.fun)
