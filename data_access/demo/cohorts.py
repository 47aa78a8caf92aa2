"""How many pupils of each school take part in each assessment."""

import numpy as np
import pandas as pd

from data_access.demo.series import SERIES, YEARS

_GRADES = range(1, 12)
_STAY_FOR_GRADE_10 = {"gymnasium": 0.74, "lyceum": 0.80, "basic": 0.0, "centre": 0.40}
_PROFILE_SHARE = {"gymnasium": 0.52, "lyceum": 0.74}


def _sizes(schools: pd.DataFrame, facts: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Pupils of grade 5 of each school in a usual year: 15–130, in small schools 6–12."""
    usual = np.clip(rng.lognormal(np.log(70), 0.38, len(schools)), 24, 122)
    usual = np.where(schools["kind"] == "basic", usual * 0.55, usual)
    usual = np.where(schools["suburb"], usual * 0.9, usual)
    return np.where(facts["small"], rng.uniform(6, 12, len(schools)), usual)


def participants(schools: pd.DataFrame, facts: pd.DataFrame, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Participants as an array series × school × year, and pupils of the whole school as school × year."""
    count = len(schools)
    size = _sizes(schools, facts, rng)
    oldest, youngest = YEARS[0] - max(_GRADES), YEARS[-1] - min(_GRADES)
    entered = np.arange(oldest, youngest + 1)
    # Cohorts of the city grow, those of one school vary.
    cohort = size[:, None] * (1 + 0.012 * (entered - 2012)) * rng.normal(1, 0.09, (count, len(entered)))
    cohort = np.clip(cohort, 5, 134)
    stay = np.array([_STAY_FOR_GRADE_10.get(kind, 0.46) for kind in schools["kind"]])
    stay = np.clip(stay + np.where(stay > 0, rng.normal(0, 0.06, count), 0), 0, 0.95)
    profile = np.array([_PROFILE_SHARE.get(kind, 0.40) for kind in schools["kind"]])
    profile = np.clip(profile + rng.normal(0, 0.07, count), 0.1, 0.95)
    attendance = rng.uniform(0.87, 0.97, (len(SERIES), count, len(YEARS)))

    def grade(number: int) -> np.ndarray:
        found = cohort[:, [year - number - oldest for year in YEARS]]
        return found * stay[:, None] if number > 9 else found

    values = np.empty((len(SERIES), count, len(YEARS)))
    for index, plan in enumerate(SERIES):
        held = grade(plan.grade)
        if plan.procedure in {"vpr", "rdr"}:
            held = held * attendance[index]
        elif plan.subject == "math_profile":
            held = np.round(held) * profile[:, None]
        elif plan.subject == "math_base":
            held = np.round(held) - np.round(np.round(held) * profile[:, None])
        values[index] = np.round(held)
    pupils = sum(grade(number) for number in _GRADES)
    return values.astype("int64"), np.round(pupils).astype("int64")
