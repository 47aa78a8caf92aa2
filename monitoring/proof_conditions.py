"""Proof cities whose schools work in known conditions: what a school is above or below expectation is planted.

A school's share of low results follows from its kind, size and social passport and from what is its own. ``linear``:
all of it is added up in percentage points, as the regression takes it. ``logistic``: in logits, where the regression is
only nearly right. Not every school has every assessment; schools under hard conditions have ЕГЭ less often.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import expit

from monitoring.criteria import CRITERIA, Floats
from monitoring.identification import RESULT_COLUMNS
from monitoring.method_profiles import Series

SERIES: tuple[Series, ...] = (
    ("vpr", "russian", 5),
    ("vpr", "math", 6),
    ("oge", "russian", 9),
    ("oge", "math", 9),
    ("ege", "math_profile", 11),
)
YEAR = 2024
_USUAL = (18.0, 24.0, 15.0, 27.0, 20.0)
"""Percent of low results in the assessment in usual conditions."""
_OWN, _LUCK, _CONDITIONS = 4.0, 2.0, 2.5
"""Percentage points: what is the school's own, what is of the single result, one standard deviation of conditions."""
_STEEPNESS = 0.07
"""Logits for one percentage point: about the slope at 18 %."""
_KINDS = {"school": 0.0, "gymnasium": -3.0, "lyceum": -4.0, "basic": 2.0}
# Usual value, change for one standard deviation of unfavourable conditions, noise.
_PASSPORT = {
    "parents_higher_education": (55.0, -10.5, 5.0),
    "incomplete_families": (23.5, 4.6, 2.6),
    "on_register": (1.8, 0.8, 0.45),
    "russian_not_native": (10.5, 4.4, 2.8),
    "special_needs": (5.4, 1.2, 1.5),
    "teacher_vacancies": (6.6, 1.8, 1.5),
    "teachers_top_category": (63.0, -6.5, 6.0),
}
_WEIGHTS = {"parents_higher_education": -0.5, "incomplete_families": 0.3, "russian_not_native": 0.4}
_NODES, _MASS = np.polynomial.hermite_e.hermegauss(15)


@dataclass(frozen=True, slots=True)
class ConditionsCity:
    """``results`` as in ``monitoring.identification`` with ``truth`` (percent), ``conditions`` as in
    ``monitoring.criteria``; ``truth`` and ``expectation`` by school (ids 1, 2, …): share over the school's
    assessments weighted by participants, its own and that of the city at its conditions, percent."""

    results: pd.DataFrame
    conditions: pd.DataFrame
    truth: Floats
    expectation: Floats


def conditions_city(seed: int, shape: Literal["linear", "logistic"] = "linear", schools: int = 300) -> ConditionsCity:
    """The city of the seed, in one year."""
    rng = np.random.default_rng([seed, len(shape)])
    context = rng.normal(size=schools)
    kind = rng.choice(list(_KINDS), size=schools, p=(0.7, 0.14, 0.08, 0.08))
    context = context - 0.5 * np.isin(kind, ("gymnasium", "lyceum"))
    pupils = np.round(rng.lognormal(6.3, 0.5, schools))
    passport = {
        code: np.clip(middle + slope * context + noise * rng.normal(size=schools), 0, 100).round(1)
        for code, (middle, slope, noise) in _PASSPORT.items()
    }
    level = np.array([_KINDS[code] for code in kind]) + 1.0 * (np.log(pupils) - 6.3) / 0.5
    for code, weight in _WEIGHTS.items():
        middle, slope, _ = _PASSPORT[code]
        level = level + _CONDITIONS * weight * (passport[code] - middle) / abs(slope)
    usual = np.array(_USUAL)
    own = _OWN * rng.normal(size=(schools, 1)) + _LUCK * rng.normal(size=(schools, len(SERIES)))
    spread = float(np.hypot(_OWN, _LUCK))
    if shape == "linear":
        expectation = usual + level[:, None]
        truth = np.clip(expectation + own, 0.5, 99)
        # What the floor takes from the chance of the school is no expectation of the regression; it is rare.
    else:
        logits = np.log(usual / (100 - usual)) + _STEEPNESS * level[:, None]
        truth = 100 * expit(logits + _STEEPNESS * own)
        around = expit(logits[:, :, None] + _STEEPNESS * spread * _NODES)
        expectation = 100 * (around * _MASS).sum(axis=2) / _MASS.sum()
    size = np.maximum(pupils / 11, 8)[:, None]
    n = rng.poisson(np.broadcast_to(size, truth.shape) * np.array([1, 1, 0.9, 0.9, 0.5]))
    n[:, -1] = np.where(rng.random(schools) < expit(1.0 - context), n[:, -1], 0)
    low = (100 * rng.binomial(n, truth / 100) / np.maximum(n, 1)).round(2)
    place, series = (axis.ravel() for axis in np.indices(n.shape))
    keys = pd.DataFrame([SERIES[index] for index in series], columns=["procedure", "subject", "grade"])
    frame = keys.assign(
        school_id=place + 1, year=YEAR, participants=n.ravel().astype(float), low_share=low.ravel(), truth=truth.ravel()
    )
    counted = np.where(n >= 10, n, 0)
    weight = counted / np.maximum(counted.sum(axis=1, keepdims=True), 1)
    conditions = pd.DataFrame(
        {"year": YEAR, "school_id": np.arange(1, schools + 1), "passport_year": YEAR, "kind": kind}
    )
    return ConditionsCity(
        frame.loc[frame["participants"] > 0, [*RESULT_COLUMNS, "truth"]].reset_index(drop=True),
        conditions.assign(pupils=pupils, **passport)[["year", "school_id", "passport_year", "kind", *CRITERIA]],
        (truth * weight).sum(axis=1),
        (expectation * weight).sum(axis=1),
    )
