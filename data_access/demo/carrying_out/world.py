"""What the makers of records know of the published demo city, and what they make."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlalchemy import Connection

from data_access.viewer import Role, Viewer
from monitoring.organisations import Organisation


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to be made or changed: who does it, of which kind, what is typed, and the day on which it was done.

    ``key`` tells it from the maker's others; the same seed and key are never entered twice. ``record_id`` names the
    record to be changed.
    """

    viewer: Viewer
    kind: str
    values: dict[str, object]
    on: date
    key: str
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """A school of the city: whether the newest list holds it, with the series that listed it («vpr-math-6»)."""

    id: int
    name: str
    district: str
    listed: bool
    left: bool
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """The published city. ``year`` is that of the newest list; ``rng`` is the maker's own stream."""

    connection: Connection
    today: date
    year: int
    schools: tuple[SchoolFacts, ...]
    rng: np.random.Generator
    committee: Viewer = field(default=Viewer(Role.COMMITTEE))

    @property
    def supported(self) -> tuple[SchoolFacts, ...]:
        """Schools that are listed."""
        return tuple(school for school in self.schools if school.listed)

    def head(self, school: SchoolFacts) -> Viewer:
        """The school as a viewer."""
        return Viewer(Role.SCHOOL, school.district, school.id)

    def of_district(self, code: str, organisation: Organisation = Organisation.DISTRICT) -> Viewer:
        """An organisation of the district as a viewer."""
        return Viewer(Role.DISTRICT, code, organisation=organisation)

    def of_city(self, organisation: Organisation) -> Viewer:
        """An organisation of the city as a viewer."""
        role = Role.OPERATOR if organisation is Organisation.CITY_MO else Role.ANALYST
        return Viewer(role, organisation=organisation)


Maker = Callable[[World], Iterable[Entry]]
"""Makes records of some kinds. May read what earlier makers made through ``world.connection``."""
