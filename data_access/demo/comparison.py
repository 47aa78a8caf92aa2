"""Comparison of ВПР marks with journal marks: lowered, confirmed, raised."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.demo.marks import percents
from data_access.demo.results import COUNTS
from data_access.demo.series import COMPARISON_GRADES, COMPARISON_YEARS

OUTCOMES = ["lowered", "confirmed", "raised"]


def comparisons(marks: pd.DataFrame, facts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Comparison for the assessments that have one: keys, ``participants``, ``*_n`` and ``*_pct`` of the outcomes.

    Usually somewhat more than a quarter is lowered and a twentieth raised. A lenient journal has more lowered;
    where ВПР results are biased, hardly any is lowered and many are raised.
    """
    chosen = marks[
        (marks["procedure"] == "vpr") & marks["grade"].isin(COMPARISON_GRADES) & marks["year"].isin(COMPARISON_YEARS)
    ]
    school = facts.loc[chosen["school_id"]]
    low = chosen["count_2"].to_numpy() / chosen["participants"].to_numpy()
    biased = school["biased_from"].to_numpy(dtype=float) <= chosen["year"].to_numpy()
    # Schools grade their own pupils against each other: where many fail the check, many are lowered.
    lowered = 0.16 + 0.75 * low + rng.normal(0, 0.04, len(chosen)) + np.where(school["lenient_journal"], 0.22, 0)
    raised = 0.05 + rng.normal(0, 0.02, len(chosen))
    lowered = np.where(biased, 0.04 + rng.normal(0, 0.012, len(chosen)), lowered)
    raised = np.where(biased, 0.24 + rng.normal(0, 0.04, len(chosen)), raised)
    lowered, raised = np.clip(lowered, 0.005, 0.75), np.clip(raised, 0.003, 0.4)
    counts = rng.multinomial(
        chosen["participants"].to_numpy(), np.column_stack([lowered, 1 - lowered - raised, raised])
    )
    return with_outcomes(chosen.drop(columns=[*COUNTS]), counts)


def with_outcomes(frame: pd.DataFrame, counts: npt.NDArray[np.int64]) -> pd.DataFrame:
    """The keys of ``frame`` with numbers and percents of the outcomes."""
    keys = ["school_id", "year", "procedure", "subject", "grade", "participants"]
    found = frame[[key for key in keys if key in frame]].reset_index(drop=True)
    found[[f"{name}_n" for name in OUTCOMES]] = counts
    found[[f"{name}_pct" for name in OUTCOMES]] = percents(counts)
    return found
