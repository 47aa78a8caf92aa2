"""What a published file says of plan and partnerships becomes records: it is a write as any other, with its audit.

A file is applied where it says something new: a row that stands in the edition as it stood in the one published before
leaves its record alone, whatever was reported since.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from data_access.changes.write import Change, as_value, write
from data_access.schema import RECORDS
from data_access.viewer import Role, Viewer
from monitoring.records.fields import Value
from monitoring.records.kinds import KINDS

Row = Mapping[str, Value]
ANALYST = Viewer(Role.ANALYST)


def adopt(
    connection: Connection,
    code: str,
    rows: Sequence[Row],
    former: Sequence[Row],
    *,
    key: tuple[str, ...],
    origin: str,
    now: datetime,
) -> int:
    """Makes or changes the records of a kind that ``rows`` speak of; returns how many were written.

    ``rows`` and ``former`` (of the edition published before) hold values by field; ``key``: the fields that tell
    records apart. Fields that the file does not hold keep what stands. Ended records stay ended.
    """
    kind, table = KINDS[code], RECORDS[code]
    said = {_key(row, key): row for row in former}
    standing = {_key(dict(row), key): dict(row) for row in connection.execute(select(table)).mappings()}
    change = Change(code, origin=origin)
    written = 0
    for row in rows:
        before = standing.get(_key(row, key))
        if before is not None and (before["ended_at"] is not None or said.get(_key(row, key)) == row):
            continue
        kept = {field.name: None if before is None else as_value(before[field.name]) for field in kind.fields}
        written += write(connection, ANALYST, kind, change, before, {**kept, **row}, now).changed
    return written


def _key(row: Mapping[str, object], key: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[name] for name in key)
