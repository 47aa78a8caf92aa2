"""Schools drawn at random with results, conditions and partnerships: as many as wished, for the cost of methods."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.high_results import RESULT_COLUMNS
from monitoring.indicators import INDICATORS
from monitoring.method_profiles import ShareProfile

CITY, COUNTRY = (700, 18), (40_000, 1000)
"""Schools and districts."""
SCHOOL_SPREAD, RESULT_SPREAD = 0.8, 0.35
"""Standard deviations of a school's level and of a single result about it, in logits."""
_LEAST, _MOST = 12, 140
"""Participants of an assessment."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RandomCity:
    """``schools``: one row a school, as ``monitoring.pair_costs`` takes them; ``results``: as
    ``monitoring.high_results`` takes them, of every year and assessment of the method."""

    schools: pd.DataFrame
    results: pd.DataFrame


def made(count: int, districts: int, profile: ShareProfile, years: range) -> RandomCity:
    """Schools with points and conditions, and their results by the method's assessments."""
    rng = np.random.default_rng(1307)
    level = rng.normal(0, SCHOOL_SPREAD, count)
    district = rng.integers(0, districts, count)
    centre = rng.normal(0, 0.1, (districts, 2))[district] + rng.normal(0, 0.02, (count, 2))
    schools = pd.DataFrame(
        {"district": [f"d{one:04d}" for one in district], "lon": 30.3 + 2 * centre[:, 0], "lat": 59.9 + centre[:, 1]},
        index=pd.Index(np.arange(1, count + 1), name="school_id"),
    ).assign(ogrn=None, inn=None)
    conditions = {code: 30 + 5 * rng.normal(0, 1, count) - 5 * level for code in INDICATORS}
    frames = [_results(rng, schools.index, level, year, *series) for year in years for series in sorted(profile.series)]
    return RandomCity(schools.assign(**conditions), pd.concat(frames, ignore_index=True))


def _results(
    rng: np.random.Generator, schools: pd.Index, level: Floats, year: int, procedure: str, subject: str, grade: int
) -> pd.DataFrame:
    own = level + rng.normal(0, RESULT_SPREAD, len(level))
    n = rng.integers(_LEAST, _MOST, len(level))
    low = 100 * rng.binomial(n, 1 / (1 + np.exp(2.2 + own))) / n
    good = (100 - low) / (1 + np.exp(-own))
    frame = pd.DataFrame({"school_id": schools, "year": year, "procedure": procedure, "subject": subject})
    frame = frame.assign(
        grade=grade,
        participants=n.astype(float),
        low_share=low.round(2),
        pct_4=good / 2,
        pct_5=good / 2,
        mean_score=50 + 10 * own,
    )
    return frame.assign(median_score=np.nan)[list(RESULT_COLUMNS)]
