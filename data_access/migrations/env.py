"""Alembic environment: runs on the engine that the caller hands over, all steps in one writer's transaction."""

from collections import Counter

from alembic import context
from sqlalchemy import Connection, Engine

from data_access import walls
from data_access.migrations import PATIENCE_SECONDS
from data_access.schema import metadata
from data_access.writing import writing

engine: Engine = context.config.attributes["engine"]
sqlite = engine.dialect.name == "sqlite"


def require_no_orphans(connection: Connection) -> None:
    """Raises ``RuntimeError`` where the steps have left rows without what they refer to."""
    left = orphans(connection)
    if left:
        with engine.connect() as before:  # in WAL mode others see the former state until the writer commits
            left -= orphans(before)
    if left:
        raise RuntimeError(f"the migration leaves rows that refer to nothing: {dict(left)}")


def orphans(connection: Connection) -> Counter[tuple[str, str]]:
    """Rows that refer to nothing, by table and the table that they refer to."""
    return Counter((table, parent) for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"))


# The project's own transaction, not that of Alembic: the driver of SQLite would begin none for DDL, so a process
# killed between two statements would leave a schema that is neither the old nor the new one. Which steps there are to
# take Alembic asks inside it, so a second start waits and then finds nothing left to do.
with writing(engine, patience=PATIENCE_SECONDS) as connection:
    # FORCE holds the owner of the tables to the policies too: a migration that moves rows has to see them all.
    walls.declare_system(connection)
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=sqlite, compare_type=True)
    context.run_migrations()
    if sqlite:
        require_no_orphans(connection)
