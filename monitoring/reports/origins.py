"""Where published figures come from: file, sheet and row behind a school's, and behind those of a territory."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one published figure of a school comes from.

    ``sheet`` is None where it was not kept, «» for a text file. ``confirmed``: the row came through quarantine, and
    ``file``, ``sheet``, ``row_number`` are those of the file that it stood in.
    """

    form: str
    procedure: str | None
    subject: str | None
    grade: int | None
    year: int | None
    participants: int | None
    low_share: float | None
    mean_score: float | None
    file: str
    sheet: str | None
    row_number: int
    batch_id: int
    imported_at: datetime
    by: str
    confirmed: bool = False
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class SchoolOrigins:
    """All origins of a school's published figures, with the publication that holds them."""

    publication_id: int
    published_at: datetime
    published_by: str | None
    rows: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One sheet of a file that figures of a territory rest on: ``schools`` of it stand in rows ``first`` … ``last``.

    ``participants`` of all of them together; ``sheet`` as in ``Origin``; ``confirmed``: through quarantine.
    """

    form: str
    procedure: str | None
    subject: str | None
    grade: int | None
    year: int | None
    participants: int | None
    schools: int
    file: str
    sheet: str | None
    first: int
    last: int
    batch_id: int
    imported_at: datetime
    by: str
    confirmed: bool = False
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class SchoolOrigin:
    """The row of one school under a figure of its territory."""

    school_id: int
    name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class TerritoryOrigins:
    """What the figures of a territory rest on; ``code``: a district's or ``city``. ``schools`` of one figure only."""

    publication_id: int
    published_at: datetime
    published_by: str | None
    code: str
    sheets: tuple[SourceSheet, ...]
    schools: tuple[SchoolOrigin, ...]
