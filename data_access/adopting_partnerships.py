"""The registry of partnerships that a publication brings becomes records: what readers see and computations read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from data_access.changes.adopt import ANALYST, Row, adopt
from data_access.changes.write import Change, as_value, write
from data_access.schema import RECORDS, partnership, publication_edition
from monitoring.records.kinds import KINDS

CODE = "partnership_agreement"
KEY = ("mentee_id", "mentor_id", "started_on")
OF_FILE = {
    "mentee_id": "mentee_id",
    "mentor_id": "mentor_id",
    "subjects": "subjects",
    "status": "status",
    "started_on": "started_on",
    "ended_on": "ended_on",
    "agreement_number": "agreement_number",
    "agreement_date": "agreement_date",
    "coordinator_post": "coordinator_post",
    "activities_reported": "activities",
    "activity_reported_on": "last_activity_on",
}
"""Fields of a record by the columns of the registry."""


def adopt_partnerships(connection: Connection, created: int, previous: int | None, now: datetime) -> int:
    """Makes or changes the records of which the registry of the publication ``created`` says something new.

    Returns how many were written. What stands in the registry as in that of ``previous`` leaves its record alone,
    whatever was changed on the pages since.
    """
    former = () if previous is None else _rows(connection, previous)
    known = {_key(row): row for row in former}
    fresh = [row for row in _rows(connection, created) if known.get(_key(row)) != row]
    origin = f"публикация {created}"
    dated = _date_open_ones(connection, fresh, origin, now)
    return dated + adopt(connection, CODE, fresh, former, key=KEY, origin=origin, now=now)


def _rows(connection: Connection, publication: int) -> tuple[Row, ...]:
    rows = connection.execute(
        select(*(partnership.c[column].label(name) for name, column in OF_FILE.items()))
        .join(publication_edition, publication_edition.c.edition_id == partnership.c.edition_id)
        .where(publication_edition.c.publication_id == publication)
        .order_by(partnership.c.mentee_id, partnership.c.mentor_id, partnership.c.started_on)
    ).mappings()
    return tuple({name: as_value(value) for name, value in row.items()} for row in rows)


def _date_open_ones(connection: Connection, rows: Sequence[Row], origin: str, now: datetime) -> int:
    """A pair has one open agreement: where the registry gives it another first day, the record takes that day."""
    table = RECORDS[CODE]
    statement = select(table).where(table.c.ended_at.is_(None), table.c.status != "ended")
    standing: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
    for found in connection.execute(statement).mappings():
        standing.setdefault((found["mentee_id"], found["mentor_id"]), []).append(dict(found))
    written = 0
    for row in rows:
        records = standing.get((row["mentee_id"], row["mentor_id"]), [])
        if row["status"] == "ended" or len(records) != 1 or _key(records[0]) == _key(row):
            continue
        kept = {field.name: as_value(records[0][field.name]) for field in KINDS[CODE].fields}
        change = Change(CODE, origin=origin)
        written += write(connection, ANALYST, KINDS[CODE], change, records[0], {**kept, **row}, now).changed
    return written


def _key(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in KEY)
