"""What speaks against a pair of a school that needs help and a mentor school: four parts on one scale.

Each part is 0 where nothing speaks against the pair and 1 at its unit: ten kilometres; nothing of the school's
difficulties met by the mentor's strengths; one standard deviation of conditions; another district. Its price is that
times its weight. Units, weights and the limit are defaults, confirmed by no text.
"""

from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring.distance import kilometres_between
from monitoring.indicators import INDICATORS

Matrix = npt.NDArray[np.float64]

CONDITIONS = tuple(INDICATORS)
SCHOOL_COLUMNS = ("district", "lon", "lat", "ogrn", "inn", *CONDITIONS)
_AREAS = {"math_profile": "math", "math_base": "math"}


@dataclass(frozen=True, slots=True)
class CostWeights:
    """The price of one unit of each part."""

    distance: float = 1.0
    subjects: float = 1.0
    conditions: float = 0.5
    district: float = 0.3


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """All that decides on a pair, editable in one place.

    ``limit``: a dearer pair is not proposed. ``capacity``: schools that one mentor helps at most. What is not known is
    taken for the usual: ``unknown_km`` where a side has no point, ``unknown_conditions`` (√2, what two schools taken at
    random differ by) without a common indicator, ``unknown_covered`` without a known difficulty. ``similar``: two
    schools no further apart than this many standard deviations are said to work in similar conditions. ``strong``:
    share of the mentor's results in a subject that stand in the top quartile, from which on it is called strong.
    """

    weights: CostWeights = field(default_factory=CostWeights)
    limit: float = 3.0
    capacity: int = 2
    unit_km: float = 10.0
    unknown_km: float = 10.0
    unknown_conditions: float = sqrt(2)
    unknown_covered: float = 0.5
    similar: float = 1.0
    strong: float = 0.5


@dataclass(frozen=True, slots=True)
class PairCosts:
    """Parts of the price, weighted, mentees × mentors, and what they rest on (NaN where not known).

    ``kilometres``; ``covered``: share of the school's low results in subjects of the mentor's strength, 0…1;
    ``unlike``: distance of conditions in standard deviations; ``same_district``.
    """

    kilometres: Matrix
    covered: Matrix
    unlike: Matrix
    same_district: npt.NDArray[np.bool_]
    distance: Matrix
    subjects: Matrix
    conditions: Matrix
    district: Matrix

    @property
    def total(self) -> Matrix:
        """The price of each pair."""
        return self.distance + self.subjects + self.conditions + self.district


def pair_costs(
    mentees: pd.DataFrame,
    mentors: pd.DataFrame,
    difficulties: pd.DataFrame,
    strengths: pd.DataFrame,
    rules: MatchingRules,
) -> PairCosts:
    """Prices of every pair. ``mentees`` and ``mentors`` are rows of the frame that ``standardised`` returns,
    ``difficulties`` and ``strengths`` theirs in ``subject_profiles``, in the same order."""
    kilometres = kilometres_between(mentees[["lon", "lat"]].to_numpy(float), mentors[["lon", "lat"]].to_numpy(float))
    covered = difficulties.to_numpy() @ strengths.fillna(0.0).to_numpy().T
    unlike = _unlike(mentees[list(CONDITIONS)].to_numpy(float), mentors[list(CONDITIONS)].to_numpy(float))
    same = mentees["district"].to_numpy()[:, None] == mentors["district"].to_numpy()[None, :]
    weights = rules.weights
    return PairCosts(
        kilometres,
        covered,
        unlike,
        same,
        distance=weights.distance * _known(kilometres, rules.unknown_km) / rules.unit_km,
        subjects=weights.subjects * (1 - _known(covered, rules.unknown_covered)),
        conditions=weights.conditions * _known(unlike, rules.unknown_conditions),
        district=weights.district * (~same).astype(float),
    )


def standardised(schools: pd.DataFrame) -> pd.DataFrame:
    """The schools with conditions in standard deviations from the mean of all of them; ``schools`` has
    ``SCHOOL_COLUMNS``. Pupils are taken as a logarithm. An indicator that is the same everywhere says nothing and
    counts as missing; missing stays missing. Order of rows does not matter, to the last bit."""
    schools = schools.sort_index()
    values = schools[list(CONDITIONS)].astype(float)
    values["pupils"] = np.log(values["pupils"].where(values["pupils"] > 0))
    spread = values.std(ddof=0)
    # Of equal numbers the spread may come out a hair above zero.
    return schools.assign(**((values - values.mean()) / spread.where(spread > 1e-9)))


def subject_profiles(standing: pd.DataFrame, schools: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Difficulties and strengths of the schools, school × subject, from their counting results of the latest year.

    ``standing`` as ``high_results.standing`` returns it. Difficulties: the share of the subject in the school's low
    results, a row sums to 1, and is missing without a low result. Strengths: the share of the school's results in the
    subject that stand in the city's top quartile, missing without a result. The levels of ЕГЭ maths are maths.
    """
    latest = standing[standing["counts"] & (standing["back"] == 1)]
    by = [latest["school_id"], latest["subject"].replace(_AREAS)]
    low = latest["low"].groupby(by).sum().unstack().reindex(schools).fillna(0.0)
    difficulties = low.div(low.sum(axis=1).replace(0.0, np.nan), axis=0)
    strengths = latest["top"].groupby(by).mean().unstack().reindex(schools)
    return difficulties.astype(float), strengths.astype(float)


def _unlike(one: Matrix, other: Matrix) -> Matrix:
    """Root mean square difference over the indicators that both schools have (Euclidean distance of standardised
    values, by the number of indicators); NaN where they have none in common."""
    known, known_other = ~np.isnan(one), ~np.isnan(other)
    a, b = np.where(known, one, 0.0), np.where(known_other, other, 0.0)
    squares = a**2 @ known_other.T - 2 * a @ b.T + known @ (b**2).T
    number = known.astype(float) @ known_other.T
    mean = np.divide(squares, number, out=np.full_like(squares, np.nan), where=number > 0)
    return np.sqrt(np.maximum(mean, 0.0))


def _known(values: Matrix, instead: float) -> Matrix:
    return np.where(np.isnan(values), instead, values)
