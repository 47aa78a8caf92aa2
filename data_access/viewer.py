"""Who is looking: the viewer that every query takes.

The only definition of who may see what is the table in ``docs/architecture.md``; ``data_access.scope`` implements it.
"""

from dataclasses import dataclass
from enum import StrEnum

from monitoring.organisations import OF_CITY, OF_DISTRICT, USUAL, Organisation


class Role(StrEnum):
    """Roles of viewers. The administrator keeps accounts and sees no results of schools; so does the operator of the
    city that is no analyst (городские методические объединения)."""

    COMMITTEE = "committee"
    ANALYST = "analyst"
    DISTRICT = "district"
    SCHOOL = "school"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


EVERY_ROLE = frozenset(Role)

_ORGANISATIONS: dict[Role, frozenset[Organisation]] = {
    Role.COMMITTEE: frozenset({Organisation.COMMITTEE}),
    Role.ANALYST: frozenset({Organisation.COKOIT, Organisation.APPO}),
    Role.DISTRICT: OF_DISTRICT,
    Role.SCHOOL: frozenset({Organisation.SCHOOL}),
    Role.OPERATOR: OF_CITY - {Organisation.COMMITTEE},
}


class AccessDenied(Exception):
    """The viewer may not see or do what was asked for."""


class SessionEnded(Exception):
    """Whoever asked was locked, given another role or signed out before it was his turn to write."""


class NotFound(Exception):
    """What was asked for does not exist in the publication."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A viewer: ``district`` is set for the roles district and school, ``school_id`` for school only.

    ``lost``: of a district that looks at a former publication, schools that were its own there and are another's today.

    ``organisation`` is whom the viewer writes for: left out it is the usual one of the role (АР of a district, СПб
    ЦОКОиИТ of an analyst); an administrator writes for nobody. What a viewer may read does not depend on it.
    """

    role: Role
    district: str | None = None
    school_id: int | None = None
    organisation: Organisation | None = None
    lost: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        needs_district = self.role in {Role.DISTRICT, Role.SCHOOL}
        if needs_district != (self.district is not None) or (self.role is Role.SCHOOL) != (self.school_id is not None):
            raise ValueError(f"role {self.role} does not fit district {self.district!r}, school {self.school_id!r}")
        if self.organisation is None:
            object.__setattr__(self, "organisation", USUAL.get(self.role))
        elif self.organisation not in _ORGANISATIONS.get(self.role, ()):
            raise ValueError(f"role {self.role} does not fit organisation {self.organisation}")

    @property
    def sees_all(self) -> bool:
        """Whether results of every school are open to the viewer."""
        return self.role in {Role.COMMITTEE, Role.ANALYST}

    @property
    def scope_key(self) -> str:
        """Part of every cache key: viewers with equal keys see equal data."""
        if self.sees_all:
            return "all"
        scope = f"{self.role}:{self.school_id if self.role is Role.SCHOOL else self.district or ''}"
        return f"{scope}-{sorted(self.lost)}" if self.lost else scope

    @property
    def code(self) -> str:
        """The viewer as one word: «committee», «district:nevsky», «district:nevsky:imc», «school:118»."""
        parts: list[str] = [self.role]
        if self.role is Role.SCHOOL:
            parts.append(str(self.school_id))
        elif self.district is not None:
            parts.append(self.district)
        if self.organisation is not None and self.organisation is not USUAL[self.role]:
            parts.append(self.organisation)
        return ":".join(parts)
