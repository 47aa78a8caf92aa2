"""SQLite: how its file is opened, watched and, on a disk that may only be read, read without being written to."""

import math
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 30
STEPS = 100_000
"""Instructions of SQLite's machine, about a millisecond, between two looks at the clock."""
UNLIMITED = "traektoria_unlimited"
"""Execution option of connections whose statements are never cut off: those of the writer."""
_UNTIL, _FILE = "until", "file"


def create(
    url: URL, *, query_seconds: float, make: bool, pool: Mapping[str, int], json_serializer: Callable[[Any], str]
) -> Engine:
    """Engine over the file, which is made where it is missing if ``make``; see ``data_access.engine.create``."""
    arguments: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}, "json_serializer": json_serializer}
    path = None if url.database in {None, "", ":memory:"} or "uri" in url.query else Path(str(url.database)).absolute()
    if path is not None:
        arguments |= pool
    engine = create_engine(url, **arguments)
    if path is not None:
        _watch(engine, path, make)
    _prepare(engine)
    if query_seconds:
        _limit(engine, query_seconds)
    return engine


def _watch(engine: Engine, path: Path, make: bool) -> None:
    @event.listens_for(engine, "do_connect")
    def name(_dialect: Any, record: ConnectionPoolEntry, arguments: list[Any], keywords: dict[str, Any]) -> None:
        record.info[_FILE] = _identity(path)
        arguments[0] = address(path, make=make)
        keywords["uri"] = True

    @event.listens_for(engine, "checkout")
    def compare(_connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        # An open file goes on living after it was moved away or replaced (restored): what was written into it then
        # would be lost. Half of a restored file is no file either.
        known, present = record.info.get(_FILE), _identity(path)
        if known is None:  # the connection itself has just made the file
            record.info[_FILE] = present
        elif known != present:
            raise DisconnectionError(f"{path} is another file now")


def address(path: Path, *, make: bool) -> str:
    """The file as SQLite is to open it: for writing where that is possible, else for reading only."""
    if not path.exists() or _writable(path):
        return f"file:{quote(str(path))}?mode={'rwc' if make else 'rw'}"
    # In WAL mode a reader too writes beside the file, unless it is told that nobody changes it: so on a disk that may
    # only be read, once the last writer has left nothing in the log.
    log, index = path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
    left = index.exists() or (log.exists() and log.stat().st_size > 0)
    return f"file:{quote(str(path))}?mode=ro{'' if left else '&immutable=1'}"


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _identity(path: Path) -> tuple[int, int, bool] | None:
    """Tells one file from another under the same name; whether it may be written belongs to it. None without a file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, _writable(path)


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        known = record.info.get(_FILE)
        if known is None or known[2]:
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # NORMAL would lose the last confirmed writes when the machine (not the process) goes down.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()


def _limit(engine: Engine, seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def look_at_the_clock(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_UNTIL] = math.inf
        connection.set_progress_handler(lambda: time.monotonic() > record.info[_UNTIL], STEPS)

    @event.listens_for(engine, "before_cursor_execute")
    def begin(connection: Connection, *_others: object) -> None:
        unlimited = connection.get_execution_options().get(UNLIMITED)
        connection.info[_UNTIL] = math.inf if unlimited else time.monotonic() + seconds

    @event.listens_for(engine, "checkin")
    def end(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info[_UNTIL] = math.inf
