"""What pages state of change: of a school, of a territory, of the list."""

from dataclasses import dataclass

from monitoring.masking import Reason
from monitoring.share_changes import verdict


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A low share against the mean of earlier years, percent and percentage points: ``monitoring.share_changes``.

    ``change`` = ``after`` − ``before`` − ``city`` (what the difficulty of the years adds), with its 95 % interval.
    """

    year: int
    before: float
    after: float
    city: float
    change: float
    low: float
    high: float
    participants: int
    """Of the latest year."""
    first_year: int
    """The first of the ``earlier`` years compared with."""
    earlier: int

    @property
    def verdict(self) -> str:
        """``fell``, ``grew`` or ``within``."""
        return verdict(self.low, self.high)


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """Change of a school in one assessment."""

    procedure: str
    subject: str
    grade: int
    change: ShareChange


@dataclass(frozen=True, slots=True)
class PlacedSchool:
    """A school that the viewer may see, with its change in the year: a member of a cell of level × change.

    ``status`` as in ``SchoolRow``.
    """

    id: int
    name: str
    district: str
    status: str
    change: ShareChange


@dataclass(frozen=True, slots=True)
class ListFlow:
    """How the list of a year came about, counts of schools.

    ``returned``: of the entered. ``once``, ``twice``, ``more``: listed ones by the number of lists they have been
    in, this one included. ``left_compared``: schools that left and have a change; ``left_fell``: of them those whose
    share fell distinguishably. ``compared``, ``fell``, ``grew``: the same over all schools of the territory.
    ``left_reason``, ``reason``: why the viewer may not see the two of those who left, the three of all (they are 0
    then), or must not publish them.
    """

    returned: int
    once: int
    twice: int
    more: int
    left_compared: int
    left_fell: int
    compared: int
    fell: int
    grew: int
    left_reason: Reason | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class TerritoryChange:
    """Low share of a territory in one assessment of the year: ``monitoring.territory_changes``.

    ``share`` with its ``n``; change against earlier years and distance from the city in percentage points, each with
    its interval. None where there is nothing to compare with, where schools are too few for an interval, or where the
    viewer may not see a cell behind the figure (``masked``).
    """

    procedure: str
    subject: str
    grade: int
    year: int
    schools: int
    share: float | None
    n: int | None
    change: float | None
    interval: tuple[float, float] | None
    first_year: int | None
    apart: float | None
    apart_interval: tuple[float, float] | None
    masked: bool = False
    reason: Reason | None = None
    """As in ``Share``."""


@dataclass(frozen=True, slots=True)
class Dynamics:
    """Change in the year on the page of a territory.

    ``whole``: ``schools`` are all that have a change; else those that the viewer may see, none or his own.
    """

    changes: tuple[TerritoryChange, ...]
    """Of the territory, in reading order; those that the method looks at, else all of the year."""
    schools: tuple[PlacedSchool, ...]
    """By alphabet."""
    whole: bool


@dataclass(frozen=True, slots=True)
class SchoolDynamics:
    """Change on the page of a school: by the rule's assessments together in the year, and in each by itself."""

    overall: ShareChange | None
    series: tuple[SeriesChange, ...]
    """Every assessment and year with a change, in reading order."""


NO_DYNAMICS = Dynamics((), (), whole=False)
"""Of a publication that knows no change."""
NO_SCHOOL_DYNAMICS = SchoolDynamics(None, ())
