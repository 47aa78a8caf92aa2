"""City and district figures from school results, weighted by participants."""

import pandas as pd

MARKS = ["pct_2", "pct_3", "pct_4", "pct_5"]


def weighted(results: pd.DataFrame, by: list[str], columns: list[str]) -> pd.DataFrame:
    """Σ(value × participants) / Σ(participants) of each column, per group ``by``.

    A row without participants or without the value does not enter that value. Returns a frame indexed by
    ``by`` with ``schools`` (rows with participants), ``participants`` (Σ n) and the ``columns``; a value whose
    weights sum to zero is missing. Never the mean of percents.
    """
    frame = results[[*by, "participants", *columns]].copy()
    n = frame["participants"].astype(float)
    sums: dict[str, pd.Series] = {}
    for column in columns:
        value = frame[column].astype(float)
        weight = n.where(value.notna())
        sums[column] = value * weight
        sums[f"{column}_n"] = weight
    wide = pd.concat([frame[by], pd.DataFrame(sums)], axis=1)
    wide["schools"] = (n > 0).astype("int64")
    wide["participants"] = n
    total = wide.groupby(by, sort=True).sum(min_count=0)
    out = total[["schools", "participants"]].astype("int64")
    for column in columns:
        weight = total[f"{column}_n"]
        out[column] = (total[column] / weight.where(weight > 0)).astype(float)
    return out
