"""What a record's form offers and whether the viewer may write it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from data_access import rights
from data_access.changes.rules import closed
from data_access.changes.targets import target_of
from data_access.queries.records import records
from data_access.schema import school
from data_access.viewer import Role, Viewer
from monitoring.organisations import OF_DISTRICT, writer
from monitoring.records.fields import FieldProblem, Value, read, shown
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.record_form import Options
from monitoring.school_kinds import KINDS as SCHOOL_KINDS


def may_write(
    connection: Connection, viewer: Viewer, kind: Kind, given: Mapping[str, object], author: str | None = None
) -> bool:
    """Whether the viewer may write a record of the kind with what is ``given``; of an unknown target, any at all.

    ``author``: the word of who made it, None for a new one.
    """
    if not rights.some(viewer, kind):
        return False
    target = target_of(connection, kind, _readable(kind, given))
    made = None if author is None else writer(author)
    by = None if made is None else made.organisation
    return target is None or rights.may_write(viewer, kind, replace(target, author=by))


def why_closed(connection: Connection, kind: Kind, given: Mapping[str, object]) -> str:
    """Why nobody may write the record now: its school's case is paused or ended; «» where one may."""
    return closed(connection, kind, _readable(kind, given)) or ""


def options_of(connection: Connection, viewer: Viewer, kind: Kind) -> dict[str, Options]:
    """Values of the fields that are schools or other records, by field, within what the viewer may write."""
    found: dict[str, Options] = {}
    for field in kind.fields:
        if field.type == "school":
            found[field.name] = _schools(connection, viewer, every=kind.subject == "pair")
        elif field.type == "record":
            found[field.name] = tuple(
                (str(item.id), _line(KINDS[field.of], item.values, item.schools))
                for item in records(connection, viewer, field.of)
            )
    return found


def _readable(kind: Kind, given: Mapping[str, object]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for field in kind.fields:
        try:
            values[field.name] = read(field, given.get(field.name))
        except FieldProblem:
            values[field.name] = None
    return values


def _schools(connection: Connection, viewer: Viewer, *, every: bool) -> Options:
    general = [code for code, kind in SCHOOL_KINDS.items() if kind.general]
    statement = select(school.c.id, school.c.name).where(school.c.kind.in_(general)).order_by(school.c.name)
    if viewer.role is Role.SCHOOL:
        statement = statement.where(school.c.id == viewer.school_id)
    elif viewer.organisation in OF_DISTRICT and not every:
        statement = statement.where(school.c.district_code == viewer.district)
    return tuple((str(row.id), row.name) for row in connection.execute(statement))


def _line(kind: Kind, values: Mapping[str, Value], schools: Mapping[int, str]) -> str:
    names = [schools[number] for number in values.values() if isinstance(number, int) and number in schools]
    parts = [shown(kind.field(name), values[name]) for name in kind.line]
    return ": ".join([" — ".join(names), ", ".join(part for part in parts if part)]) if names else ", ".join(parts)
