"""The writer's transaction: one writer at a time, all or nothing, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from data_access.sqlite_file import BUSY_SECONDS, UNLIMITED

PATIENCE = "traektoria_writer_patience"
"""Execution option of an engine: seconds that its writers wait for another one where they do not say themselves."""
UNDER_LOCK = "traektoria_under_lock"
"""Execution option of an engine: asked with the connection once no other writer is left. What it raises ends it all."""
_ADVISORY_LOCK = 0x7261656B  # any constant of the project's own; readers never ask for it
_BEGIN = text("select set_config('statement_timeout', '0', true), set_config('lock_timeout', :patience, true)")


@contextmanager
def writing(engine: Engine, *, keep: bool = True, patience: float | None = None) -> Iterator[Connection]:
    """A connection inside a transaction that no other writer of the project shares.

    Committed at the end of the block, rolled back on any exception, and rolled back as well where ``keep`` is false
    (to see what would change). SQLite takes its write lock at once (``BEGIN IMMEDIATE``): a transaction that reads
    before it writes would otherwise fail when another writer came between. PostgreSQL takes an advisory lock, which
    ends with the transaction; its readers go on reading the former state.

    No statement in it is cut off by the limit for readers. ``patience``: seconds to wait for the other writer before
    the error that ``troubles`` calls busy; None takes those of the engine (``engine.create``), and where it has none
    waits half a minute on SQLite and as long as it takes on PostgreSQL. An engine with the option ``UNDER_LOCK`` has
    its say before the block.
    """
    if patience is None:
        patience = engine.get_execution_options().get(PATIENCE)
    if engine.dialect.name == "sqlite":
        with _sqlite_writing(engine, keep, patience) as connection:
            yield connection
        return
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(_BEGIN, {"patience": str(round(1000 * (patience or 0)))})
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        _ask(connection)
        yield connection
        if not keep:
            transaction.rollback()


@contextmanager
def _sqlite_writing(engine: Engine, keep: bool, patience: float | None) -> Iterator[Connection]:
    # In autocommit mode the driver leaves BEGIN and COMMIT to us; otherwise it begins a deferred transaction itself.
    options = {"isolation_level": "AUTOCOMMIT", UNLIMITED: True}
    with engine.connect().execution_options(**options) as connection:
        former = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
        wait = round(1000 * (BUSY_SECONDS if patience is None else patience))
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _ask(connection)
            yield connection
            connection.exec_driver_sql("COMMIT" if keep else "ROLLBACK")
        except BaseException:
            # Nothing is left to roll back when Ctrl-C in a statement has closed the connection, or a full disk has
            # ended the transaction.
            driver = None if connection.invalidated else connection.connection.driver_connection
            if driver is not None and driver.in_transaction:
                connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            # The connection goes back to the pool: whoever takes it next has a patience of his own.
            if not connection.invalidated and connection.connection.driver_connection is not None:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {former}")


def _ask(connection: Connection) -> None:
    question = connection.get_execution_options().get(UNDER_LOCK)
    if question is not None:
        question(connection)
