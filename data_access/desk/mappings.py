"""Columns chosen once for files with headings of their own: offered again for the same headings."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access.clock import in_utc
from data_access.imports.headers import of_row
from data_access.imports.source import Sheet
from data_access.schema import column_mapping
from data_access.writing import writing
from monitoring.reports.desk import SavedMapping

LONGEST_NAME = 120


def fingerprint(sheet: Sheet) -> str:
    """What sheets with the same headings have in common, however they are spelled."""
    return hashlib.sha256("\n".join(filter(None, of_row(sheet.rows[sheet.heading_row]))).encode()).hexdigest()


def offered(connection: Connection, mark: str) -> SavedMapping | None:
    """The mapping saved for files of that fingerprint."""
    row = connection.execute(select(column_mapping).where(column_mapping.c.fingerprint == mark)).one_or_none()
    return None if row is None else _mapping(row)


def saved(connection: Connection) -> tuple[SavedMapping, ...]:
    """All saved mappings by name."""
    rows = connection.execute(select(column_mapping).order_by(column_mapping.c.name, column_mapping.c.id))
    return tuple(map(_mapping, rows))


def save(
    engine: Engine, mark: str, *, name: str, kind: str, mapping: Mapping[str, str], by: str, now: datetime
) -> None:
    """Keeps a mapping for files of the fingerprint; the one kept before is replaced."""
    values = {
        "name": name[:LONGEST_NAME], "kind": kind, "mapping": dict(mapping), "saved_at": now, "saved_by": by,
    }  # fmt: skip
    with writing(engine) as connection:
        changed = connection.execute(
            update(column_mapping).where(column_mapping.c.fingerprint == mark).values(values)
        ).rowcount
        if not changed:
            connection.execute(insert(column_mapping).values(**values, fingerprint=mark))


def forget(engine: Engine, mapping_id: int) -> bool:
    """Drops a mapping; whether it was there."""
    with writing(engine) as connection:
        return connection.execute(delete(column_mapping).where(column_mapping.c.id == mapping_id)).rowcount > 0


def _mapping(row: object) -> SavedMapping:
    found = row._mapping  # type: ignore[attr-defined]
    return SavedMapping(
        found["id"], found["name"], found["kind"], found["mapping"], in_utc(found["saved_at"]), found["saved_by"]
    )
