"""The writer's transaction: one writer at a time, all or nothing, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

_ADVISORY_LOCK = 0x7261656B  # any constant of the project's own; readers never ask for it


@contextmanager
def writing(engine: Engine, *, keep: bool = True) -> Iterator[Connection]:
    """A connection inside a transaction that no other writer of the project shares.

    Committed at the end of the block, rolled back on any exception, and rolled back as well where ``keep`` is false
    (to see what would change). SQLite takes its write lock at once (``BEGIN IMMEDIATE``): a transaction that reads
    before it writes would otherwise fail when another writer came between. PostgreSQL takes an advisory lock, which
    ends with the transaction; its readers go on reading the former state.
    """
    if engine.dialect.name == "sqlite":
        with _sqlite_writing(engine, keep) as connection:
            yield connection
        return
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        yield connection
        if not keep:
            transaction.rollback()


@contextmanager
def _sqlite_writing(engine: Engine, keep: bool) -> Iterator[Connection]:
    # In autocommit mode the driver leaves BEGIN and COMMIT to us; otherwise it begins a deferred transaction itself.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            # Nothing is left to roll back when Ctrl-C in a statement has closed the connection, or a full disk has
            # ended the transaction.
            driver = None if connection.invalidated else connection.connection.driver_connection
            if driver is not None and driver.in_transaction:
                connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT" if keep else "ROLLBACK")
