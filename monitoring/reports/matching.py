"""What the section of proposals states: pairs with their reason, schools left without, rules of the choice."""

from dataclasses import dataclass

from monitoring.matching import CostParts
from monitoring.pair_costs import MatchingRules


@dataclass(frozen=True, slots=True)
class Side:
    """A school of a proposal, as any viewer may know it."""

    id: int
    name: str
    district: str
    point: tuple[float, float] | None
    """lon, lat"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed pair: the school that needs help and its mentor.

    ``subjects`` are named, their figures are not; ``similar`` speaks of conditions; both None where not known.
    ``costs``: None for viewers who do not see the results of both sides, which they rest on. ``registered``: mentors
    that the registry proposes to the school, not confirmed yet; empty for viewers who do not see the school's results.
    """

    mentee: Side
    mentor: Side
    distance_km: float | None
    subjects: tuple[str, ...] | None
    similar: bool | None
    same_district: bool
    costs: CostParts | None
    registered: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class WithoutProposal:
    """A school in the list without a partner and without a proposal; ``reason`` as in ``monitoring.matching``."""

    school: Side
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals that the viewer may see, by the names of the schools, and the rules of the choice.

    ``whole``: the viewer sees them all; then the totals, the numbers of mentors and of their free places are given,
    else None. ``made`` is False in a year without a list.
    """

    pairs: tuple[Proposal, ...]
    unmatched: tuple[WithoutProposal, ...]
    rules: MatchingRules
    whole: bool
    made: bool = True
    by_district: bool = False
    total_cost: float | None = None
    greedy_cost: float | None = None
    mentors: int | None = None
    places: int | None = None
    objectivity: bool = False
    """Whether signs of objectivity were computed; then schools with evidence are no mentors."""
    excluded: int | None = None
    """Schools with high results left out for it."""
