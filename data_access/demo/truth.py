"""What is true of the demo schools and what the results only show through chance: the planted facts.

A school's level in a series is a sum, in logits of a pupil's success: what its kind, its conditions and the school
itself make of it (persistent), its own trend, the city's trend and the shock of the year, what the school keeps of
its last years, the cohort, and what is left to the year. Support of a partner and bias of the results are added where
they were planted. Tests of methods compare what they find with this record.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data_access.demo.series import BASE_YEAR, SERIES, YEARS

KIND_LEVEL = {"school": 0.0, "advanced": 0.30, "gymnasium": 0.75, "lyceum": 0.95, "centre": -0.05, "basic": -0.35}
CONTEXT_LEVEL = -0.34
"""Change of the level for one standard deviation of unfavourable conditions."""

CITY_TREND = 0.008
"""Growth of every school's level per year: the city improves slowly."""

SUPPORT_EFFECT = (0.12, 0.22)
"""Planted effect of a partnership on the mentee's level: in its first school year, and in each later one."""

BIAS_LEVEL = 1.5
"""How much too good the ВПР of a biased school look; ОГЭ and ЕГЭ, held outside the school, are not touched."""

_SCHOOL_SPREAD = 0.40
_FLOOR = -1.5
_WEAK_SHARE = 0.19
_WEAK_BY_CONTEXT = 0.9
_WEAK_LEAST, _WEAK_SPAN = 1.23, 0.9
_SUBJECT_SPREAD = 0.22
_PROCEDURE_SPREAD = 0.16
_TREND_SPREAD = 0.03
_DRIFT_SPREAD = 0.38
_DRIFT_MEMORY = 0.75
_COHORT_SPREAD = 0.24
_YEAR_SPREAD = 0.16
_DISTRICT_SPREAD = 0.10
_SHOCK_SPREAD = 0.06


@dataclass(frozen=True, slots=True)
class Truth:
    """Planted facts.

    ``schools``: one row a school (index ``school_id``) with ``level`` (persistent, logits), ``context`` (unfavourable
    conditions, standard deviations), ``trend`` (own, per year), ``biased_from`` (first year of too good ВПР, else
    missing), ``resilient``, ``unfavourable`` (highest quarter of ``context``), ``lenient_journal`` (journal marks far
    above ВПР), ``small`` (cohorts below ten), ``improving``, ``declining``.
    ``year_shock``: logits by series (rows as ``SERIES``) and year.
    ``expected``: expected share of low results in percent by school_id, year, procedure, subject, grade: ``low``
    as results were drawn, ``low_unsupported`` without the partnership, ``low_unbiased`` without the bias.
    """

    schools: pd.DataFrame
    year_shock: np.ndarray
    support_effect: tuple[float, float] = SUPPORT_EFFECT
    bias_level: float = BIAS_LEVEL
    city_trend: float = CITY_TREND
    expected: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of schools without support and bias: array series × school × year, in logits."""

    truth: Truth
    values: np.ndarray


def plant(schools: pd.DataFrame, rng: np.random.Generator) -> Levels:
    """Draws the facts for the schools and the levels that follow from them."""
    count = len(schools)
    context = rng.normal(0, 0.85, count) + _of_kind(schools, {"gymnasium": -0.6, "lyceum": -0.6, "basic": 0.5})
    districts = schools["district_number"].to_numpy()
    # Conditions differ between districts a little more than results do.
    context = context + rng.normal(0, 0.35, 19)[districts]
    level = (
        _of_kind(schools, KIND_LEVEL)
        + CONTEXT_LEVEL * context
        + rng.normal(0, _SCHOOL_SPREAD, count)
        + rng.normal(0, _DISTRICT_SPREAD, 19)[districts]
        - _weakness(schools, context, rng)
    )
    # No ordinary school loses most of its pupils: what adds up below the floor counts less than half.
    level = np.where(level < _FLOOR, _FLOOR + 0.4 * (level - _FLOOR), level)
    trend = rng.normal(0, _TREND_SPREAD, count)
    facts = pd.DataFrame({"level": level, "context": context, "trend": trend}, index=schools["school_id"].to_numpy())
    _plant_special(facts, schools, rng)
    shock = rng.normal(0, _SHOCK_SPREAD, (len(SERIES), len(YEARS)))
    truth = Truth(facts, shock)
    return Levels(truth, _levels(schools, truth, rng))


def _weakness(schools: pd.DataFrame, context: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What weak schools lack: a fixed share of ordinary schools, few of them by much (alike in every city).

    Each district has its share of them, more often those under unfavourable conditions.
    """
    ordinary = schools["kind"].isin(["school", "advanced", "basic", "centre"]).to_numpy()
    liable = np.where(ordinary, _WEAK_BY_CONTEXT * context + rng.normal(0, 1, len(schools)), -np.inf)
    districts = pd.Series(liable).groupby(schools["district_code"].to_numpy())
    place = (districts.rank(ascending=False) - rng.random(len(schools))) / districts.transform("size")
    count = round(_WEAK_SHARE * len(schools))
    lacking = np.zeros(len(schools))
    chosen = rng.permutation(np.argsort(place.to_numpy())[:count])
    lacking[chosen] = _WEAK_LEAST + _WEAK_SPAN * np.linspace(0, 1, count)
    return lacking


