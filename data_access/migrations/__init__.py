"""Migrations of the schema (Alembic), run by the application itself."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from data_access import engine as engines

PATIENCE_SECONDS = 300
"""How long a start waits for the one that is upgrading already (or for another writer) before it gives up."""


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = engine
    return config


def upgrade(url: str | URL, revision: str = "head") -> None:
    """Bring the database to ``revision``, wholly or not at all; makes the file of SQLite where it is missing.

    A second process that asks for the same meanwhile waits and then finds it done.
    """
    engine = _engine(url)
    try:
        if revision == "head" and is_current(engine):
            return  # nobody is waited for where there is nothing to do
        command.upgrade(_config(engine), revision)
    finally:
        engine.dispose()


def downgrade(url: str | URL, revision: str) -> None:
    """Take the database back to ``revision`` (``base`` for none), wholly or not at all."""
    engine = _engine(url)
    try:
        command.downgrade(_config(engine), revision)
    finally:
        engine.dispose()


def _engine(url: str | URL) -> Engine:
    engine = engines.create(url)
    if engine.dialect.name == "sqlite":
        # What SQLite cannot alter is made anew under the same name; dropping the former table would delete all rows
        # that refer to it. Within a transaction the setting cannot be changed; ``env`` looks at the keys in the end.
        @event.listens_for(engine, "connect")
        def leave_keys(connection: DBAPIConnection, _record: object) -> None:
            cursor = connection.cursor()
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.close()

    return engine


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest schema."""
    with engine.connect() as connection:
        return revision(connection) == head()


def revision(connection: Connection) -> str | None:
    """The revision of the database's schema; None where it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    """The newest revision that this code knows."""
    return revisions()[-1]


@cache
def revisions() -> tuple[str, ...]:
    """All revisions that this code knows, the oldest first."""
    scripts = ScriptDirectory(str(Path(__file__).parent))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))
