"""What is stated of groups of schools and of lists by several methods."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitoring.overlap import Overlap


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Schools by territory (district code or ``city``) and group (``monitoring.groups``), for one year and method.

    ``codes``: groups that could be told, in the order of reading; a territory has a count for each of them.
    """

    codes: tuple[str, ...]
    by_territory: Mapping[str, Mapping[str, int]]

    def of(self, territory: str) -> Mapping[str, int]:
        """Counts of one territory; empty where it has no schools."""
        return self.by_territory.get(territory, {})


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One school and what each method says of it in the year: ``listed``, ``none``, ``not-assessed``; methods without
    a list of the year are left out."""

    id: int
    name: str
    district: str
    by_method: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MethodsCompared:
    """Lists of the year by every method that has one: counts of the city, and the schools of the viewer's scope on
    which methods differ, alphabetical (None where the viewer sees no school's listing)."""

    year: int
    methods: tuple[str, ...]
    listed: Mapping[str, int]
    """Schools of the city in the list of each method."""
    pairs: tuple[Overlap, ...]
    differing: tuple[Verdicts, ...] | None
