"""Alembic environment: runs on the engine that the caller hands over, in one transaction."""

from alembic import context
from sqlalchemy import Engine

from data_access import walls
from data_access.schema import metadata

engine: Engine = context.config.attributes["engine"]

with engine.connect() as connection:
    # FORCE holds the owner of the tables to the policies too: a migration that moves rows has to see them all.
    walls.declare_system(connection)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
