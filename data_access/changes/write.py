"""The write of one checked record and its audit entry: what ``apply`` and ``adopt`` share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert, update

from data_access.schema import RECORDS, audit_entry
from data_access.viewer import Viewer
from monitoring.records.fields import Value, stored
from monitoring.records.kind import Kind

FORM = "form"


@dataclass(frozen=True, slots=True)
class Change:
    """What a writer asks for. ``values`` as typed, by field; of an existing record those left out keep what stands.

    ``record_id`` None makes a record; else ``revision`` is the one that the writer has read. ``token`` is the form's
    own word: what is sent twice under it is written once. To end a record (``action`` «end»), ``reason`` says why.
    """

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)
    record_id: int | None = None
    revision: int | None = None
    token: str | None = None
    action: Literal["save", "end"] = "save"
    reason: str = ""
    origin: str = FORM


@dataclass(frozen=True, slots=True)
class Saved:
    """``changed`` is false where the record already stood so, or where the same form had been sent before."""

    record_id: int
    revision: int
    changed: bool


def write(
    connection: Connection,
    viewer: Viewer,
    kind: Kind,
    change: Change,
    before: Mapping[str, Any] | None,
    values: Mapping[str, Value],
    moment: datetime,
) -> Saved:
    """Makes the record, or changes it where ``values`` differ from ``before`` (the row as it stands)."""
    table = RECORDS[kind.code]
    new = {name: stored(value) for name, value in values.items()}
    old = {} if before is None else {name: stored(as_value(before[name])) for name in values}
    differing = [name for name in values if before is None or new[name] != old[name]]
    if before is not None and not differing:
        return Saved(before["id"], before["revision"], changed=False)
    columns: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }
    columns |= {"changed_at": moment, "changed_by": viewer.code}
    if before is None:
        columns |= {"revision": 1, "created_at": moment, "created_by": viewer.code}
        record_id: int = connection.execute(insert(table).values(columns).returning(table.c.id)).scalar_one()
        revision, action = 1, "create"
    else:
        record_id, revision, action = before["id"], before["revision"] + 1, "change"
        connection.execute(update(table).where(table.c.id == record_id).values(columns | {"revision": revision}))
    audit(
        connection, viewer, kind.code, record_id, revision, action, change, moment,
        before=None if before is None else {name: old[name] for name in differing},
        after={name: new[name] for name in differing if new[name] is not None or before is not None},
    )  # fmt: skip
    return Saved(record_id, revision, changed=True)


def as_value(value: Any) -> Value:
    """A stored value as fields read it: lists of codes are tuples."""
    return tuple(value) if isinstance(value, list) else value


def audit(
    connection: Connection,
    viewer: Viewer,
    kind: str,
    record_id: int,
    revision: int,
    action: str,
    change: Change,
    moment: datetime,
    *,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
) -> None:
    """Adds the entry of one change."""
    connection.execute(
        insert(audit_entry).values(
            at=moment, actor=viewer.code, action=action, kind=kind, record_id=record_id, revision=revision,
            before=before, after=after, origin=change.origin, token=change.token,
        )
    )  # fmt: skip
