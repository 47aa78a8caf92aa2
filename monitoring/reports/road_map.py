"""What the page of the plan states."""

from dataclasses import dataclass
from datetime import date

from monitoring.road_map import State, Tally


@dataclass(frozen=True, slots=True)
class RoadMapTask:
    """One item in one place on the day of the report.

    ``evidence``, document and files are None and 0 where the viewer may not see them. ``before``: number of the item
    that this one follows and that was not done by then.
    """

    id: int
    place: str
    operators: tuple[str, ...]
    state: State
    done_on: date | None = None
    evidence: str | None = None
    document_number: str | None = None
    document_date: date | None = None
    files: int = 0
    before: int | None = None


@dataclass(frozen=True, slots=True)
class RoadMapItem:
    """One item of the plan with its tasks: the city first, then the districts in alphabetical order.

    ``predecessor``: number of the item that it follows.
    """

    id: int
    number: int
    title: str
    region_operators: tuple[str, ...]
    district_operators: tuple[str, ...]
    starts_on: date
    due_on: date
    tasks: tuple[RoadMapTask, ...]
    predecessor: int | None = None

    @property
    def required(self) -> tuple[RoadMapTask, ...]:
        """Tasks that somebody has to do."""
        return tuple(task for task in self.tasks if task.state != "not-required")

    def those(self, state: State) -> tuple[RoadMapTask, ...]:
        """Tasks in the state."""
        return tuple(task for task in self.tasks if task.state == state)


@dataclass(frozen=True, slots=True)
class RoadMap:
    """The plan of a school year on the day ``on``; ``today`` is the day that terms are judged by.

    ``operators`` in the order of the plan, ``places`` city first. ``years``: school years that have a plan, ascending.
    """

    year: int
    today: date
    on: date
    items: tuple[RoadMapItem, ...]
    whole: Tally
    operators: tuple[Tally, ...]
    places: tuple[Tally, ...]
    years: tuple[int, ...] = ()
