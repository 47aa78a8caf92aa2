"""What the simulator states: the published list of a year beside the list at other values of the rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitoring.simulator import Grid, Rule


@dataclass(frozen=True, slots=True)
class SchoolPlace:
    """A school of the grid: its card, and its place in the alphabetical order."""

    id: int
    name: str
    district: str
    position: int


@dataclass(frozen=True, eq=False, slots=True)
class Basis:
    """What a simulation needs of one year and method: results of the schools in the viewer's scope, and no others.

    ``schools`` has one entry a row of ``grid``; ``counts`` the published number of listed schools by territory
    (district code or ``city``), as stored with the publication. ``scope``: ``all``, ``district``, ``school``, ``none``.
    """

    year: int
    published: Rule
    grid: Grid
    schools: tuple[SchoolPlace, ...]
    counts: Mapping[str, int]
    scope: str


@dataclass(frozen=True, slots=True)
class TerritoryList:
    """The list of one district: as published, and simulated where all its schools are in the viewer's scope."""

    code: str
    published: int
    simulated: int | None
    entered: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class MovedSchool:
    """A school that the simulated rule takes into the list or out of it.

    ``highest``: the highest threshold, in percent, at which the school is in the list with the simulated number of
    procedures and smallest n; None where there is none.
    """

    id: int
    name: str
    district: str
    entered: bool
    highest: float | None


@dataclass(frozen=True, slots=True)
class Simulation:
    """The list of the year at other values of the rule; the counts are of the schools in the viewer's scope."""

    year: int
    rule: Rule
    published_rule: Rule
    scope: str
    assessed: int
    """Schools with a result that counts under the simulated rule."""
    published: int
    simulated: int
    thin: int
    """Schools of the simulated list of which one result decides that differs from the threshold by less than chance."""
    districts: tuple[TerritoryList, ...]
    """Every district, by its number."""
    moved: tuple[MovedSchool, ...]
    """By alphabet."""
    curve: tuple[tuple[float, int], ...]
    """Threshold in percent, and how many schools would be in the list at it, the rest of the rule as simulated."""

    @property
    def entered(self) -> int:
        """Schools that the simulated list has and the published one has not."""
        return sum(school.entered for school in self.moved)

    @property
    def left(self) -> int:
        """Schools that the published list has and the simulated one has not."""
        return len(self.moved) - self.entered
