"""What the page of one partnership and the watch over mentors state."""

from dataclasses import dataclass
from datetime import date

from monitoring.reports.school import Partnership, ResultPoint


@dataclass(frozen=True, slots=True)
class JointActivity:
    """A joint activity; ``sort`` is a code of the kind ``joint_activity``."""

    id: int
    held_on: date
    sort: str
    participants: int
    outcome: str | None


@dataclass(frozen=True, slots=True)
class MentorLoad:
    """Schools that a mentor helps today, of those it may."""

    mentor_id: int
    mentor: str
    district: str
    mentees: int
    capacity: int

    @property
    def full(self) -> bool:
        """Whether no place is left."""
        return self.mentees >= self.capacity


@dataclass(frozen=True, slots=True)
class PartnershipReport:
    """One partnership as the viewer may see it.

    ``revision`` of the record; ``load`` None where the mentor is not the viewer's; ``results`` of the mentee in the
    subjects of the partnership, None where they are closed to the viewer.
    """

    partnership: Partnership
    revision: int
    today: date
    activities: tuple[JointActivity, ...]
    load: MentorLoad | None
    results: tuple[ResultPoint, ...] | None
