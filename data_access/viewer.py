"""Who is looking: the viewer that every query takes.

The only definition of who may see what is the table in ``docs/architecture.md``; ``data_access.scope`` implements it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of viewers. The administrator keeps accounts and sees no results of schools."""

    COMMITTEE = "committee"
    ANALYST = "analyst"
    DISTRICT = "district"
    SCHOOL = "school"
    ADMINISTRATOR = "administrator"


class AccessDenied(Exception):
    """The viewer may not see what was asked for."""


class NotFound(Exception):
    """What was asked for does not exist in the publication."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A viewer: ``district`` is set for the roles district and school, ``school_id`` for school only."""

    role: Role
    district: str | None = None
    school_id: int | None = None

    def __post_init__(self) -> None:
        needs_district = self.role in {Role.DISTRICT, Role.SCHOOL}
        if needs_district != (self.district is not None) or (self.role is Role.SCHOOL) != (self.school_id is not None):
            raise ValueError(f"role {self.role} does not fit district {self.district!r}, school {self.school_id!r}")

    @property
    def sees_all(self) -> bool:
        """Whether results of every school are open to the viewer."""
        return self.role in {Role.COMMITTEE, Role.ANALYST}

    @property
    def scope_key(self) -> str:
        """Part of every cache key: viewers with equal keys see equal data."""
        if self.sees_all:
            return "all"
        return f"{self.role}:{self.school_id if self.role is Role.SCHOOL else self.district or ''}"
