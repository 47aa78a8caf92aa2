"""Similar schools: those that work in the nearest conditions, by a published standardised distance.

The squared distance of two schools is

    m · mean over the shared criteria of (difference in standard deviations)²  +  ``OTHER_KIND``² if the kinds differ,

m the number of criteria known in the city and year (``monitoring.criteria``): the mean over the shared ones is scaled
up, so that a school with a gap is neither nearer nor farther for it. Two schools that share fewer than half of the
criteria are not compared. The construction is that of J. C. Gower, Biometrics 27 (1971), 857–871 (squared differences
in place of absolute ones); the penalty and the number of schools are defaults, confirmed by no text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from monitoring.criteria import Floats, standardised

Integers = npt.NDArray[np.int64]

NEIGHBOURS = 30
OTHER_KIND = 2.0
"""What another kind counts as: a difference of so many standard deviations in one criterion."""

_SPARE = 10
"""More candidates than are wanted, so that equal distances are cut by the school's number and not by the search."""
_NONE = -1


@dataclass(frozen=True, slots=True)
class Similar:
    """Similar schools of one year: rows as ``schools`` (ids, ascending), the nearest first.

    ``others``: schools × ``NEIGHBOURS``, places in ``schools``, −1 where there is none; ``distance`` likewise,
    infinite there.
    """

    schools: Integers
    others: Integers
    distance: Floats

    def ids(self) -> list[list[int]]:
        """Ids of the similar schools of each school, the nearest first."""
        found = np.append(self.schools, _NONE)[self.others]
        return [[number for number in row if number != _NONE] for row in found.tolist()]

    def mean(self, values: Floats, weights: Floats) -> tuple[Floats, Integers]:
        """Weighted mean over the similar schools of each school, and how many stand behind it.

        ``values`` and ``weights`` (schools × anything): a value that is missing or without a positive weight does not
        count. NaN where none does.
        """
        counts = ~np.isnan(values) & (weights > 0)
        weight = np.vstack([np.where(counts, weights, 0.0), np.zeros((1, values.shape[1]))])
        weighted = np.vstack([np.where(counts, values, 0.0), np.zeros((1, values.shape[1]))]) * weight
        total, behind = np.zeros(values.shape), np.zeros(values.shape, dtype=np.int64)
        mass = np.zeros(values.shape)
        for place in range(self.others.shape[1]):
            taken = self.others[:, place]
            total += weighted[taken]
            mass += weight[taken]
            behind += weight[taken] > 0
        return total / np.where(mass > 0, mass, np.nan), behind


def similar_schools(conditions: pd.DataFrame) -> Similar:
    """Similar schools of every school of one year's ``conditions`` (``school_id``, ``kind``, indicators).

    The order of rows does not matter. Schools are searched by their pattern of known criteria, each pair of patterns in
    a tree over the criteria that both know, so that memory grows with the schools and not with their pairs.
    """
    frame = conditions.sort_values("school_id", ignore_index=True)
    schools = frame["school_id"].to_numpy(dtype=np.int64)
    values = standardised(frame)
    kind = np.eye(max(frame["kind"].nunique(), 1))[pd.factorize(frame["kind"], sort=True)[0]] * OTHER_KIND / 2**0.5
    criteria = int((~np.isnan(values)).any(axis=0).sum())
    others = np.full((len(schools), NEIGHBOURS), _NONE, dtype=np.int64)
    distance = np.full((len(schools), NEIGHBOURS), np.inf)
    patterns, of = np.unique(~np.isnan(values), axis=0, return_inverse=True)
    of = of.reshape(-1)
    for number, pattern in enumerate(patterns):
        rows = np.flatnonzero(of == number)
        found = [
            _searched(values, kind, rows, np.flatnonzero(of == other), pattern & known, criteria)
            for other, known in enumerate(patterns)
            if 2 * int((pattern & known).sum()) >= criteria and criteria
        ]
        if found:
            near, far = (np.hstack(parts) for parts in zip(*found, strict=True))
            others[rows], distance[rows] = _nearest(near, far)
    return Similar(schools, others, distance)


def _searched(
    values: Floats, kind: Floats, rows: Integers, among: Integers, shared: npt.NDArray[np.bool_], criteria: int
) -> tuple[Integers, Floats]:
    """Candidates for each of the ``rows`` (places, −1 for none) and their distances."""
    scale = np.sqrt(criteria / shared.sum())
    tree = cKDTree(np.hstack([scale * values[np.ix_(among, shared)], kind[among]]))
    wanted = min(len(among), NEIGHBOURS + 1 + _SPARE)
    asked = np.hstack([scale * values[np.ix_(rows, shared)], kind[rows]])
    # On every core: in so many dimensions a tree looks through much of a country.
    far, near = tree.query(asked, k=[*range(1, wanted + 1)], workers=-1)
    near = among[near]
    own = near == rows[:, None]
    return np.where(own, _NONE, near), np.where(own, np.inf, far)


def _nearest(near: Integers, far: Floats) -> tuple[Integers, Floats]:
    """The nearest of the candidates; of equally distant ones those with the smaller number."""
    order = np.lexsort((near, np.round(far, 9)), axis=1)[:, :NEIGHBOURS]
    found, away = np.take_along_axis(near, order, axis=1), np.take_along_axis(far, order, axis=1)
    found = np.where(np.isinf(away), _NONE, found)
    short = NEIGHBOURS - found.shape[1]
    if short > 0:
        found = np.pad(found, ((0, 0), (0, short)), constant_values=_NONE)
        away = np.pad(away, ((0, 0), (0, short)), constant_values=np.inf)
    return found, away


def by_year(conditions: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame, Similar]]:
    """Year, its conditions by school number, its similar schools; years ascending."""
    for year, frame in conditions.groupby("year", sort=True):
        ordered = frame.sort_values("school_id", ignore_index=True)
        yield int(str(year)), ordered, similar_schools(ordered)
