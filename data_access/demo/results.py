"""Results of the demo schools in one year: marks and exams, drawn from their levels."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.demo import exams
from data_access.demo.marks import Floats, below, draw, percents
from data_access.demo.series import SERIES, SeriesPlan
from monitoring.aggregates import MARKS
from monitoring.identification import RESULT_COLUMNS

BANDS = ["below_minimum", "band_minimum_60", "band_61_80", "band_81_100"]
COUNTS = ["count_2", "count_3", "count_4", "count_5"]
_KEY = ["school_id", "year", "procedure", "subject", "grade", "participants"]

MARK_COLUMNS = [*_KEY, *COUNTS, *MARKS, "low_share"]
EXAM_COLUMNS = [
    *_KEY, *BANDS, "below_minimum_count", "count_80_99", "count_100", "mean_score", "median_score", "low_share",
]  # fmt: skip


def marks_of(
    plan: SeriesPlan, year: int, schools: npt.NDArray[np.int64], levels: Floats, n: npt.NDArray[np.int64],
    points: Floats, rng: np.random.Generator,
) -> pd.DataFrame:  # fmt: skip
    """Marks of one assessment, columns ``MARK_COLUMNS``, one row for each school with participants."""
    counts = draw(levels, n, points, rng)
    shares = percents(counts)
    frame = _frame(plan, year, schools, n)
    frame[COUNTS], frame[MARKS], frame["low_share"] = counts, shares, shares[:, 0]
    return frame.loc[n > 0, MARK_COLUMNS]


def exams_of(
    plan: SeriesPlan, year: int, schools: npt.NDArray[np.int64], levels: Floats, n: npt.NDArray[np.int64],
    points: Floats, rng: np.random.Generator, *, exact: bool,
) -> pd.DataFrame:  # fmt: skip
    """Scores of one exam, columns ``EXAM_COLUMNS``, one row for each school with participants.

    ``exact``: the layout gives the number below the minimum, so that the share of low results is its exact
    quotient; otherwise it is the published percent with two decimals.
    """
    found = exams.summarise(plan.subject, exams.draw_scores(plan.subject, levels, n, points, rng), n)
    frame = _frame(plan, year, schools, n)
    for column in EXAM_COLUMNS[len(_KEY) :]:
        frame[column] = found.get(column, np.nan)
    quotient = 100 * found["below_minimum_count"] / np.where(n > 0, n, np.nan)
    frame["below_minimum"] = np.round(quotient, 2)
    if "band_counts" in found:
        frame[BANDS] = percents(np.nan_to_num(found["band_counts"]).astype("int64"))
    frame["low_share"] = quotient if exact else frame["below_minimum"]
    return frame.loc[n > 0, EXAM_COLUMNS]


def expected_of(
    plan: SeriesPlan, year: int, schools: npt.NDArray[np.int64], plain: Floats, support: Floats, bias: Floats,
    points: Floats,
) -> pd.DataFrame:  # fmt: skip
    """Expected shares of low results in percent, with and without what was planted; see ``truth.Truth.expected``."""
    frame = _frame(plan, year, schools, None)
    frame["low"] = 100 * below(plain + support + bias, points[0])
    frame["low_unsupported"] = 100 * below(plain + bias, points[0])
    frame["low_unbiased"] = 100 * below(plain + support, points[0])
    return frame


def identification_frame(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The results as ``monitoring.identification`` takes them."""
    return pd.concat([frame[list(RESULT_COLUMNS)] for frame in frames], ignore_index=True)


def series_index(plan: SeriesPlan) -> int:
    """Place of the series in the arrays of levels and participants."""
    return SERIES.index(plan)


def _frame(
    plan: SeriesPlan, year: int, schools: npt.NDArray[np.int64], n: npt.NDArray[np.int64] | None
) -> pd.DataFrame:
    frame = pd.DataFrame({"school_id": schools, "year": year})
    frame["procedure"], frame["subject"], frame["grade"] = plan.procedure, plan.subject, plan.grade
    if n is not None:
        frame["participants"] = n
    return frame
