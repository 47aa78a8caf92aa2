"""Proposals of partners: which mentor school for which school that needs help, as one optimisation.

Hard constraints: the mentor is of the group «высокие результаты» and not among the excluded (evidence against the
objectivity of its results), has a place left, and is not of the same legal entity; a school with an active partner is
no mentee here, and what its mentor gives it is a place taken. Within them the total price is the least possible
(``assignment.cheapest``); a pair dearer than the limit is not proposed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitoring import assignment
from monitoring.pair_costs import MatchingRules, PairCosts, pair_costs, standardised, subject_profiles

MOST_PAIRS = 2_000_000
"""More pairs than this are matched district by district: a country is no single market, and no single matrix."""


@dataclass(frozen=True, slots=True)
class CostParts:
    """The weighted parts of a pair's price."""

    distance: float
    subjects: float
    conditions: float
    district: float

    @property
    def total(self) -> float:
        """The price of the pair."""
        return self.distance + self.subjects + self.conditions + self.district


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed pair. ``subjects``: difficult for the school, strong in the mentor; None where the school has no low
    result in the latest year. ``kilometres`` and ``similar`` are None where not known."""

    mentee_id: int
    mentor_id: int
    costs: CostParts
    kilometres: float | None
    subjects: tuple[str, ...] | None
    similar: bool | None
    same_district: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs by mentee, reasons of the schools left without one, and the total price with that of a greedy choice.

    Reasons: ``no-mentors`` (of ``by_district``: none in the district), ``no-places`` (all taken), ``same-entity`` (only
    mentors of the same legal entity have a place), ``too-dear`` (every pair is above the limit), ``outbid`` (the places
    it could have serve others at a smaller total price). Both totals count the limit for each school outbid.
    """

    pairs: tuple[Pair, ...]
    unmatched: Mapping[int, str]
    total_cost: float
    greedy_cost: float
    by_district: bool
    mentors: int
    """Schools that may help, by their results; the excluded are not among them."""
    places: int
    """Places free with them."""


def match(
    schools: pd.DataFrame,
    standing: pd.DataFrame,
    mentees: Collection[int],
    mentors: Collection[int],
    *,
    taken: Mapping[int, int] | None = None,
    excluded: Collection[int] = (),
    rules: MatchingRules | None = None,
    by_district: bool | None = None,
) -> Matching:
    """The cheapest proposals for ``mentees`` (schools without a partner) among ``mentors``.

    ``schools``: every school, index id, ``pair_costs.SCHOOL_COLUMNS``; conditions are compared over all of them.
    ``standing``: their results as ``high_results.standing`` returns them. ``taken``: mentor → partnerships it has.
    ``excluded``: schools not to be mentors. ``by_district``: mentors of the own district only; by default where there
    are more than ``MOST_PAIRS`` pairs. Order of rows and of ids does not matter.
    """
    rules = rules or MatchingRules()
    ours, theirs = sorted(set(mentees)), sorted(set(mentors) - set(excluded) - set(mentees))
    if by_district is None:
        by_district = len(ours) * len(theirs) > MOST_PAIRS
    used = pd.Series(taken or {}, dtype=np.int64).reindex(theirs, fill_value=0)
    places = (rules.capacity - used).clip(lower=0)
    difficulties, strengths = subject_profiles(standing, pd.Index([*ours, *theirs], dtype=np.int64))
    ordered = standardised(schools)
    pairs: list[Pair] = []
    unmatched: dict[int, str] = {}
    total = greedy = 0.0
    for helped, helpers in _blocks(ordered.loc[ours], ordered.loc[theirs], by_district):
        of, by = helped.index, helpers.index
        block = _Block(helped, helpers, difficulties.loc[of], strengths.loc[by], places.loc[by].to_numpy(), rules)
        chosen = assignment.cheapest(block.prices, block.places, rules.limit)
        total += assignment.price(block.prices, chosen, rules.limit)
        others = assignment.greedy(block.prices, block.places, rules.limit)
        greedy += assignment.price(block.prices, others, rules.limit)
        for row, column in enumerate(chosen.tolist()):
            if column >= 0:
                pairs.append(block.pair(row, column))
            else:
                unmatched[int(of[row])] = block.reason(row)
    pairs.sort(key=lambda pair: pair.mentee_id)
    return Matching(
        tuple(pairs), dict(sorted(unmatched.items())), total, greedy, by_district, len(theirs), int(places.sum())
    )


def _blocks(
    helped: pd.DataFrame, helpers: pd.DataFrame, by_district: bool
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Mentees and mentors that are matched together."""
    if not by_district:
        yield helped, helpers
        return
    helpers_of = dict(list(helpers.groupby("district")))
    for district, rows in helped.groupby("district"):
        yield rows, helpers_of.get(district, helpers.iloc[:0])


class _Block:
    """Mentees and mentors that are matched together, with the price of each pair; ``inf`` where it is not allowed."""

    def __init__(
        self,
        mentees: pd.DataFrame,
        mentors: pd.DataFrame,
        difficulties: pd.DataFrame,
        strengths: pd.DataFrame,
        places: npt.NDArray[np.int64],
        rules: MatchingRules,
    ) -> None:
        self.mentees, self.mentors = mentees.index.to_numpy(), mentors.index.to_numpy()
        self.places, self.rules = places, rules
        self.costs: PairCosts = pair_costs(mentees, mentors, difficulties, strengths, rules)
        self.allowed = ~_same_entity(mentees, mentors)
        total = self.costs.total
        self.prices = np.where(self.allowed & (places > 0) & (total <= rules.limit), total, np.inf)
        met = (difficulties.to_numpy() > 0)[:, None, :] & (strengths.to_numpy() >= rules.strong)[None, :, :]
        self.met, self.areas = met, difficulties.columns

    def pair(self, row: int, column: int) -> Pair:
        """The pair with what it rests on."""
        costs, place = self.costs, (row, column)
        unlike = costs.unlike[place]
        parts = (costs.distance, costs.subjects, costs.conditions, costs.district)
        return Pair(
            int(self.mentees[row]),
            int(self.mentors[column]),
            CostParts(*(float(part[place]) for part in parts)),
            None if np.isnan(costs.kilometres[place]) else float(costs.kilometres[place]),
            None if np.isnan(costs.covered[place]) else tuple(self.areas[self.met[place]]),
            None if np.isnan(unlike) else bool(unlike <= self.rules.similar),
            bool(costs.same_district[place]),
        )

    def reason(self, row: int) -> str:
        """Why the mentee stays without a pair."""
        if not len(self.mentors):
            return "no-mentors"
        if not self.places.any():
            return "no-places"
        if not (self.allowed[row] & (self.places > 0)).any():
            return "same-entity"
        return "outbid" if np.isfinite(self.prices[row]).any() else "too-dear"


def _same_entity(mentees: pd.DataFrame, mentors: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether the two have the same ОГРН or ИНН; a number that is not known is not the same as any."""
    same = np.zeros((len(mentees), len(mentors)), dtype=bool)
    for name in ("ogrn", "inn"):
        one, other = mentees[name].fillna("").to_numpy(), mentors[name].fillna("").to_numpy()
        same |= (one[:, None] == other[None, :]) & (one != "")[:, None]
    return same
