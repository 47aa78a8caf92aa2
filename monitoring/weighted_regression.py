"""Weighted least squares where each value has an error of known variance and schools differ beyond it.

value = design · coefficients + own part (variance ``between``) + error (variance given by row). The weights are
1 / (between + variance). ``between`` is that at which the weighted sum of squared residuals equals its degrees of
freedom: R. C. Paule, J. Mandel, Journal of Research NBS 87 (1982), 377–385; with regressors S. G. Thompson,
S. J. Sharp, Statistics in Medicine 18 (1999), 2693–2708.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from monitoring.criteria import Floats

_WHOLE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Fit:
    """The fit, and what it says of each row without that row.

    ``left_out`` is the prediction of a row from all the others (the coefficients without it, ``between`` with it), and
    ``error`` its standard error; NaN where the others say nothing of it. ``explained``: share of the variance between
    rows, beyond their errors, that the design takes away, 0…1.
    """

    coefficients: Floats
    between: float
    fitted: Floats
    left_out: Floats
    error: Floats
    explained: float


def fit(design: Floats, value: Floats, variance: Floats) -> Fit:
    """Fit of ``value`` (rows) on ``design`` (rows × columns of full rank, more rows than columns).

    Leaving a row out follows from its leverage h: prediction = value − residual / (1 − h), variance of the prediction
    = h / (1 − h) / weight (R. D. Cook, S. Weisberg, Residuals and Influence in Regression, 1982, chapter 2).
    """
    between = _between(design, value, variance)
    weight = 1 / (between + variance)
    coefficients, leverage = _solved(design, value, weight)
    fitted = design @ coefficients
    rest = np.where(leverage < _WHOLE, 1 - leverage, np.nan)
    alone = _between(np.ones((len(value), 1)), value, variance)
    return Fit(
        coefficients=coefficients,
        between=between,
        fitted=fitted,
        left_out=value - (value - fitted) / rest,
        error=np.sqrt(leverage / rest / weight),
        explained=max(0.0, 1 - between / alone) if alone > 0 else 0.0,
    )


def _solved(design: Floats, value: Floats, weight: Floats) -> tuple[Floats, Floats]:
    root = np.sqrt(weight)[:, None]
    orthogonal, triangle = np.linalg.qr(design * root)
    coefficients = np.linalg.solve(triangle, orthogonal.T @ (value * root[:, 0]))
    return coefficients, (orthogonal**2).sum(axis=1)


def _between(design: Floats, value: Floats, variance: Floats) -> float:
    free = len(value) - design.shape[1]

    # The residuals depend on what the columns span, not on the columns: of an orthonormal basis of it, found once, the
    # normal equations are well conditioned, and many times cheaper than an orthogonalisation at each variance.
    basis, _ = np.linalg.qr(design)

    def excess(between: float) -> float:
        weight = 1 / (between + variance)
        weighted = basis * weight[:, None]
        coefficients = np.linalg.solve(basis.T @ weighted, weighted.T @ value)
        return float((weight * (value - basis @ coefficients) ** 2).sum()) - free

    if excess(0.0) <= 0:
        return 0.0
    # At this variance every weighted square is below one on average, whatever the design takes away.
    highest = float(((value - value.mean()) ** 2).sum()) / free
    return float(brentq(excess, 0.0, highest, xtol=1e-8 * highest))
