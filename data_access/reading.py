"""The reader's transaction: everything that one answer shows is of the same moment, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it was at the first statement, whatever writers do meanwhile.

    Nothing of the publication changes, but records do between two queries of a page. Neither database makes a reader
    wait for a writer, nor a writer for a reader.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection
        return
    # The driver begins no transaction for a SELECT by itself: each would see its own moment.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("BEGIN")
        try:
            yield connection
        finally:
            driver = None if connection.invalidated else connection.connection.driver_connection
            if driver is not None and driver.in_transaction:
                driver.rollback()
