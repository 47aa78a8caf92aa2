"""The day of today: a synthetic city brings its own, other data have the calendar's."""

from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from data_access.schema import app_setting


def today(connection: Connection, calendar: date | None = None) -> date:
    """The day that terms are judged by; ``calendar`` is the calendar's day, the local one where None."""
    text = connection.scalar(select(app_setting.c.value).where(app_setting.c.key == "today"))
    return date.fromisoformat(text) if text else calendar or date.today()  # noqa: DTZ011 - the office's own day


def in_utc(moment: datetime) -> datetime:
    """The moment with its zone: SQLite gives back UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
