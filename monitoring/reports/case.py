"""What is kept of a school's case."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitoring.records.values import text
from monitoring.reports.records import Record
from monitoring.reports.school import SchoolCard
from monitoring.road_map import Task


@dataclass(frozen=True, slots=True)
class SchoolCase:
    """Records of one school, each kind the newest first, and the plan of its district. Ended records are left out."""

    school_id: int
    state: Record | None = None
    """The record of the kind ``support_case``; None where no case was opened."""
    responsible: tuple[Record, ...] = ()
    risks: tuple[Record, ...] = ()
    deficits: tuple[Record, ...] = ()
    motivation: tuple[Record, ...] = ()
    training: tuple[Record, ...] = ()
    measures: tuple[Record, ...] = ()
    recommendations: tuple[Record, ...] = ()
    reviews: tuple[Record, ...] = ()
    answers: tuple[Record, ...] = ()
    plan: tuple[Task, ...] = ()
    """Tasks of the district of all years, without their evidence."""

    @property
    def status(self) -> str | None:
        """``active``, ``paused``, ``ended``; None where no case was opened."""
        return None if self.state is None else text(self.state.values, "status")

    @property
    def read_only(self) -> bool:
        """Whether nothing but the case itself may be written."""
        return self.status not in {None, "active"}

    def answers_to(self, about: str) -> Mapping[str, Record]:
        """Answers to grounds, markers or results by their reference, to recommendations by the id as text."""
        name = "recommendation_id" if about == "recommendation" else "reference"
        return {str(item.values[name]): item for item in self.answers if item.values["about"] == about}


@dataclass(frozen=True, slots=True)
class CaseReport:
    """The page of a school's case. ``status``: the school's place in the list of the year, as in ``SchoolReport``.

    ``grounds``: keys of the results that list it («vpr-math-6»), in reading order.
    """

    card: SchoolCard
    case: SchoolCase
    status: str
    grounds: tuple[str, ...] = ()
