"""The present moment and the day of today: a synthetic city brings its own day, other data have the calendar's.

The clock of a server may jump. Nothing is ordered by it: records by revision, the audit and publications by number.
"""

from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from data_access.schema import app_setting


def now() -> datetime:
    """The present moment, in UTC: every write asks here."""
    return datetime.now(UTC)


def today(connection: Connection, calendar: date | None = None) -> date:
    """The day that terms are judged by; ``calendar`` is the calendar's day, the local one where None."""
    text = connection.scalar(select(app_setting.c.value).where(app_setting.c.key == "today"))
    return date.fromisoformat(text) if text else calendar or now().astimezone().date()


def in_utc(moment: datetime) -> datetime:
    """The moment with its zone: SQLite gives back UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
