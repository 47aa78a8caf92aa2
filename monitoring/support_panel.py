"""Schools by years for the effect of support: shares, who met the rule, who nearly met it, when support began.

The columns of the arrays are the years that can be compared, ascending. A year in which a procedure of the rule was not
held (2020) has no column: positions step over it, nothing is filled in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.years import is_break

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LEAST_YEARS_BEFORE = 3
"""Fewest years with results up to the start of support, the year of selection included. Default."""

MOST_YEARS_AFTER = 3
"""Years after the start that are looked at, whether support goes on or has ended: who is well is released from it, so
that to follow running support alone would make it look better. Default."""


NEAR_THE_RULE = 5.0
"""Percentage points by which the threshold is lowered for the schools that nearly met the rule. Default."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Arrays school × year.

    ``share``: low share over the procedures of the rule in percent (NaN where there is none); ``n``: participants
    behind it (0 where none); ``met``: met the rule in the year; ``near``: met it, or would with the threshold a
    little lower. ``start``: for each school the position of the list year after which support began (its results are
    those of later positions), −1 where it began before the first year, ``len(years)`` where there was none.
    """

    schools: Integers
    years: tuple[int, ...]
    share: Floats
    n: Floats
    met: Flags
    near: Flags
    start: Integers

    @property
    def never(self) -> int:
        """The value of ``start`` without support."""
        return len(self.years)


@dataclass(frozen=True, slots=True)
class Units:
    """Schools at a year in which they met the rule or nearly did: rows of a panel with the position of that year.

    Each has a share in the year, at least ``LEAST_YEARS_BEFORE`` known years up to it and one after.
    """

    row: Integers
    at: Integers

    def __len__(self) -> int:
        return len(self.row)

    def only(self, chosen: Flags) -> "Units":
        """The units that are chosen."""
        return Units(self.row[chosen], self.at[chosen])


def panel(
    results: pd.DataFrame,
    procedures: Collection[str],
    least_participants: int,
    met: Mapping[int, Collection[int]],
    near: Mapping[int, Collection[int]],
    starts: Mapping[int, int],
) -> Panel:
    """The panel of ``results`` (``identification.RESULT_COLUMNS``, of the procedures of the rule alone).

    The share of a school and year is Σ(percent × n) / Σn over its results with at least ``least_participants``; a
    result without n or percent does not enter. ``met``, ``near``: list year → schools; ``starts``: school → list
    year after which support began (its first). Schools without results are left out.
    """
    broken = {int(year) for year in results["year"].unique() if any(is_break(code, int(year)) for code in procedures)}
    n = results["participants"].astype(float)
    share = results["low_share"].astype(float)
    counts = (n >= max(least_participants, 1)) & share.notna() & ~results["year"].isin(broken)
    frame = pd.DataFrame({"school": results["school_id"], "year": results["year"], "n": n, "low": n * share})[counts]
    totals = frame.groupby(["school", "year"])[["n", "low"]].sum()
    people = totals["n"].unstack().sort_index().sort_index(axis="columns")
    low = totals["low"].unstack().reindex_like(people)
    years = tuple(int(year) for year in people.columns)
    schools = people.index.to_numpy(dtype="int64")
    known = people.to_numpy(dtype=float)
    began = np.array([_position(years, starts.get(int(school))) for school in schools], dtype="int64")
    return Panel(
        schools=schools,
        years=years,
        share=(low / people).to_numpy(dtype=float),
        n=np.nan_to_num(known),
        met=_flags(schools, years, met),
        near=_flags(schools, years, met) | _flags(schools, years, near),
        start=began,
    )


def _position(years: tuple[int, ...], year: int | None) -> int:
    """Place of the last year up to ``year``."""
    return len(years) if year is None else int(np.searchsorted(years, year, side="right")) - 1


def _flags(schools: Integers, years: tuple[int, ...], found: Mapping[int, Collection[int]]) -> Flags:
    columns = [np.isin(schools, np.fromiter(found.get(year, ()), dtype="int64")) for year in years]
    return np.column_stack(columns) if columns else np.zeros((len(schools), 0), dtype=bool)


def usable(data: Panel) -> Flags:
    """School × year: whether a unit can stand there (see ``Units``)."""
    known = ~np.isnan(data.share)
    before = np.cumsum(known, axis=1)
    after = np.zeros(known.shape, dtype=bool)
    for step in range(1, MOST_YEARS_AFTER + 1):
        after[:, :-step] |= known[:, step:]
    return known & (before >= LEAST_YEARS_BEFORE) & after & data.near


def supported_units(data: Panel) -> Units:
    """Supported schools at the year of the list after which their support began."""
    rows = np.flatnonzero((data.start >= 0) & (data.start < data.never))
    units = Units(rows, data.start[rows])
    return units.only(usable(data)[units.row, units.at])


def comparison_units(data: Panel) -> Units:
    """Schools that met the rule, or nearly did, while they had no support yet, each at every such year.

    A school that is supported later serves until then; what it shows after its start is never used.
    """
    row, at = np.nonzero(usable(data) & (np.arange(len(data.years)) < data.start[:, None]))
    return Units(row.astype("int64"), at.astype("int64"))
