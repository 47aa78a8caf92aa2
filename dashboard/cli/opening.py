"""What every command begins with: the settings and the database, brought to the newest schema."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from dashboard import database, metrics, occupancy
from dashboard import settings as environment
from dashboard.cli import output
from dashboard.settings import Settings
from data_access import walls


def settings() -> Settings:
    """The settings; slips in the names of variables are said, not passed over."""
    for advice in environment.unknown_names(os.environ):
        output.say(f"Внимание: {advice}", "yellow")
    chosen = environment.load()
    metrics.prepare(chosen)
    return chosen


@contextmanager
def engine(chosen: Settings | None = None) -> Iterator[Engine]:
    """Engine over the database of the settings, which are read unless they are handed over."""
    chosen = chosen or settings()
    with occupancy.shared(chosen):
        opened = database.opened(chosen)
        try:
            yield opened
        finally:
            opened.dispose()


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """A connection that reads everything: who runs a command has the files of the installation."""
    with engine.connect() as connection:
        walls.declare_system(connection)
        yield connection


@contextmanager
def connection() -> Iterator[Connection]:
    """Such a connection to the database of the settings."""
    with engine() as opened, connected(opened) as connection:
        yield connection
