"""Conditions in which schools work, made comparable: size and social passport, year by year.

A frame of conditions has one row a year and school: ``year``, ``school_id``, ``passport_year``, ``kind`` (code of
``monitoring.school_kinds``) and the columns of ``monitoring.indicators`` (floats, missing as NaN).
"""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.indicators import INDICATORS

Floats = npt.NDArray[np.float64]

MOST_YEARS_OLD = 2
"""A passport speaks of its own year and of so many years after it; a default, confirmed by no text."""

CRITERIA = tuple(INDICATORS)
"""Size and the indicators of the passport, in the order of every matrix of criteria."""


def by_year(passports: pd.DataFrame, kinds: Mapping[int, str], years: Iterable[int]) -> pd.DataFrame:
    """Conditions of each of the years: of every school its newest passport up to the year, not older than
    ``MOST_YEARS_OLD``; a school without one has no row.

    ``passports``: ``year``, ``school_id`` and the indicators, one row a school and year. ``kinds``: by school; a school
    that is not there has no row either.
    """
    wanted = pd.DataFrame({"year": sorted(set(years))}, dtype="int64")
    # A frame without rows has no types of its own.
    typed = passports.astype({"year": "int64", "school_id": "int64"} | dict.fromkeys(CRITERIA, float))
    known = typed[typed["school_id"].isin(list(kinds))].sort_values(["year", "school_id"])
    asked = wanted.merge(known[["school_id"]].drop_duplicates(), how="cross")
    found = pd.merge_asof(
        asked.sort_values(["year", "school_id"]),
        known.assign(passport_year=known["year"]),
        on="year",
        by="school_id",
        tolerance=MOST_YEARS_OLD,
    )
    found = found[found["passport_year"].notna()].astype({"passport_year": "int64"})
    found["kind"] = found["school_id"].map(kinds)
    return found[["year", "school_id", "passport_year", "kind", *CRITERIA]].reset_index(drop=True)


def standardised(conditions: pd.DataFrame) -> Floats:
    """Criteria of one year's schools in standard deviations from the city's mean of that year: schools × ``CRITERIA``.

    The number of pupils is taken by its logarithm: 200 pupils more are much in a small school and little in a large
    one. Missing stays NaN; so does a criterion that is the same in every school and tells nothing of them.
    """
    values = conditions[list(CRITERIA)].to_numpy(dtype=float, na_value=np.nan, copy=True)
    size = CRITERIA.index("pupils")
    values[:, size] = np.log(np.where(values[:, size] > 0, values[:, size], np.nan))
    known = ~np.isnan(values)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, values, 0.0).sum(axis=0) / count
    spread = np.sqrt(np.where(known, (values - mean) ** 2, 0.0).sum(axis=0) / count)
    return np.asarray((values - mean) / np.where(spread > 1e-9 * (1 + abs(mean)), spread, np.nan))
