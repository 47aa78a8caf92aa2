"""Social passports: conditions that show the planted context of a school, each year a little differently."""

import numpy as np
import pandas as pd

from data_access.demo.series import YEARS
from monitoring.indicators import INDICATORS

# Indicator → usual value in percent, change per standard deviation of unfavourable context, noise of the school,
# change per year. Signs follow the direction of the indicator; the sizes are plausible, not measured.
_PERCENT: dict[str, tuple[float, float, float, float]] = {
    "parents_higher_education": (55.0, -10.5, 5.0, 0.4),
    "incomplete_families": (23.5, 4.6, 2.6, 0.1),
    "on_register": (1.5, 0.8, 0.45, -0.03),
    "russian_not_native": (8.5, 4.4, 2.8, 0.35),
    "special_needs": (4.4, 1.2, 1.5, 0.25),
    "teacher_vacancies": (4.6, 1.8, 1.5, 0.3),
    "teachers_top_category": (63.0, -6.5, 6.0, -0.2),
}
_YEAR_SPREAD = 0.25
"""Change from year to year, as a part of the noise of the school."""


def passports(facts: pd.DataFrame, pupils: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """One row a school and year: ``school_id``, ``year`` and the indicators; percents with one decimal."""
    count = len(facts)
    context = facts["context"].to_numpy()
    own = {code: rng.normal(0, 1, count) for code in _PERCENT}
    frames = []
    for index, year in enumerate(YEARS):
        frame = pd.DataFrame({"school_id": facts.index.to_numpy(), "year": year, "pupils": pupils[:, index]})
        for code, (usual, slope, noise, drift) in _PERCENT.items():
            value = usual + slope * context + drift * (year - YEARS[0])
            value = value + noise * (own[code] + _YEAR_SPREAD * rng.normal(0, 1, count))
            indicator = INDICATORS[code]
            frame[code] = np.round(np.clip(value, indicator.minimum, min(indicator.maximum, 97.0)), 1)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)[["school_id", "year", *INDICATORS]]
