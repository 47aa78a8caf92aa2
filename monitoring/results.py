"""One result a school and assessment, where several files speak of the same one."""

import pandas as pd

FORMS = ("marks", "bands", "means")
"""Forms of a result, the fullest first."""


def one_per_school(results: pd.DataFrame) -> pd.DataFrame:
    """Results with one row for each ``assessment_id`` and ``school_id``.

    ``results`` has those columns, ``form``, ``low_share`` and any others. Where an assessment came in two forms
    (shares by bands and means), the row with a share leads, then the fuller form; what it lacks is filled from the
    other. Order of rows does not matter; the frame comes back unchanged where nothing is double.
    """
    key = ["assessment_id", "school_id"]
    if not results.duplicated(key).any():
        return results
    rank = results["form"].map({form: index for index, form in enumerate(FORMS)}).fillna(len(FORMS))
    ordered = results.assign(_bare=results["low_share"].isna(), _rank=rank).sort_values(
        [*key, "_bare", "_rank"], kind="stable"
    )
    first = ordered.groupby(key, sort=True).first().reset_index()
    return first[results.columns.tolist()]
