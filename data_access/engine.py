"""The database engine: one factory for SQLite (embedded default) and PostgreSQL (production)."""

from typing import Any

import orjson
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from data_access import walls

SQLITE_BUSY_SECONDS = 30


def normalised(url: str | URL) -> URL:
    """The URL with the driver that this project uses: ``postgresql://`` becomes ``postgresql+psycopg://``."""
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def create(url: str | URL) -> Engine:
    """Engine for the URL. SQLite gets WAL, foreign keys and a busy timeout on each connection."""
    parsed = normalised(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed, pool_pre_ping=True, pool_recycle=1800, json_serializer=_json)
        walls.guard(engine)
        return engine
    engine = create_engine(parsed, connect_args={"timeout": SQLITE_BUSY_SECONDS}, json_serializer=_json)

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # NORMAL would lose the last confirmed writes when the machine (not the process) goes down.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    return engine


def _json(value: Any) -> str:
    """JSON columns: the standard library takes ten times as long for a list of numbers."""
    return orjson.dumps(value).decode()
