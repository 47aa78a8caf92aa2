"""Cities in memory whose true shares are known, for the probability of truly meeting a rule.

``copula``: nearly what the method takes the city to be. ``beta``: the share of a result is drawn from a beta
distribution about the school's level, and the levels of weak schools lie apart: the method knows nothing of that.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import expit

from monitoring.identification import window
from monitoring.method_profiles import Series, ShareProfile

SERIES: tuple[Series, ...] = (
    ("vpr", "russian", 5),
    ("vpr", "math", 5),
    ("vpr", "math", 6),
    ("oge", "russian", 9),
    ("oge", "math", 9),
    ("ege", "math_profile", 11),
)
_BASE = (-1.7, -1.2, -1.0, -2.0, -1.3, -1.6)
"""Logits of the usual shares: higher than in a real city, so that many schools stand near 30 %."""


def city(seed: int, kind: str, schools: int = 500, years: Sequence[int] = (2021, 2022, 2023, 2024)) -> pd.DataFrame:
    """Results as ``monitoring.identification`` takes them, with ``truth``: the true share in percent."""
    rng = np.random.default_rng([seed, len(kind)])
    level = rng.normal(0, 0.75, schools)
    if kind == "beta":
        level = np.where(rng.random(schools) < 0.25, rng.normal(0.9, 0.45, schools), rng.normal(-0.3, 0.5, schools))
    drift = rng.normal(0, 0.3, schools)
    kept = {series: rng.normal(0, 0.22, schools) for series in SERIES}
    size = rng.integers(12, 110, schools)
    frames = []
    for year in years:
        drift = 0.75 * drift + rng.normal(0, 0.3 * np.sqrt(1 - 0.75**2), schools)
        for (procedure, subject, grade), base in zip(SERIES, _BASE, strict=True):
            centre = base + rng.normal(0, 0.1) + level + drift + kept[procedure, subject, grade]
            if kind == "beta":
                truth = rng.beta(40 * expit(centre), 40 * (1 - expit(centre)))
            else:
                truth = expit(centre + rng.normal(0, 0.28, schools))
            n = rng.poisson(size * (0.4 if procedure == "ege" else 1.0))
            low = 100 * rng.binomial(n, truth) / np.maximum(n, 1)
            frame = pd.DataFrame({"school_id": np.arange(1, schools + 1), "year": year, "procedure": procedure})
            frame = frame.assign(subject=subject, grade=grade, participants=n.astype(float), low_share=low.round(2))
            frames.append(frame.assign(truth=100 * truth)[n > 0])
    return pd.concat(frames, ignore_index=True)


def truly_met(results: pd.DataFrame, profile: ShareProfile, year: int) -> pd.Series:
    """By school assessed in the year: whether its true shares meet the rule. Read off the wording of the rule."""
    seen = window(results, profile, year)
    seen = seen[seen["counts"]]
    low = seen[seen["truth"] >= profile.threshold]
    assessed = pd.Index(sorted(seen["school_id"].unique()), name="school_id")
    by_year = low.groupby(["school_id", "back"]).size().unstack(fill_value=0)
    by_year = by_year.reindex(index=assessed, columns=[1, 2], fill_value=0) >= profile.low_procedures
    if profile.kind == "each-of-two-years":
        return by_year.all(axis=1)
    both = low.groupby(["school_id", "procedure", "subject", "grade"]).size() == 2
    ground_b = both.groupby("school_id").any().reindex(assessed, fill_value=False)
    return (by_year[1] & ground_b) if profile.combine == "all" else (by_year[1] | ground_b)
