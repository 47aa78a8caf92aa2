"""What pages state of records: their values, who changed them, their files and their history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitoring.records.fields import Value


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file kept with a record; ``size`` in bytes."""

    id: int
    name: str
    media_type: str
    size: int
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``values`` by the names of the kind's fields, in the types of ``fields.read``.

    ``schools``: names of the schools in its fields, by id. ``created_by`` and ``changed_by`` are ``Viewer.code``.
    """

    kind: str
    id: int
    revision: int
    values: Mapping[str, Value]
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    ended_at: datetime | None = None
    end_reason: str | None = None
    schools: Mapping[int, str] = field(default_factory=dict)
    files: tuple[RecordFile, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a record: what stood before and after, by field, as JSON holds it. ``before`` is None when made."""

    at: datetime
    actor: str
    action: str
    revision: int
    before: Mapping[str, object] | None
    after: Mapping[str, object]
    origin: str
