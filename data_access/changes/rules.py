"""What must hold between a record and the rest of the database before it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data_access.changes import approval, partnership_rules
from data_access.schema import RECORDS
from data_access.viewer import Viewer
from monitoring.records.fields import Value
from monitoring.records.kind import Kind

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Write:
    """What is about to be written: ``before`` is the row as it stands, None for a new record."""

    connection: Connection
    viewer: Viewer
    kind: Kind
    values: Mapping[str, Value]
    before: Row | None
    today: date


Rule = Callable[[Write], dict[str, str]]
"""Returns problems by field, «» for the record as a whole."""

OF_KIND: dict[str, tuple[Rule, ...]] = {
    "approved_list": (approval.list_is_computed,),
    "approved_change": (approval.change_differs,),
    "partnership_agreement": partnership_rules.AGREEMENT,
    "joint_activity": partnership_rules.ACTIVITY,
}
"""Rules of one kind, beside those that hold for all."""


def problems(write: Write) -> dict[str, str]:
    """Everything that keeps the record from being written, by field."""
    found: dict[str, str] = {}
    for rule in (_only_one, _case_is_open, *OF_KIND.get(write.kind.code, ())):
        found = {**rule(write), **found}
    return found


def _only_one(write: Write) -> dict[str, str]:
    if not write.kind.unique:
        return {}
    table = RECORDS[write.kind.code]
    same = [table.c[name].is_not_distinct_from(write.values.get(name)) for name in write.kind.unique]
    statement = select(table.c.id).where(table.c.ended_at.is_(None), *same)
    if write.before is not None:
        statement = statement.where(table.c.id != write.before["id"])
    if write.connection.scalar(statement.limit(1)) is None:
        return {}
    return {"": "такая запись уже есть: измените её, а не заводите вторую"}


def _case_is_open(write: Write) -> dict[str, str]:
    """Records of a case are read only while it is paused or ended."""
    words = closed(write.connection, write.kind, write.values)
    return {"": words} if words else {}


def closed(connection: Connection, kind: Kind, values: Mapping[str, Value]) -> str | None:
    """Why the school's case keeps a record of it from being written, None where it does not."""
    if not kind.case:
        return None
    cases = RECORDS["support_case"]
    status = connection.scalar(
        select(cases.c.status)
        .where(cases.c.school_id == values["school_id"], cases.c.ended_at.is_(None))
        .order_by(cases.c.opened_on.desc())
        .limit(1)
    )
    if status in {None, "active"}:
        return None
    return f"сопровождение школы {_state(status)}: её записи только читают. Продолжить могут КО и администрация района"


def _state(status: str) -> str:
    """How the state of a case reads in a sentence."""
    return {"paused": "приостановлено", "ended": "завершено"}[status]
