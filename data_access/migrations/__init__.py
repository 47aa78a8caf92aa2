"""Migrations of the schema (Alembic), run by the application itself."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine

from data_access import engine as engines


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = engine
    return config


def upgrade(url: str | URL, revision: str = "head") -> None:
    """Bring the database to ``revision``; makes the file of a SQLite database where it is missing."""
    engine = engines.create(url)
    try:
        command.upgrade(_config(engine), revision)
    finally:
        engine.dispose()


def downgrade(url: str | URL, revision: str) -> None:
    """Take the database back to ``revision`` (``base`` for none)."""
    engine = engines.create(url)
    try:
        command.downgrade(_config(engine), revision)
    finally:
        engine.dispose()


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
