"""The database engine: one factory for SQLite (embedded default) and PostgreSQL (production)."""

from typing import Any

import orjson
from sqlalchemy import URL, Engine, create_engine, make_url

from data_access import sqlite_file, walls
from data_access.writing import PATIENCE

CONNECT_SECONDS = 3
"""How long a server may take to answer at all; the least that libpq takes is 2."""
POOL_SECONDS = 5
"""How long a request waits for a connection of its own process."""
SPARE_CONNECTIONS = 7
"""Beside one for each thread: the audit writes from a thread of its own, the others are a reserve."""
DEAD_SECONDS = 10
"""After so long without a sign of life a connection over the network counts as lost."""


def normalised(url: str | URL) -> URL:
    """The URL with the driver that this project uses: ``postgresql://`` becomes ``postgresql+psycopg://``."""
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def create(
    url: str | URL,
    *,
    query_seconds: float = 0,
    writer_seconds: float | None = None,
    make: bool = True,
    threads: int = 8,
) -> Engine:
    """Engine for the URL. SQLite gets WAL, foreign keys and a busy timeout on each connection.

    A statement outside the writer's transaction (``data_access.writing``) is cut off after ``query_seconds``; 0 lets
    it run. ``writer_seconds``: how long a writer waits for another one, None for as long as ``writing`` says. A
    connection that was lost is made anew when it is next asked for. ``make``: whether a SQLite file that is missing is
    made; an application that is serving must not take an empty one for its own. ``threads``: how many answer at once,
    each on a connection of its own that it holds while it waits for the maker of a page too.
    """
    engine = _create(url, query_seconds, make, threads)
    if writer_seconds is not None:
        engine.update_execution_options(**{PATIENCE: writer_seconds})
    return engine


def _create(url: str | URL, query_seconds: float, make: bool, threads: int) -> Engine:
    parsed = normalised(url)
    if parsed.get_backend_name() == "sqlite":
        return sqlite_file.create(
            parsed, query_seconds=query_seconds, make=make, pool=_pool(threads), json_serializer=_json
        )
    # What stands in the address itself goes before.
    patience: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": DEAD_SECONDS,
        "tcp_user_timeout": DEAD_SECONDS * 1000,
    }
    if query_seconds:
        patience["options"] = f"-c statement_timeout={round(query_seconds * 1000)}"
    engine = create_engine(
        parsed,
        pool_pre_ping=True,
        pool_recycle=1800,
        **_pool(threads),
        connect_args={name: value for name, value in patience.items() if name not in parsed.query},
        json_serializer=_json,
    )
    walls.guard(engine)
    return engine


def _pool(threads: int) -> dict[str, int]:
    return {"pool_size": threads, "max_overflow": SPARE_CONNECTIONS, "pool_timeout": POOL_SECONDS}


def _json(value: Any) -> str:
    """JSON columns: the standard library takes ten times as long for a list of numbers."""
    return orjson.dumps(value).decode()
