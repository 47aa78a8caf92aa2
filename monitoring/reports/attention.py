"""What the start panel and the digest state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from monitoring.attention import Lack, Pressing, Side
from monitoring.districts import by_code
from monitoring.ordering import alphabetical
from monitoring.reports.dynamics import ShareChange
from monitoring.road_map import Tally
from monitoring.school_quarters import Quarter


@dataclass(frozen=True, slots=True)
class NamedSchool:
    """A school by its name and its district's code."""

    id: int
    name: str
    district: str

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: by district, then by name as a reader expects it."""
        return by_code()[self.district].number, alphabetical(self.name), self.id


@dataclass(frozen=True, slots=True)
class Due:
    """A term that is past or comes within two weeks: of a task of the plan, a measure, a recommendation.

    ``kind`` and ``record_id`` name the record. ``place``: a district's code or ``city``; ``school`` None for a task.
    ``title``: the item of the plan, the measure, the words of the recommendation. ``operators``: those that a task
    names; ``own``: the viewer's organisation is among them. ``number``: of the plan's item.
    """

    kind: str
    record_id: int
    place: str
    title: str
    due_on: date
    state: Pressing
    school: NamedSchool | None = None
    number: int | None = None
    operators: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A proposed partnership that districts have not confirmed; ``sides``: those that are waited for."""

    record_id: int
    mentee: NamedSchool
    mentor: NamedSchool
    sides: tuple[Side, ...]

    @property
    def districts(self) -> tuple[str, ...]:
        """Districts that are waited for, each once."""
        return tuple(dict.fromkeys(getattr(self, side).district for side in self.sides))


@dataclass(frozen=True, slots=True)
class Review:
    """The latest review of a school's case: ``colour`` as in the kind ``review``."""

    colour: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A school whose case goes on and has no review in the running quarter."""

    school: NamedSchool
    latest: Review | None


@dataclass(frozen=True, slots=True)
class MovedSchool:
    """A school that came into the list or went out."""

    school: NamedSchool
    move: Literal["entered", "returned", "left"]


@dataclass(frozen=True, slots=True)
class ListChanges:
    """The list of ``year`` against the newest one of the former publication (``former_id``, made on ``former_on``),
    else against the former list; ``former_year`` is that list's, None where there is nothing to compare with."""

    year: int
    former_year: int | None
    former_id: int | None
    former_on: date | None
    schools: tuple[MovedSchool, ...]


@dataclass(frozen=True, slots=True)
class KindChanges:
    """Changes of the records of one kind in the last days: how many records were made, changed, ended, by whom."""

    kind: str
    made: int
    changed: int
    ended: int
    actors: tuple[str, ...]
    latest: datetime


@dataclass(frozen=True, slots=True)
class LackingSchool:
    """A school of the list and what it lacks: kinds of ``monitoring.attention.NEEDED``."""

    school: NamedSchool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedNeeds:
    """Schools of the newest list that the viewer may see; ``listed`` counts them, ``lacking`` are those that lack
    anything, ``districts`` as ``monitoring.attention.by_district`` gives them."""

    year: int
    listed: int
    lacking: tuple[LackingSchool, ...]
    districts: tuple[Lack, ...]

    def count(self, kind: str) -> int:
        """Schools that lack the kind."""
        return sum(kind in item.missing for item in self.lacking)


@dataclass(frozen=True, slots=True)
class WatchedSchool:
    """A school that the viewer watches since a day. ``change`` None where the publication knows none."""

    school: NamedSchool
    since: date
    status: str
    change: ShareChange | None
    review: Review | None
    overdue_measures: int


@dataclass(frozen=True, slots=True)
class PlanTallies:
    """The plan of the running school year: all tasks that the viewer is told of, and by place."""

    year: int
    whole: Tally
    places: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """The start panel of one viewer on the day ``on``.

    ``whose``: ``city`` (who sees all), ``district``, ``school``, ``operator`` (own items of the plan), ``plan``
    (aggregates of the plan alone). ``due``: overdue first, the longest first. ``list_changes`` and ``needs`` are None
    for who sees no schools, and where no list was made.
    """

    whose: Literal["city", "district", "school", "operator", "plan"]
    on: date
    plan: PlanTallies
    due: tuple[Due, ...]
    awaiting: tuple[Awaiting, ...]
    quarter: Quarter | None
    unreviewed: tuple[Unreviewed, ...]
    list_changes: ListChanges | None
    changes: tuple[KindChanges, ...]
    needs: ListedNeeds | None
    watched: tuple[WatchedSchool, ...]
    place: str | None = None
    """The district's code, also of a school's district."""
    school: NamedSchool | None = None

    @property
    def overdue(self) -> int:
        """Terms that are past: of who is told of the plan alone, the plan's."""
        return self.plan.whole.overdue if self.whose == "plan" else self.those("overdue")

    def those(self, state: Pressing, kind: str = "") -> int:
        """How many terms press so, of the kind or of any."""
        return sum(item.state == state and kind in {"", item.kind} for item in self.due)

    def by_place(self, state: Pressing) -> Mapping[str, Mapping[str, int]]:
        """Place → kind → how many terms press so."""
        found: dict[str, dict[str, int]] = {}
        for item in self.due:
            if item.state == state:
                of = found.setdefault(item.place, {})
                of[item.kind] = of.get(item.kind, 0) + 1
        return found
