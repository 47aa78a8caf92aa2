"""Records that the viewer may read, their files and their history; the number of the last change."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, null, select

from data_access import scope, walls
from data_access.clock import in_utc
from data_access.record_scope import readable
from data_access.schema import RECORDS, audit_entry, record_file, school
from data_access.viewer import AccessDenied, NotFound, Viewer
from monitoring.records.fields import Value
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.records import HistoryEntry, Record, RecordFile

WITHHELD = ("evidence", "document_number", "document_date")
"""Fields of a task of the plan that are open to those who see the place's schools only."""

ANSWERS = ("respondents", "favourable", "words")
"""Fields of a survey that are closed where few have answered: see ``scope.sees_answers_of``."""


def last_change(connection: Connection) -> int:
    """Number of the last change of any record: what was made of records before it may be out of date."""
    with walls.looking_beyond(connection):  # counts that all see change with records that few may read
        return connection.scalar(select(func.max(audit_entry.c.id))) or 0


def records(
    connection: Connection,
    viewer: Viewer,
    code: str,
    *,
    ended: bool = False,
    ids: Collection[int] | None = None,
    **equal: object,
) -> tuple[Record, ...]:
    """Records of a kind within the viewer's scope, the newest first; ``equal``: values of fields, by name.

    Those that have ended are left out unless asked for.
    """
    kind, table = KINDS[code], RECORDS[code]
    statement = readable(kind, viewer).where(*(table.c[name] == value for name, value in equal.items()))
    if not ended:
        statement = statement.where(table.c.ended_at.is_(None))
    if ids is not None:
        statement = statement.where(table.c.id.in_(ids))
    order = [table.c[kind.day].desc()] if kind.day else []
    rows = connection.execute(statement.order_by(*order, table.c.id.desc())).all()
    return _made(connection, viewer, kind, rows)


def total(connection: Connection, viewer: Viewer, code: str) -> tuple[int, date | None]:
    """How many records of a kind the viewer may read that have not ended, and the latest day of ``Kind.day``."""
    kind, table = KINDS[code], RECORDS[code]
    newest = func.max(table.c[kind.day]) if kind.day else null()
    statement = readable(kind, viewer).where(table.c.ended_at.is_(None)).with_only_columns(func.count(), newest)
    row = connection.execute(statement).one()
    return row[0], row[1]


def record(connection: Connection, viewer: Viewer, code: str, record_id: int) -> Record:
    """One record, ended or not. Raises ``NotFound``, ``AccessDenied``."""
    if code not in KINDS:
        raise NotFound("запись")
    found = records(connection, viewer, code, ended=True, ids=[record_id])
    if found:
        return found[0]
    table = RECORDS[code]
    with walls.looking_beyond(connection):  # tells what is closed from what is not there
        known = connection.scalar(select(table.c.id).where(table.c.id == record_id))
    if known is None:
        raise NotFound("запись")
    raise AccessDenied("Эта запись открыта Комитету, аналитику, своему району и своей школе.")


def history(connection: Connection, viewer: Viewer, code: str, record_id: int) -> tuple[HistoryEntry, ...]:
    """Every change of a record that the viewer may read, the newest first. Raises as ``record`` does."""
    found = record(connection, viewer, code, record_id)
    kind = KINDS[code]
    rows = connection.execute(
        select(audit_entry)
        .where(audit_entry.c.kind == code, audit_entry.c.record_id == record_id)
        .order_by(audit_entry.c.id.desc())
    )
    return tuple(
        HistoryEntry(
            at=in_utc(row.at),
            actor=row.actor,
            action=row.action,
            revision=row.revision,
            before=None if row.before is None else _without(row.before, hidden),
            after=_without(row.after, hidden),
            origin=row.origin,
        )
        for row in rows
        # By what stood then, too: a survey may have been corrected from few answers to many.
        for hidden in [
            _withheld(viewer, kind, found.values)
            | _withheld(viewer, kind, {**found.values, **(row.before or {})})
            | _withheld(viewer, kind, {**found.values, **row.after})
        ]
    )


def file_of(connection: Connection, viewer: Viewer, file_id: int) -> tuple[RecordFile, str]:
    """A file of a record that the viewer may read with its evidence, and its SHA-256. Raises as ``record`` does."""
    with walls.looking_beyond(connection):  # whose file it is: the record is asked for within the scope, below
        row = connection.execute(
            select(record_file).where(record_file.c.id == file_id, record_file.c.ended_at.is_(None))
        ).first()
    if row is None:
        raise NotFound("файл")
    owner = record(connection, viewer, row.kind, row.record_id)
    found = next((file for file in owner.files if file.id == file_id), None)
    if found is None:
        raise AccessDenied("Этот файл открыт Комитету, аналитику и своему району.")
    return found, row.sha256


def _made(
    connection: Connection, viewer: Viewer, kind: Kind, rows: "Collection[Row[*tuple[Any, ...]]]"
) -> tuple[Record, ...]:
    names = [field.name for field in kind.fields]
    of_schools = [field.name for field in kind.fields if field.type == "school"]
    asked = {number for row in rows for name in of_schools if (number := row._mapping[name]) is not None}
    known = _names(connection, asked)
    files = _files(connection, kind, [row.id for row in rows]) if kind.files else {}
    made = []
    for row in rows:
        values = {name: _value(row._mapping[name]) for name in names}
        hidden = _withheld(viewer, kind, values)
        made.append(
            Record(
                kind=kind.code,
                id=row.id,
                revision=row.revision,
                values={name: None if name in hidden else value for name, value in values.items()},
                created_at=in_utc(row.created_at),
                created_by=row.created_by,
                changed_at=in_utc(row.changed_at),
                changed_by=row.changed_by,
                ended_at=None if row.ended_at is None else in_utc(row.ended_at),
                end_reason=row.end_reason,
                schools={number: known[number] for name in of_schools if (number := row._mapping[name]) is not None},
                files=() if hidden else files.get(row.id, ()),
            )
        )
    return tuple(made)


def _withheld(viewer: Viewer, kind: Kind, values: Mapping[str, Value]) -> frozenset[str]:
    if kind.subject == "task" and not scope.sees_district(viewer, str(values["place"])):
        return frozenset(WITHHELD)
    if kind.code == "survey":
        respondents = values["respondents"]
        if isinstance(respondents, int) and not scope.sees_answers_of(viewer, str(values["place"]), respondents):
            return frozenset(ANSWERS)
    return frozenset()


def _names(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = connection.execute(select(school.c.id, school.c.name).where(school.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _files(connection: Connection, kind: Kind, ids: Collection[int]) -> dict[int, tuple[RecordFile, ...]]:
    found: dict[int, list[RecordFile]] = defaultdict(list)
    rows = connection.execute(
        select(record_file)
        .where(record_file.c.kind == kind.code, record_file.c.record_id.in_(ids), record_file.c.ended_at.is_(None))
        .order_by(record_file.c.id)
    )
    for row in rows:
        found[row.record_id].append(
            RecordFile(row.id, row.name, row.media_type, row.size, in_utc(row.added_at), row.added_by)
        )
    return {number: tuple(items) for number, items in found.items()}


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _without(values: Mapping[str, object], hidden: frozenset[str]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in hidden}
