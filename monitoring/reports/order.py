"""What the page «Приказ → исполнение» states."""

from dataclasses import dataclass
from datetime import date

from monitoring.order import Point
from monitoring.organisations import Organisation


@dataclass(frozen=True, slots=True)
class Document:
    """Number and date of a document, either may be missing."""

    number: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What is there to prove a point. ``count`` ``of`` so many, None where there is no whole.

    ``on`` is the newest day; ``documents``: the newest few that the viewer may see; ``district`` and ``district_of``:
    the same in the viewer's district. ``people``: participants of the events behind it, None where none are told.
    """

    code: str
    count: int
    of: int | None = None
    on: date | None = None
    who: tuple[Organisation, ...] = ()
    documents: tuple[Document, ...] = ()
    district: int | None = None
    district_of: int | None = None
    people: int | None = None

    @property
    def given(self) -> bool:
        """Whether there is anything to show."""
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Proven:
    """A point with its proofs."""

    point: Point
    proofs: tuple[Proof, ...]

    @property
    def given(self) -> bool:
        """Whether anything proves the point."""
        return any(proof.given for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class OrderReport:
    """Every point of the order and every item of its plan in the year of the plan.

    ``since`` and ``until``: records of these days count; ``district``: code of the viewer's.
    """

    year: int
    today: date
    since: date
    until: date
    points: tuple[Proven, ...]
    items: tuple[Proven, ...]
    district: str | None = None

    @property
    def missing(self) -> tuple[Proven, ...]:
        """What nothing proves yet, in the sequence of the order."""
        return tuple(proven for proven in (*self.points, *self.items) if not proven.given)
