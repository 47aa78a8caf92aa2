"""What travels with every page: the publication, its methods and years, and the viewer in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from monitoring.masking import Reason
from monitoring.method_profiles import ConditionsProfile, Kind, QuartileProfile, kind_of


@dataclass(frozen=True, slots=True)
class Method:
    """A method profile as applied in the publication. ``confirmed``: read in the named source, else a default."""

    code: str
    version: int
    title: str
    rule: str
    source: str
    confirmed: bool
    threshold: float | None
    """Percent of low results; None where the rule has none."""
    low_procedures: int | None
    """Assessments that suffice; None where the rule counts none."""
    min_participants: int
    years: tuple[int, ...]
    """Years with a listing by this method, ascending."""
    series: tuple[tuple[str, str, int], ...] = ()
    """Procedure, subject, grade of the assessments that the rule looks at, in reading order; of a rule of conditions
    those that pages show beside it."""
    special: QuartileProfile | ConditionsProfile | None = None
    """The record of a rule that is no threshold of shares."""

    @property
    def kind(self) -> Kind:
        """What the rule looks at."""
        return "shares" if self.special is None else kind_of(self.special)


@dataclass(frozen=True, slots=True)
class Publication:
    """The data version that readers see."""

    id: int
    created_at: datetime
    synthetic: bool
    today: date
    schools: int
    """Institutions of general education."""
    results: int
    sources: tuple[str, ...]
    years: tuple[int, ...]
    """Years with any result, ascending."""
    methods: tuple[Method, ...]

    def method(self, code: str) -> Method:
        """The method with the code; ``KeyError`` when the publication lacks it."""
        for method in self.methods:
            if method.code == code:
                return method
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader has chosen, checked against the publication.

    ``version``: number of the former publication that the reader is looking at, so that links lead on within it; None
    for the one that all readers see.
    """

    year: int
    method: Method
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """How a publication that was asked for by its number stands to the one that readers see now.

    ``state``: ``current``, ``former`` (there are newer data), ``undone`` (taken back, ``undone_on`` where it is known).
    """

    state: Literal["current", "former", "undone"]
    publication: Publication
    current: Publication
    undone_on: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A percent with its n.

    ``masked``: the viewer may not see the cell (value and n are None). ``reason`` says why; on a cell that is shown it
    says why the cell must not be published: its viewer sees it by his role. Without value, mask and reason nothing was
    measured or published.
    """

    value: float | None
    n: int | None
    masked: bool = False
    reason: Reason | None = None
