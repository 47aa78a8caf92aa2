"""Whom a record concerns, read from the database."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from data_access import rights, walls
from data_access.rights import Target
from data_access.schema import RECORDS, school
from monitoring.districts import CITY
from monitoring.records.fields import Value
from monitoring.records.kind import Kind
from monitoring.road_map import operators


def target_of(connection: Connection, kind: Kind, values: Mapping[str, Value]) -> Target | None:
    """The target of a record with these values; None where what it refers to does not exist."""
    match kind.subject:
        case "school":
            return _schools(connection, values, "school_id")
        case "pair":
            return _schools(connection, values, "mentee_id", "mentor_id")
        case "activity":
            agreement = _row(connection, "partnership_agreement", values.get("agreement_id"))
            return None if agreement is None else _schools(connection, agreement, "mentee_id", "mentor_id")
        case "item":
            return Target(places=frozenset({CITY}))
        case "task":
            return _task(connection, values)
        case "place":
            place = str(values.get("place"))
            if values.get("school_id") is None:
                return Target(places=frozenset({place}))
            found = _schools(connection, values, "school_id")
            # A school of another district: the record concerns neither.
            return found if found is not None and place in {*found.places, CITY} else None


def _schools(connection: Connection, values: Mapping[str, object], *names: str) -> Target | None:
    asked = {values.get(name) for name in names}
    rows = connection.execute(select(school.c.id, school.c.district_code).where(school.c.id.in_(asked))).all()
    if len(rows) != len(asked):
        return None
    return Target(frozenset(row.id for row in rows), frozenset(row.district_code for row in rows))


def _task(connection: Connection, values: Mapping[str, Value]) -> Target | None:
    items = RECORDS["road_map_item"]
    item = connection.execute(
        select(items.c.region_operator, items.c.district_operator).where(
            items.c.year == values.get("year"), items.c.number == values.get("number"), items.c.ended_at.is_(None)
        )
    ).first()
    if item is None:
        return None
    place = str(values.get("place"))
    text = item.region_operator if place == CITY else item.district_operator
    return rights.task(place, operators(text))


def _row(connection: Connection, code: str, record_id: object) -> Mapping[str, object] | None:
    table = RECORDS[code]
    with walls.looking_beyond(connection):  # whom it concerns decides who may write; nothing else is told
        row = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
    return None if row is None else dict(row)
