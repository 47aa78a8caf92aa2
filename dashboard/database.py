"""The database of the settings, brought to the newest schema."""

from sqlalchemy import Engine

from dashboard.settings import Settings
from data_access import engine as engines
from data_access import migrations


def prepare(settings: Settings) -> None:
    """Makes the database where it is missing and brings its schema up to date."""
    settings.prepare_folders()
    engine = engines.create(settings.database)
    try:
        if migrations.is_current(engine):
            return
        try:
            migrations.upgrade(settings.database)
        except Exception:
            # Another process that starts at the same moment may have done it between the question and the deed.
            if not migrations.is_current(engine):
                raise
    finally:
        engine.dispose()


def opened(settings: Settings) -> Engine:
    """Engine over the prepared database."""
    prepare(settings)
    return engines.create(settings.database)
