"""The installation itself asks, for nobody: copies, checks and figures of its state need all rows."""

from sqlalchemy import Connection

from data_access import walls

OPTIONS = "-c traektoria.scope=system"
"""The same for a program of PostgreSQL, by its environment (PGOPTIONS)."""


def see_all_rows(connection: Connection) -> None:
    """Tells row-level security of PostgreSQL so; elsewhere nothing stands in the way."""
    walls.declare_system(connection)
