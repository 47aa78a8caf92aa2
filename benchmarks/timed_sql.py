"""Time inside the database driver: executing statements and fetching their rows."""

import sqlite3
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from benchmarks.stopwatch import Stopwatch

SQL = "SQL"
CALLS = ("execute", "executemany", "fetchone", "fetchmany", "fetchall")


def listen(engine: Engine, watch: Stopwatch) -> list[str]:
    """Counts calls of the engine's driver as the part ``SQL``, on connections opened from now on.

    Returns the list that every executed statement is added to.
    """
    statements: list[str] = []
    engine.dispose()
    if engine.dialect.name == "sqlite":
        cursor = _timed(sqlite3.Cursor, watch)
        replaced = {"factory": _connection(cursor)}
    else:
        replaced = {"cursor_factory": _timed(psycopg.Cursor, watch)}

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, _arguments: Any, keywords: dict[str, Any]) -> None:
        keywords.update(replaced)

    @event.listens_for(engine, "before_cursor_execute")
    def _count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    return statements


def _timed(cursor: type[Any], watch: Stopwatch) -> type[Any]:
    return type("TimedCursor", (cursor,), {name: watch.timed(SQL, getattr(cursor, name)) for name in CALLS})


def _connection(cursor: type[sqlite3.Cursor]) -> type[sqlite3.Connection]:
    class TimedConnection(sqlite3.Connection):
        """A connection whose cursors are timed."""

        def cursor(self, factory: Any = None) -> Any:
            return super().cursor(factory or cursor)

    return TimedConnection
