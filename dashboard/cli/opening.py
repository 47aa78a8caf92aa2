"""What every command begins with: the settings and the database, brought to the newest schema."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from dashboard import database
from dashboard import settings as environment
from dashboard.cli import output
from dashboard.settings import Settings


def settings() -> Settings:
    """The settings; slips in the names of variables are said, not passed over."""
    for advice in environment.unknown_names(os.environ):
        output.say(f"Внимание: {advice}", "yellow")
    return environment.load()


@contextmanager
def engine() -> Iterator[Engine]:
    """Engine over the database of the settings."""
    opened = database.opened(settings())
    try:
        yield opened
    finally:
        opened.dispose()
