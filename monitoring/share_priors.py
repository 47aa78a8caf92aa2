"""Priors of the true shares of all assessments, in the shape that fits the city better: beta or logit-normal.

Both are two numbers an assessment. Which of them holds decides how readily a very high share is believed, and
neither holds in every city; the marginal likelihood of all assessments together tells them apart.
"""

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring import beta_binomial, logit_normal

Floats = npt.NDArray[np.float64]
AssessmentYear = tuple[str, str, int, int]
"""Procedure, subject, grade, year."""
_KEY = ["procedure", "subject", "grade", "year"]


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


def of_results(results: pd.DataFrame) -> dict[AssessmentYear, SharePrior]:
    """Prior of every assessment with a result of known share and n ≥ 1; all of one shape.

    ``results`` as in ``monitoring.identification``, one row a school and assessment; their order does not matter.
    """
    known = results[results["low_share"].notna() & (results["participants"].fillna(0) > 0)]
    place, keys = pd.factorize(
        pd.MultiIndex.from_frame(known[_KEY].astype({"procedure": object, "subject": object})), sort=True
    )
    n = known["participants"].to_numpy(dtype=float)
    k = beta_binomial.counts(known["low_share"], n)
    order = np.argsort(place, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(place, minlength=len(keys)))[:-1])
    named = [(str(key[0]), str(key[1]), int(key[2]), int(key[3])) for key in keys]
    return dict(zip(named, fit((k[rows], n[rows]) for rows in parts), strict=True)) if named else {}


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
