"""What ails the database or the disk, told from the error: the words for the reader are chosen by it."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from enum import StrEnum

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Trouble(StrEnum):
    """Kinds of trouble that pass, or are mended outside the application; what is none of them is a mistake of ours."""

    GONE = "gone"
    """The database does not answer, or its file is not there."""
    BUSY = "busy"
    """Another writer, too many connections or too many open files: it passes by itself."""
    FULL = "full"
    """The disk takes no more, or fails to write."""
    READ_ONLY = "read-only"
    """The disk or the database may only be read."""
    SLOW = "slow"
    """The statement took longer than the setting allows and was cut off."""


_ERRNO = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EIO: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EMFILE: Trouble.BUSY,
    errno.ENFILE: Trouble.BUSY,
}
# Beginnings of extended result codes of SQLite (https://www.sqlite.org/rescode.html), the longer first.
_SQLITE = {
    "SQLITE_FULL": Trouble.FULL,
    "SQLITE_IOERR": Trouble.FULL,
    "SQLITE_READONLY": Trouble.READ_ONLY,
    "SQLITE_CANTOPEN": Trouble.GONE,
    "SQLITE_NOTADB": Trouble.GONE,
    "SQLITE_BUSY": Trouble.BUSY,
    "SQLITE_LOCKED": Trouble.BUSY,
    "SQLITE_INTERRUPT": Trouble.SLOW,
}
# SQLSTATE or its class (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_SQLSTATE = {
    "53100": Trouble.FULL,
    "53": Trouble.BUSY,
    "55P03": Trouble.BUSY,
    "40": Trouble.BUSY,
    "25006": Trouble.READ_ONLY,
    "57014": Trouble.SLOW,
    "57P": Trouble.GONE,
    "08": Trouble.GONE,
    "58": Trouble.FULL,
}
# A connection that is refused has no SQLSTATE, only the server's sentence in the server's language.
_NO_ROOM = re.compile("too many|connection slots|слишком много|слоты подключений", re.IGNORECASE)


def trouble_of(error: BaseException) -> Trouble | None:
    """The trouble behind the error or behind what it was raised from; None where it is none of the known ones."""
    return next((found for each in _chain(error) if (found := _of(each)) is not None), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, DBAPIError):
            waiting.append(each.orig)
        waiting.append(each.__cause__)


def _of(error: BaseException) -> Trouble | None:
    if isinstance(error, PoolTimeout):
        return Trouble.BUSY
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")
        return next((trouble for start, trouble in _SQLITE.items() if name.startswith(start)), None)
    if isinstance(error, psycopg.Error):
        return _of_postgresql(error)
    if isinstance(error, OSError):
        return _ERRNO.get(error.errno or 0)
    return None


def _of_postgresql(error: psycopg.Error) -> Trouble | None:
    if error.sqlstate is not None:
        return next((trouble for start, trouble in _SQLSTATE.items() if error.sqlstate.startswith(start)), None)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Trouble.BUSY if _NO_ROOM.search(str(error)) else Trouble.GONE
    return None
