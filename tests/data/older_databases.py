"""Databases as they stood at each released revision of the schema, the small city in them as far as they held it."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Engine, MetaData, String, Table, Text, func, insert, select, text

from data_access import migrations
from data_access.engine import create
from data_access.schema import audit_entry, metadata
from tests.postgresql_server import PostgresServer

ADOPTED = {"0010": {"road_map_item", "road_map_task"}, "0011": {"partnership_agreement", "joint_activity"}}
"""Kinds of records that came out of the publication with the migration: before it nobody had written them."""

_numbers = itertools.count(1)


def empty_sqlite(folder: Path) -> Iterator[tuple[str, str]]:
    """Revision and address of a database at it, the oldest first."""
    growing = folder / "growing.db"
    for revision in migrations.revisions():
        migrations.upgrade(f"sqlite:///{growing}", revision)
        path = folder / f"{revision}.db"
        shutil.copyfile(growing, path)
        yield revision, f"sqlite:///{path}"


def empty_postgresql(server: PostgresServer) -> Iterator[tuple[str, str]]:
    """The same in PostgreSQL: each is a copy of the one before, taken a step further."""
    before = "template0"
    for revision in migrations.revisions():
        name = f"older_{next(_numbers)}"
        url = server.create_database(name, template=before)
        migrations.upgrade(url, revision)
        yield revision, url
        before = name


def fill(source: Engine, url: str, revision: str) -> dict[str, int]:
    """Copies into the older database what its tables and columns can hold; returns the rows of each table."""
    later = {kind for since, kinds in ADOPTED.items() if revision < since for kind in kinds}
    older = MetaData()
    target = create(url)
    counts = {}
    with source.connect() as reading, target.begin() as writing:
        older.reflect(bind=writing)
        for table in older.sorted_tables:
            if table.name in {"alembic_version", "district", *later} or table.name not in metadata.tables:
                continue
            rows = _rows(reading, table, later)
            if rows:
                writing.execute(insert(table), rows)
                counts[table.name] = len(rows)
        if target.dialect.name == "postgresql":
            _advance(writing, older)
    target.dispose()
    return counts


def _rows(reading: Connection, table: Table, later: set[str]) -> list[dict[str, Any]]:
    known = metadata.tables[table.name]
    statement = select(*(known.c[column.name] for column in table.columns if column.name in known.c))
    if known is audit_entry:
        statement = statement.where(audit_entry.c.kind.not_in(later))
    dropped = {
        column.name: _empty(column) for column in table.columns if column.name not in known.c and not column.nullable
    }
    # Synthetic, so that the pages may be read without an account.
    made_up = {"synthetic": True} if "synthetic" in table.columns else {}
    return [dict(row) | dropped | made_up for row in reading.execute(statement).mappings()]


def _empty(column: Column[Any]) -> object:
    if isinstance(column.type, Boolean):
        return False
    return "" if isinstance(column.type, String | Text) else 0


def _advance(writing: Connection, older: MetaData) -> None:
    """Sequences go on behind the rows that came with their numbers."""
    for table in older.sorted_tables:
        sequence = "id" in table.columns and writing.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
        if sequence:
            writing.execute(text(f"select setval('{sequence}', coalesce((select max(id) from {table.name}), 1))"))
