"""Priors of the true shares of all assessments, in the shape that fits the city better: beta or logit-normal.

Both are two numbers an assessment. Which of them holds decides how readily a very high share is believed, and
neither holds in every city; the marginal likelihood of all assessments together tells them apart.
"""

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from monitoring import beta_binomial, logit_normal

Floats = npt.NDArray[np.float64]


class SharePrior(Protocol):
    """A distribution of true shares, read through the standard normal scale."""

    def share(self, z: Floats) -> Floats:
        """True share (0…1) of a school at ``z``."""

    def place(self, share: float) -> float:
        """Where the share (0…1) stands on the scale."""


def stored(prior: SharePrior) -> tuple[str, float, float]:
    """Shape and the two numbers that make it up, as ``of`` takes them."""
    if isinstance(prior, beta_binomial.BetaPrior):
        return "beta", prior.mean, prior.precision
    if isinstance(prior, logit_normal.LogitNormalPrior):
        return "logit-normal", prior.centre, prior.spread
    raise TypeError(f"no shape of a prior: {prior!r}")


def of(shape: str, first: float, second: float) -> SharePrior:
    """The prior that ``stored`` described."""
    if shape == "beta":
        return beta_binomial.BetaPrior(first, second)
    if shape == "logit-normal":
        return logit_normal.LogitNormalPrior(first, second)
    raise ValueError(f"no shape of a prior: {shape!r}")


def fit(assessments: Iterable[tuple[Floats, Floats]]) -> list[SharePrior]:
    """Priors of the assessments, each given by counts ``k`` of ``n`` participants, one pair a school; all of one
    shape."""
    pairs = [_alike(k, n) for k, n in assessments]
    beta = [beta_binomial.fit(*pair) for pair in pairs]
    normal = [logit_normal.fit(*pair, near) for pair, (near, _) in zip(pairs, beta, strict=True)]
    if sum(likelihood for _, likelihood in beta) >= sum(likelihood for _, likelihood in normal):
        return [prior for prior, _ in beta]
    return [prior for prior, _ in normal]


def _alike(k: Floats, n: Floats) -> tuple[Floats, Floats, Floats]:
    """Each pair of counts once, and how many schools have it: a country has few pairs beside its schools."""
    # One number for a pair: sorting numbers is several times as fast as sorting pairs.
    base = n.max(initial=0) + 1
    pairs, schools = np.unique(k * base + n, return_counts=True)
    return np.floor_divide(pairs, base), np.mod(pairs, base), schools.astype(float)
