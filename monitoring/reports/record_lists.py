"""What the lists of records state: how many of a kind there are, the records with the names that they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitoring.reports.records import Record


@dataclass(frozen=True, slots=True)
class KindTotal:
    """Records of a kind within the viewer's scope that have not ended. ``newest``: the latest day of ``Kind.day``."""

    kind: str
    count: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class NamedSchool:
    """A school as lists and sheets name it."""

    name: str
    district: str
    ogrn: str | None


@dataclass(frozen=True, slots=True)
class RecordList:
    """Records of a kind, the newest first.

    ``schools``: those in their fields and, of joint activities, those of their agreements, by id. ``references``: what
    a field refers to in one line, by the field's name and the number of the record. ``pairs``: mentee and mentor of
    the agreements that records refer to, by number.
    """

    kind: str
    records: tuple[Record, ...]
    schools: Mapping[int, NamedSchool]
    references: Mapping[tuple[str, int], str]
    pairs: Mapping[int, tuple[int, int]]
