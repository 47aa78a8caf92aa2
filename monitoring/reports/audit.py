"""What the audit tells: who did what when. No result of a school is part of it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """Which entries are asked for; None and «» for any.

    ``first`` and ``last`` days of the office, both included; ``actor``: the beginning of ``Viewer.code``, or
    ``account:12``; ``school``: its id; ``action``: of the audit of reading, or ``change`` for changes of records.
    """

    first: date | None = None
    last: date | None = None
    actor: str = ""
    school: int | None = None
    action: str = ""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry: ``source`` is ``reading`` or ``change``.

    ``action``: of ``access_log``, of a change create, change, end, file; ``what``: address, command, or kind and number
    of the record. ``account``: name of the account, None in demo mode and for commands.
    """

    at: datetime
    source: str
    viewer: str | None
    account: str | None
    action: str
    what: str
    school_id: int | None
    school: str | None
    district: str | None
    outcome: str
    publication: int | None
    request: str | None


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """Entries, the newest first, from the one after ``offset`` on; ``total`` of them fit what was asked."""

    asked: AuditAsked
    total: int
    offset: int
    rows: tuple[AuditRow, ...]
