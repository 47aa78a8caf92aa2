"""What the pages state of the approved list beside the computed one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Decision = Literal["added", "removed"]


@dataclass(frozen=True, slots=True)
class ApprovedCount:
    """Schools of a territory in the approved list; added to, removed from the list computed at the approval."""

    approved: int
    added: int
    removed: int

    @property
    def differing(self) -> int:
        """Schools in which the lists of that moment differ."""
        return self.added + self.removed


@dataclass(frozen=True, slots=True)
class ApprovedDifference:
    """A school in the approved or in the present computed list alone.

    ``reason`` is КО's; «» where the computed list has changed since the approval.
    """

    school_id: int
    name: str
    district: str
    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovedList:
    """The list that КО approved for a year; ``method`` is that of the computed list beside it.

    ``counts`` by territory («city», a district's code), open to all; ``differences`` and ``members`` (ids) are those
    within the viewer's scope.
    """

    record_id: int
    year: int
    method: str
    number: str
    day: date
    counts: Mapping[str, ApprovedCount]
    differences: tuple[ApprovedDifference, ...]
    members: frozenset[int]

    def difference(self, school_id: int) -> ApprovedDifference | None:
        """How the lists differ about a school."""
        return next((item for item in self.differences if item.school_id == school_id), None)
