"""Records changed of late, by kind: how many, by whom. Within the scope, without what stands in them."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, true

from data_access.adopting_plans import ORIGIN
from data_access.clock import in_utc
from data_access.record_scope import readable
from data_access.schema import RECORDS, audit_entry
from data_access.viewer import Role, Viewer
from monitoring.districts import CITY
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.attention import KindChanges


def changed_kinds(
    connection: Connection, viewer: Viewer, since: date, until: date | None = None
) -> tuple[KindChanges, ...]:
    """Changes from the beginning of the day ``since`` to the end of ``until`` (without an end where None), by kind in
    the order of ``KINDS``.

    A record that was made and changed counts as made; what a publication itself brought is no change. Of the plan a
    district is told of its own tasks, who sees no schools of the city's.
    """
    lasts = connection.scalars(
        select(audit_entry.c.kind).distinct().where(*_days(since, until))
    ).all()  # fmt: skip
    found = []
    for code, kind in KINDS.items():
        if code in lasts and (item := _of_kind(connection, viewer, kind, since, until)) is not None:
            found.append(item)
    return tuple(found)


def _of_kind(
    connection: Connection, viewer: Viewer, kind: Kind, since: date, until: date | None
) -> KindChanges | None:  # fmt: skip
    records = readable(kind, viewer).where(_told(viewer, kind)).subquery()
    rows = connection.execute(
        select(audit_entry.c.record_id, audit_entry.c.action, audit_entry.c.actor, func.max(audit_entry.c.at))
        .join(records, records.c.id == audit_entry.c.record_id)
        .where(audit_entry.c.kind == kind.code, *_days(since, until))
        .group_by(audit_entry.c.record_id, audit_entry.c.action, audit_entry.c.actor)
    ).all()
    if not rows:
        return None
    actions: dict[int, set[str]] = defaultdict(set)
    for record_id, action, _, _ in rows:
        actions[record_id].add(action)
    ended = sum("end" in of for of in actions.values())
    made = sum("create" in of and "end" not in of for of in actions.values())
    return KindChanges(
        kind=kind.code,
        made=made,
        changed=len(actions) - made - ended,
        ended=ended,
        actors=tuple(sorted({actor for _, _, actor, _ in rows})),
        latest=max(in_utc(at) for *_, at in rows),
    )


def _told(viewer: Viewer, kind: Kind) -> ColumnElement[bool]:
    if viewer.sees_all:
        return true()
    if kind.subject == "task":
        own = viewer.district if viewer.role in {Role.DISTRICT, Role.SCHOOL} else CITY
        return RECORDS[kind.code].c.place == own
    return true()


def _days(since: date, until: date | None) -> list[ColumnElement[bool]]:
    """Days are those of UTC, as everywhere where a moment is shown as a day."""
    conditions: list[Any] = [
        audit_entry.c.at >= datetime.combine(since, time(), UTC),
        ~audit_entry.c.origin.startswith(ORIGIN),
    ]
    if until is not None:
        conditions.append(audit_entry.c.at < datetime.combine(until + timedelta(days=1), time(), UTC))
    return conditions
