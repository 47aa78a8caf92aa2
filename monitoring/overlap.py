"""Lists of one year by several methods against each other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Overlap:
    """Schools that two methods list: both of them, or one alone."""

    first: str
    second: str
    both: int
    only_first: int
    only_second: int


def overlaps(listed: Mapping[str, Collection[int]]) -> tuple[Overlap, ...]:
    """Every pair of the methods, in the order given. ``listed``: method → schools in its list of the year."""
    sets = {method: frozenset(schools) for method, schools in listed.items()}
    return tuple(
        Overlap(
            first,
            second,
            len(sets[first] & sets[second]),
            len(sets[first] - sets[second]),
            len(sets[second] - sets[first]),
        )
        for first, second in combinations(sets, 2)
    )
