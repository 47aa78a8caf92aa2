"""Distributions of primary scores that agree with the marks of the same assessment."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.demo.frames import by_assessment
from data_access.demo.marks import percents
from data_access.demo.results import COUNTS
from data_access.demo.series import DISTRIBUTION_YEARS, SERIES, SeriesPlan

_USUAL_PEAK = 1.25
"""Everywhere the lowest score of a mark is met a little too often: who checks is kind at the boundary."""

_BIASED_PEAK = 6.0


@dataclass(frozen=True, slots=True)
class Distribution:
    """One assessment: ``counts`` of pupils is school × primary score (0…maximum), rows as ``school_ids``."""

    plan: SeriesPlan
    year: int
    school_ids: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """Percent at each score, two decimals."""
        return percents(self.counts)


def distributions(marks: pd.DataFrame, facts: pd.DataFrame, rng: np.random.Generator) -> list[Distribution]:
    """Distributions of all ВПР of the years that have them, in the order of series and years."""
    found = []
    grouped = by_assessment(marks)
    for year in DISTRIBUTION_YEARS:
        for plan in SERIES:
            frame = grouped.get(plan.key(year))
            if plan.procedure != "vpr" or frame is None:
                continue
            biased = facts.loc[frame["school_id"], "biased_from"].to_numpy(dtype=float) <= year
            counts = _scores(plan, frame[COUNTS].to_numpy(), biased, rng)
            found.append(Distribution(plan, year, frame["school_id"].to_numpy(), counts))
    return found


def _scores(
    plan: SeriesPlan, marks: npt.NDArray[np.int64], biased: npt.NDArray[np.bool_], rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    counts = np.zeros((len(marks), plan.maximum + 1), dtype="int64")
    bounds = [0, *plan.cuts, plan.maximum + 1]
    for mark in range(4):
        scores = np.arange(bounds[mark], bounds[mark + 1])
        weights = _weights(mark, len(scores))
        for rows, peak in ((~biased, _USUAL_PEAK), (biased, _BIASED_PEAK)):
            raised = weights.copy()
            raised[0] *= peak if mark else 1
            counts[rows, scores[0] : scores[-1] + 1] = rng.multinomial(marks[rows, mark], raised / raised.sum())
    return counts


def _weights(mark: int, count: int) -> npt.NDArray[np.float64]:
    """Shape within a mark: rising to the boundary for «2», flat for «3», falling for «4» and «5»."""
    place = np.linspace(0, 1, count)
    shapes = (0.15 + place**1.5, 1.0 - 0.15 * place, 1.0 - 0.45 * place, 1.1 - 0.85 * place)
    return np.asarray(shapes[mark])
