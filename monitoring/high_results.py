"""The group «высокие результаты»: schools that may help others.

The rule is a default (usual practice, confirmed by no text): in each of the two latest years at least two assessments
of the method in the city's top quartile, none low in either year, n not below the method's minimum.
"""

import numpy as np
import pandas as pd

from monitoring.identification import window
from monitoring.method_profiles import Series, ShareProfile

RESULT_COLUMNS = (
    "school_id", "year", "procedure", "subject", "grade", "participants", "low_share", "pct_4", "pct_5",
    "mean_score", "median_score",
)  # fmt: skip
TOP_SHARE = 0.25
TOP_PROCEDURES = 2
LEAST_SCHOOLS = 4
"""Fewer schools with a counting result than this have no quartiles."""
_ASSESSMENT = ["procedure", "subject", "grade", "year"]


def standing(
    results: pd.DataFrame, profile: ShareProfile, year: int, published: dict[Series, list[int]] | None = None
) -> pd.DataFrame:
    """Results that the rule of ``profile`` looks at for ``year`` (as ``identification.window``: columns ``back``,
    ``counts``, ``low``) with ``top``: the result is in the city's top quartile of its assessment.

    ``results`` has ``RESULT_COLUMNS``. Compared is the share of marks «4» and «5»; in ЕГЭ the median score, and the
    mean of a school without a median, each with its like. The quartile is taken over schools with a counting result
    (linear interpolation, a value at the bound is in); a school without the value, and an assessment with fewer than
    four such schools, has no ``top``.
    """
    frame = window(results, profile, year, published)
    exam = frame["procedure"] == "ege"
    median = frame["median_score"].astype(float).where(exam)
    mean = frame["mean_score"].astype(float).where(exam)
    marks = (frame["pct_4"] + frame["pct_5"]).astype(float).where(~exam)
    top = np.where(median.notna(), _in_top(frame, median), _in_top(frame, mean)) | _in_top(frame, marks)
    return frame.assign(top=top)


def high_results(found: pd.DataFrame) -> frozenset[int]:
    """Schools of the group, of the frame that ``standing`` returns: two results and more in the top quartile in each of
    the two years, and no counting result low."""
    counts = (
        found[found["top"]]
        .groupby(["school_id", "back"])
        .size()
        .unstack(fill_value=0)
        .reindex(columns=[1, 2], fill_value=0)
    )
    enough = counts.index[(counts >= TOP_PROCEDURES).all(axis=1)]
    return frozenset(map(int, enough)) - frozenset(map(int, found.loc[found["low"], "school_id"]))


def _in_top(frame: pd.DataFrame, value: pd.Series) -> np.ndarray:
    """Whether the value counts and is not below the third quartile of its assessment."""
    counted = value.where(frame["counts"])
    of = counted.groupby([frame[name] for name in _ASSESSMENT])
    bound, schools = of.transform("quantile", 1 - TOP_SHARE), of.transform("count")
    # Shares have two decimals: the bound itself is in, whatever its binary form.
    return ((counted >= bound - 1e-9) & (schools >= LEAST_SCHOOLS)).to_numpy(dtype=bool)
