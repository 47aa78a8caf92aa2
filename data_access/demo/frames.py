"""Frames of the demo city taken apart: rows as mappings, results by assessment."""

from typing import Any

import pandas as pd

from monitoring.procedures import AssessmentKey


def records(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Rows of a frame as mappings of column to value, in order; a missing value is None."""
    return [
        {column: None if pd.api.types.is_scalar(cell) and pd.isna(cell) else cell for column, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def by_assessment(frame: pd.DataFrame) -> dict[AssessmentKey, pd.DataFrame]:
    """Rows of each assessment, in the order in which the assessments first occur."""
    found = {}
    key: Any
    for key, rows in frame.groupby(["year", "procedure", "subject", "grade"], sort=False):
        found[AssessmentKey(*key)] = rows
    return found
