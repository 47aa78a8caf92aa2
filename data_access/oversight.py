"""The installation itself asks, for nobody: copies, checks and figures of its state need all rows."""

from sqlalchemy import Connection, text

OPTIONS = "-c traektoria.scope=system"
"""The same for a program of PostgreSQL, by its environment (PGOPTIONS)."""

_ALL = text("select set_config('traektoria.scope', 'system', true)")


def see_all_rows(connection: Connection) -> None:
    """Tells row-level security of PostgreSQL so, for the present transaction; elsewhere nothing stands in the way."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ALL)
