"""The list at other values of the rule: which schools would be in it, and how much of it rests on chance.

It gives what ``monitoring.identification.identify`` gives for a profile with those values, but at once: the results
that the rule looks at are laid out as an array, and each school has one number, the highest threshold at which it is
still in the list. Everything else follows from that number.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.identification import latest_two
from monitoring.intervals import wilson
from monitoring.method_profiles import Series, ShareProfile

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TOLERANCE = 1e-9
"""As in identification: shares have two decimals, 30.00 is at the threshold whatever its binary form."""
NEVER = -np.inf
"""The highest threshold of a school that no threshold would put into the list."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the reader sets: ``threshold`` in percent, low procedures that suffice, the smallest n that counts."""

    threshold: float
    low_procedures: int
    min_participants: int

    def __post_init__(self) -> None:
        if self.low_procedures < 1:
            raise ValueError("a rule needs at least one low procedure")


@dataclass(frozen=True, eq=False, slots=True)
class Grid:
    """Results that a rule of the profile looks at in one year: schools × assessments × (latest year, year before).

    ``share`` in percent, NaN where there is none; ``participants`` is 0 where not known. ``schools`` holds the ids,
    ascending; a school without a share in the two years has no row.
    """

    schools: npt.NDArray[np.int64]
    share: Numbers
    participants: Numbers
    kind: Literal["each-of-two-years", "two-grounds"]
    combine: Literal["any", "all"]


def grid(results: pd.DataFrame, profile: ShareProfile, year: int, published: dict[Series, list[int]]) -> Grid:
    """The results of ``year`` and the year before as ``identify`` would look at them.

    ``results`` has the columns of ``monitoring.identification`` and one row a school and assessment; ``published``
    are the years of each assessment in the whole city, whatever part of its schools ``results`` holds.
    """
    key = ["procedure", "subject", "grade"]
    wanted = latest_two(published, profile, year)
    cells = results.astype({"procedure": object, "subject": object}).merge(wanted, on=[*key, "year"])
    cells = cells[cells["low_share"].notna()]
    schools, row = np.unique(cells["school_id"].to_numpy(dtype=np.int64), return_inverse=True)
    column = cells.groupby(key).ngroup().to_numpy(dtype=np.int64)
    back = cells["back"].to_numpy(dtype=np.int64) - 1
    shape = (len(schools), int(column.max(initial=-1)) + 1, 2)
    share, participants = np.full(shape, np.nan), np.zeros(shape)
    share[row, column, back] = cells["low_share"].to_numpy(dtype=float)
    participants[row, column, back] = cells["participants"].fillna(0).to_numpy(dtype=float)
    return Grid(schools, share, participants, profile.kind, profile.combine)


def assessed(found: Grid, min_participants: int) -> Flags:
    """Schools with a result that counts: a share with at least so many participants (and at least one)."""
    return np.asarray(_counts(found, min_participants).any(axis=(1, 2)))


def highest_threshold(found: Grid, low_procedures: int, min_participants: int) -> Numbers:
    """For each school the highest threshold, in percent, at which it is in the list; ``NEVER`` where there is none.

    In ``each-of-two-years`` it is the smaller of the two years' k-th largest shares. In ``two-grounds`` ground A holds
    up to the k-th largest share of the year, ground B up to the largest of the smaller shares of one assessment in
    both years. Results below the minimum n do not count.
    """
    return _highest(np.where(_counts(found, min_participants), found.share, NEVER), found, low_procedures)


def listed(found: Grid, rule: Rule) -> Flags:
    """Schools in the list under the rule."""
    return highest_threshold(found, rule.low_procedures, rule.min_participants) >= rule.threshold - TOLERANCE


def listed_by_threshold(highest: Numbers, thresholds: Numbers) -> npt.NDArray[np.int64]:
    """How many schools are in the list at each threshold, given the highest threshold of each school."""
    ordered = np.sort(highest)
    return len(ordered) - np.searchsorted(ordered, np.asarray(thresholds) - TOLERANCE, side="left")


def unstable(found: Grid, rule: Rule) -> Flags:
    """Schools of the list of which one result decides that differs from the threshold by less than its 95 % interval.

    Such a school has a low result whose Wilson interval reaches below the threshold, and would leave the list were
    this one result on the other side. A default measure, made from the published figures alone; it moves one result at
    a time, so it says how thin the decision is, not how probable another one.
    """
    used = np.where(_counts(found, rule.min_participants), found.share, NEVER)
    low = used >= rule.threshold - TOLERANCE
    lower, _ = wilson(found.share, found.participants)
    doubtful = low & (lower < rule.threshold)
    in_list = _highest(used, found, rule.low_procedures) >= rule.threshold - TOLERANCE
    thin = np.zeros_like(in_list)
    for column, back in np.argwhere(doubtful.any(axis=0)):
        asked = np.flatnonzero(in_list & doubtful[:, column, back])
        moved = used[asked]
        moved[:, column, back] = NEVER
        thin[asked] |= _highest(moved, found, rule.low_procedures) < rule.threshold - TOLERANCE
    return thin


def _counts(found: Grid, min_participants: int) -> Flags:
    return ~np.isnan(found.share) & (found.participants >= max(min_participants, 1))


def _highest(used: Numbers, found: Grid, low_procedures: int) -> Numbers:
    """``used``: shares that count, ``NEVER`` elsewhere."""
    schools, columns, _ = used.shape
    if low_procedures <= columns:
        largest = np.sort(used, axis=1)[:, columns - low_procedures, :]
    else:
        largest = np.full((schools, 2), NEVER)
    if found.kind == "each-of-two-years":
        return largest.min(axis=1)
    ground_a = largest[:, 0]
    ground_b = used.min(axis=2).max(axis=1, initial=NEVER)
    return np.minimum(ground_a, ground_b) if found.combine == "all" else np.maximum(ground_a, ground_b)
