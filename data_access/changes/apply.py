"""One change of one record: rights, locking, checks, the write and its audit entry, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from data_access import clock, rights, walls
from data_access.changes import after, rules
from data_access.changes.targets import target_of
from data_access.changes.write import Change, Saved, as_value, audit, write
from data_access.schema import RECORDS, audit_entry
from data_access.viewer import AccessDenied, NotFound, Viewer
from data_access.writing import writing
from monitoring.organisations import Organisation, writer
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS

LONGEST_TOKEN = 64
LONGEST_REASON = 500


class Refused(Exception):
    """The change is not made: ``problems`` by field, «» for the record as a whole, in Russian."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


class Conflict(Exception):
    """Another writer came between: ``revision`` is the present one, ``changed`` maps fields to what stands now."""

    def __init__(self, revision: int, at: datetime, actor: str, changed: Mapping[str, object]) -> None:
        super().__init__(f"revision {revision} by {actor}")
        self.revision, self.at, self.actor, self.changed = revision, at, actor, dict(changed)


def save(engine: Engine, viewer: Viewer, change: Change, *, today: date, now: datetime | None = None) -> Saved:
    """``apply`` in a transaction of its own."""
    with writing(engine) as connection:
        walls.declare(connection, viewer)
        return apply(connection, viewer, change, today=today, now=now)


def apply(connection: Connection, viewer: Viewer, change: Change, *, today: date, now: datetime | None = None) -> Saved:
    """Makes, changes or ends one record with its audit entry; the caller's transaction keeps both or neither.

    ``connection`` is one of ``data_access.writing``; ``today`` bounds days that may not be in the future. Raises
    ``AccessDenied``, ``NotFound``, ``Refused``, ``Conflict``.
    """
    kind = KINDS.get(change.kind)
    if kind is None:
        raise NotFound("запись")
    if change.token is not None and (not change.token or len(change.token) > LONGEST_TOKEN):
        raise Refused({"": "форма устарела: откройте её заново"})
    before = None if change.record_id is None else standing(connection, kind, change.record_id)
    raw = _raw(kind, change, before)
    require_right(connection, viewer, kind, raw, today, before)
    repeated = _sent_before(connection, viewer, change)
    if repeated is not None:
        return repeated
    moment = now or clock.now()
    if before is not None:
        _require_current(connection, kind, change, before)
    if change.action == "end":
        return _end(connection, viewer, kind, change, before, moment, today)
    values, problems = kind.read(raw, today)
    asked = rules.Write(connection, viewer, kind, values, before, today)
    problems = problems or rules.problems(asked)
    if problems:
        raise Refused(problems)
    saved = write(connection, viewer, kind, change, before, values, moment)
    if saved.changed:
        after.run(asked, saved.record_id)
    return saved


def standing(connection: Connection, kind: Kind, record_id: int) -> dict[str, Any]:
    """The record as its row stands, ended or not. Raises ``NotFound``."""
    table = RECORDS[kind.code]
    with walls.looking_beyond(connection):  # tells what is closed from what is not there; the right is asked next
        row = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
    if row is None:
        raise NotFound("запись")
    return dict(row)


def _raw(kind: Kind, change: Change, before: Mapping[str, Any] | None) -> dict[str, object]:
    """What was typed, over what stands; fixed fields cannot be typed over."""
    raw = {field.name: change.values.get(field.name) for field in kind.fields}
    if before is None:
        return raw
    kept = {field.name: before[field.name] for field in kind.fields if field.fixed or field.name not in change.values}
    return raw | kept


def require_right(
    connection: Connection,
    viewer: Viewer,
    kind: Kind,
    raw: Mapping[str, object],
    today: date,
    before: Mapping[str, Any] | None,
) -> None:
    """Raises ``AccessDenied`` unless the viewer may write a record with these values, ``Refused`` without a target."""
    if not rights.some(viewer, kind):
        raise AccessDenied("Вести эти записи может другая организация.")
    values, problems = kind.read(raw, today)
    whom = {name: problems[name] for name in _NAMES_TARGET if name in problems}
    if whom:
        raise Refused(problems)
    target = target_of(connection, kind, values)
    if target is None:
        raise Refused({_first_target(kind): "такой школы или записи здесь нет"})
    if not rights.may_write(viewer, kind, replace(target, author=author(before))):
        raise AccessDenied("Эта запись — не вашей организации.")


def author(before: Mapping[str, Any] | None) -> Organisation | None:
    """The organisation that made the record, None while it is being made or where no viewer did."""
    found = None if before is None else writer(before["created_by"])
    return None if found is None else found.organisation


_NAMES_TARGET = ("school_id", "mentee_id", "mentor_id", "agreement_id", "place", "year", "number")


def _first_target(kind: Kind) -> str:
    return next((field.name for field in kind.fields if field.name in _NAMES_TARGET), "")


def _sent_before(connection: Connection, viewer: Viewer, change: Change) -> Saved | None:
    if change.token is None:
        return None
    with walls.looking_beyond(connection):  # tokens are unique among all writers
        sent = connection.execute(select(audit_entry).where(audit_entry.c.token == change.token)).first()
    if sent is None:
        return None
    if (sent.actor, sent.kind) != (viewer.code, change.kind):
        raise Refused({"": "форма устарела: откройте её заново"})
    return Saved(sent.record_id, sent.revision, changed=False)


def _require_current(connection: Connection, kind: Kind, change: Change, before: Mapping[str, Any]) -> None:
    if before["ended_at"] is not None:
        raise Refused({"": "запись закрыта, её больше не меняют"})
    if change.revision is None or change.revision == before["revision"]:
        return
    entries = connection.execute(
        select(audit_entry.c.after)
        .where(
            audit_entry.c.kind == kind.code,
            audit_entry.c.record_id == before["id"],
            audit_entry.c.revision > change.revision,
        )
        .order_by(audit_entry.c.id)
    )
    changed: dict[str, object] = {}
    for entry in entries:
        changed |= {name: value for name, value in entry.after.items() if name in before}
    raise Conflict(before["revision"], before["changed_at"], before["changed_by"], changed)


def _end(
    connection: Connection,
    viewer: Viewer,
    kind: Kind,
    change: Change,
    before: Mapping[str, Any] | None,
    moment: datetime,
    today: date,
) -> Saved:
    reason = " ".join(change.reason.split())
    if before is None:
        raise NotFound("запись")
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refused({"reason": f"напишите, почему запись закрывается: до {LONGEST_REASON} знаков"})
    found = rules.problems(
        rules.Write(connection, viewer, kind, {f.name: as_value(before[f.name]) for f in kind.fields}, before, today)
    )
    if found:
        raise Refused({"": next(iter(found.values()))})
    table, revision = RECORDS[kind.code], before["revision"] + 1
    connection.execute(
        update(table)
        .where(table.c.id == before["id"])
        .values(revision=revision, changed_at=moment, changed_by=viewer.code, ended_at=moment, end_reason=reason)
    )
    audit(
        connection, viewer, kind.code, before["id"], revision, "end", change, moment,
        before={}, after={"end_reason": reason},
    )  # fmt: skip
    return Saved(before["id"], revision, changed=True)