def _of_kind(schools: pd.DataFrame, values: dict[str, float]) -> np.ndarray:
    return np.array([values.get(kind, 0.0) for kind in schools["kind"]])


def _plant_special(facts: pd.DataFrame, schools: pd.DataFrame, rng: np.random.Generator) -> None:
    """Marks the schools with a planted peculiarity and changes their facts accordingly; no school gets two."""
    share = len(facts) / 606
    facts["biased_from"] = np.nan
    for name in ("resilient", "lenient_journal", "small", "improving", "declining"):
        facts[name] = False
    plain = facts.index[schools["kind"].isin(["school", "advanced"]).to_numpy()]
    by_level = facts.loc[plain].sort_values("level")
    low = list(rng.permutation(by_level.index[: max(8, int(0.14 * len(by_level)))]))
    hard = list(rng.permutation(facts.loc[plain].sort_values("context").index[-max(6, int(0.2 * len(plain))) :]))
    middle = list(rng.permutation(by_level.index[int(0.18 * len(by_level)) : int(0.7 * len(by_level))]))

    def take(pool: list[int], wanted: int) -> list[int]:
        count = max(1, round(wanted * share))
        free = [school for school in pool if school not in used][:count]
        used.update(free)
        return free

    used: set[int] = set()
    for position, school in enumerate(take(low, 9)):
        facts.loc[school, "biased_from"] = (2019, 2023, 2024)[position % 3]
    improving, declining = take(low, 6), take(middle, 18)
    facts.loc[improving, "improving"] = True
    facts.loc[improving, "trend"] = 0.22
    facts.loc[declining, "declining"] = True
    facts.loc[declining, "trend"] = -0.24
    resilient = take(hard, 12)
    facts.loc[resilient, "resilient"] = True
    facts.loc[resilient, "level"] = np.quantile(facts["level"], 0.85) + rng.normal(0, 0.1, len(resilient))
    facts.loc[resilient, "context"] = np.maximum(facts.loc[resilient, "context"], facts["context"].quantile(0.82))
    facts.loc[take(middle, 20), "lenient_journal"] = True
    facts.loc[take(middle, 7), "small"] = True
    facts["unfavourable"] = facts["context"] >= facts["context"].quantile(0.75)


def _levels(schools: pd.DataFrame, truth: Truth, rng: np.random.Generator) -> np.ndarray:
    facts, count = truth.schools, len(schools)
    years = np.array(YEARS) - BASE_YEAR
    subjects = sorted({plan.subject.split("_")[0] for plan in SERIES})
    procedures = sorted({plan.procedure for plan in SERIES})
    of_subject = rng.normal(0, _SUBJECT_SPREAD, (len(subjects), count))
    of_procedure = rng.normal(0, _PROCEDURE_SPREAD, (len(procedures), count))
    # A cohort is the pupils who entered together: it keeps its luck from grade to grade.
    born = {plan.grade: YEARS[0] - plan.grade for plan in SERIES}
    cohort = rng.normal(0, _COHORT_SPREAD, (count, YEARS[-1] - min(born.values()) + 1))
    base = facts["level"].to_numpy()[:, None] + (facts["trend"].to_numpy()[:, None] + truth.city_trend) * years
    base = base + _drift(count, rng)
    values = np.empty((len(SERIES), count, len(YEARS)))
    for index, plan in enumerate(SERIES):
        entered = born[plan.grade] - min(born.values()) + np.arange(len(YEARS))
        values[index] = (
            base
            + of_subject[subjects.index(plan.subject.split("_")[0])][:, None]
            + of_procedure[procedures.index(plan.procedure)][:, None]
            + cohort[:, entered]
            + truth.year_shock[index]
            + rng.normal(0, _YEAR_SPREAD, (count, len(YEARS)))
        )
    return values


def _drift(count: int, rng: np.random.Generator) -> np.ndarray:
    """What a school has of its years (people come and go): remembered in part from year to year, school × year."""
    drift = np.empty((count, len(YEARS)))
    drift[:, 0] = rng.normal(0, _DRIFT_SPREAD, count)
    fresh = _DRIFT_SPREAD * np.sqrt(1 - _DRIFT_MEMORY**2)
    for index in range(1, len(YEARS)):
        drift[:, index] = _DRIFT_MEMORY * drift[:, index - 1] + rng.normal(0, fresh, count)
    return drift


def bias(facts: pd.DataFrame, year: int) -> np.ndarray:
    """Addition to the level of each school's ВПР in the year, in logits: zero where results are not biased."""
    return np.where(facts["biased_from"].to_numpy(dtype=float) <= year, BIAS_LEVEL, 0.0)
