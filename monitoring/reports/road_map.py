"""What the page of the plan states."""

from dataclasses import dataclass
from datetime import date

from monitoring.road_map import State, Tally


@dataclass(frozen=True, slots=True)
class RoadMapTask:
    """One item in one place on the day of the report; ``evidence`` is None where the viewer may not see it."""

    place: str
    operators: tuple[str, ...]
    state: State
    done_on: date | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class RoadMapItem:
    """One item of the plan with its tasks: the city first, then the districts in alphabetical order."""

    number: int
    title: str
    region_operators: tuple[str, ...]
    district_operators: tuple[str, ...]
    starts_on: date
    due_on: date
    tasks: tuple[RoadMapTask, ...]

    @property
    def required(self) -> tuple[RoadMapTask, ...]:
        """Tasks that somebody has to do."""
        return tuple(task for task in self.tasks if task.state != "not-required")

    def those(self, state: State) -> tuple[RoadMapTask, ...]:
        """Tasks in the state."""
        return tuple(task for task in self.tasks if task.state == state)


@dataclass(frozen=True, slots=True)
class RoadMap:
    """The plan of a school year on the day ``on``; ``today`` is the day the publication speaks of.

    ``operators`` in the order of the plan, ``places`` city first.
    """

    year: int
    """School year of the plan: one later than the list's that it follows from."""
    today: date
    on: date
    items: tuple[RoadMapItem, ...]
    whole: Tally
    operators: tuple[Tally, ...]
    places: tuple[Tally, ...]
