"""What the pages state of external lists and ratings beside the computed list."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ExternalSchool:
    """A school that the source names or our list holds. ``verdict``: a code, None where the source does not name it.

    ``there``: the source says what our list is about; ``ours``: our list holds the school.
    """

    school_id: int
    name: str
    district: str
    verdict: str | None
    note: str
    there: bool
    ours: bool
    record_id: int | None


@dataclass(frozen=True, slots=True)
class ExternalSource:
    """One source of a year beside the computed list of a method.

    All of it is about schools within the viewer's scope; ``schools`` by district and name. ``named``: how many of them
    the source names with any verdict.
    """

    source: str
    day: date
    number: str
    named: int
    both: int
    only_there: int
    only_ours: int
    schools: tuple[ExternalSchool, ...]
