"""The share of a school's participants who fall into the city's lowest quartile of an assessment.

Source: РСОКО of St Petersburg, order of КО 14.07.2023 № 938-р, criterion 1.1.1. Where only marks or bands of scores are
known, all participants of one mark are alike, so the mark in which the quartile falls is counted with the fraction
that makes the city's share exactly the quartile.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

MARKS = ("pct_2", "pct_3", "pct_4", "pct_5")
BANDS = ("below_minimum", "band_minimum_60", "band_61_80", "band_81_100")
ASSESSMENT = ["procedure", "subject", "grade", "year"]


def quartile_shares(results: pd.DataFrame, quartile: float = 25.0) -> pd.DataFrame:
    """Results with ``quartile_share``, in percent: rows that have one, in the order given.

    ``results``: one row a school and assessment with ``procedure``, ``subject``, ``grade``, ``year``, ``participants``,
    ``MARKS`` and ``BANDS`` (percents, may be missing). A row needs n ≥ 1 and all four marks, or all four bands: from a
    mean alone, or from the lowest band alone, no place in the city can be told. Where some schools of an assessment
    have marks and others bands, the form with more participants is taken. Percents are rounded and rarely sum
    to 100, so each row is divided by its sum. Weighted by n over all rows of the assessment the share is ``quartile``.
    """
    n = results["participants"].astype(float).fillna(0.0).to_numpy()
    marks, bands = (results[list(names)].to_numpy(dtype=float) for names in (MARKS, BANDS))
    with_marks, with_bands = (_whole(values) & (n > 0) for values in (marks, bands))
    code = results.groupby(ASSESSMENT, sort=True).ngroup().to_numpy()
    count = int(code.max(initial=-1)) + 1
    in_marks = np.bincount(code, n * with_marks, count)[code] >= np.bincount(code, n * with_bands, count)[code]
    used = np.where(in_marks, with_marks, with_bands)
    values = np.where(in_marks[:, None], marks, bands)[used]
    values = values / values.sum(axis=1, keepdims=True)
    code, people = code[used], n[used]
    city = np.stack([np.bincount(code, people * column, count) for column in values.T], axis=1).astype(float)
    share = (values * _weights(city, quartile / 100)[code]).sum(axis=1)
    return results[used].assign(quartile_share=100 * share)


def _whole(values: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    return np.asarray(~np.isnan(values).any(axis=1) & (np.nan_to_num(values).sum(axis=1) > 0))


def _weights(city: npt.NDArray[np.float64], part: float) -> npt.NDArray[np.float64]:
    """Fraction of each category that belongs to the lowest ``part``: assessment × category, from numbers of people."""
    total = city.sum(axis=1, keepdims=True)
    below = np.cumsum(city, axis=1) - city
    wanted = np.clip(part * total - below, 0.0, city)
    return np.divide(wanted, city, out=np.zeros_like(city), where=city > 0)
