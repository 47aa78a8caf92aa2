"""What the page «Данные» states: files on the desk, work that goes on, quarantine, batches, publications, origins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

UploadState = Literal["received", "checked", "refused", "imported"]
"""``received``: waits for its dry run; ``checked``: may be imported; ``refused``: to be mended first."""

JobKind = Literal["check", "import", "preview", "publish", "undo"]
JobState = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Told:
    """One finding of a file: where, what is wrong, what to do. ``row`` counts from 1."""

    sheet: str | None
    row: int | None
    column: str | None
    message: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of one row before and after, in words; ``row`` names the row (the school)."""

    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DatasetChange:
    """What a file changes in one dataset; ``absent`` rows are not in the file and stay as they are."""

    title: str
    before: int
    after: int
    added: int
    changed: int
    unchanged: int
    absent: int
    examples: tuple[CellChange, ...] = ()
    added_rows: tuple[str, ...] = ()
    absent_rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file as its header row has it, with the first value under it."""

    heading: str
    sample: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a dry run of a file found.

    ``kind`` and ``title`` are empty where the file was not recognised; ``nearest`` is then the kind that comes nearest.
    ``published`` are the changes against what readers see, of datasets of which something is unpublished.
    ``header_row`` counts from 1; ``columns`` are those of that row of the sheet ``sheet``; ``fingerprint`` of its
    headings. ``mapped_by`` names the saved mapping that was applied by itself.
    """

    kind: str
    title: str
    rows_read: int = 0
    rows_stored: int = 0
    rows_quarantined: int = 0
    synthetic: bool = False
    unchanged: bool = False
    findings: tuple[Told, ...] = ()
    rest: int = 0
    changes: tuple[DatasetChange, ...] = ()
    published: tuple[DatasetChange, ...] = ()
    ignored: tuple[str, ...] = ()
    sheet: str = ""
    header_row: int = 0
    columns: tuple[FileColumn, ...] = ()
    fingerprint: str = ""
    nearest: str = ""
    mapped_by: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on the desk. ``revision`` counts changes of its choices; ``save_as``: name to keep its mapping under."""

    id: str
    name: str
    sha256: str
    size: int
    received_at: datetime
    by: str
    state: UploadState = "received"
    revision: int = 1
    kind: str | None = None
    year: int | None = None
    procedure: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    save_as: str = ""
    check: Check | None = None
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListChange:
    """What a publication would change in the newest list of one method; ``entered`` and ``left`` name the schools."""

    method: str
    year: int
    before: int | None
    after: int
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Work that goes on outside the server: ``step`` is what is being done, ``message`` how it ended."""

    id: str
    kind: JobKind
    by: str
    asked_at: datetime
    state: JobState = "queued"
    uploads: tuple[str, ...] = ()
    """To be imported; of a check the one that is being looked at."""
    step: str = ""
    message: str = ""
    ended_at: datetime | None = None
    seen: str = ""
    """State of the data that whoever asked for it had before him (``queries.desk.DataState.token``)."""
    lists: tuple[ListChange, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state in {"queued", "running"}


@dataclass(frozen=True, slots=True)
class LayoutField:
    """A field of a kind of files: what it is called and whether a file must have it."""

    name: str
    title: str
    required: bool


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of files with the fields that may be mapped to columns."""

    code: str
    title: str
    fields: tuple[LayoutField, ...]
    one_of: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """Columns chosen once for files with such headings."""

    id: int
    name: str
    kind: str
    mapping: Mapping[str, str]
    saved_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number of a quarantined row that may be corrected."""

    name: str
    title: str
    value: float | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row in quarantine. ``candidates`` and the proposal as (id, name with district)."""

    id: int
    batch_id: int
    file: str
    sheet: str | None
    row_number: int
    reason: str
    message: str
    payload: Mapping[str, str]
    proposal: tuple[int, str] | None
    candidates: tuple[tuple[int, str], ...]
    numbers: tuple[HeldNumber, ...]
    confirmable: bool
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Open rows, the first of them in full; ``schools`` to choose from as (id, name with district)."""

    total: int
    rows: tuple[HeldRow, ...]
    schools: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """An imported file.

    ``state``: ``published``, ``waiting`` (readers do not see it), ``former`` (replaced), ``held`` (all of its rows went
    to quarantine), ``withdrawn``.
    """

    id: int
    kind: str
    title: str
    file: str
    imported_at: datetime
    by: str
    rows_read: int
    rows_stored: int
    rows_quarantined: int
    state: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """A publication in the history. ``state`` as ``data_access.publications.PublicationRecord`` has it."""

    id: int
    created_at: datetime
    by: str | None
    state: str
    schools: int
    results: int


@dataclass(frozen=True, slots=True)
class DataState:
    """What is stored and what readers see. ``token`` changes with either; ``waiting`` are batches to be published."""

    token: str
    current: int | None
    waiting: tuple[Batch, ...]
    batches: tuple[Batch, ...]
    batches_total: int
    publications: tuple[PublicationLine, ...]
    held: int
    mappings: tuple[SavedMapping, ...]

    @property
    def can_undo(self) -> bool:
        """Whether there is a former publication to return to."""
        return any(line.state == "former" for line in self.publications)
