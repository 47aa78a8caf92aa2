"""Briefings of many recipients, one after another: each in its own scope, and one that fails does not stop the rest."""

import hashlib
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from dashboard.briefings.content import Asked, Wanted, briefing
from dashboard.briefings.formats import FORMATS
from data_access import walls
from data_access.reading import reading
from data_access.troubles import trouble_of
from data_access.viewer import AccessDenied, NotFound, Viewer
from layouts.texts import briefing as words
from layouts.texts import briefing_batch as batch_words
from layouts.texts.troubles import TROUBLES
from monitoring.reports.briefing import Briefing

Put = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a file is made for. ``code``: as on the command line («district:nevsky»); ``name`` the file is named by.

    ``number``: of a school whose name another one has too; it then belongs to the file's name.
    """

    code: str
    viewer: Viewer
    wanted: Wanted
    name: str
    number: int | None = None

    def file(self, year: int, form: str) -> str:
        """Name of the recipient's file."""
        return words.file_name(self.name, year, form, self.number)


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one file: ``sha256`` in hexadecimal digits, ``size`` in bytes.

    Of one that was not made ``reason`` says why and, of a mistake of ours, ``trace`` where in the code; size, digest,
    issuer, link and code are then empty.
    """

    recipient: str
    name: str
    scope: str
    key: str
    form: str
    file: str
    issuer: str = ""
    day: str = ""
    link: str = ""
    code: str = ""
    size: int | None = None
    sha256: str = ""
    reason: str = ""
    trace: str = ""

    @property
    def made(self) -> bool:
        """Whether the file is there."""
        return not self.reason


def make(
    engine: Engine, asked: Asked, recipients: Sequence[Recipient], forms: Sequence[str], put: Put
) -> Iterator[Entry]:
    """Makes and puts away the files, all formats of one recipient together; tells of each as it is done.

    ``asked.viewer`` is of no account: each recipient asks as itself. ``put`` takes a name and the bytes.
    """
    for recipient in recipients:
        found = _asked(engine, replace(asked, viewer=recipient.viewer), recipient.wanted)
        for form in forms:
            yield _made(found, _blank(recipient, asked.selection.year, form), asked, put)


def _asked(engine: Engine, asked: Asked, wanted: Wanted) -> Briefing | Exception:
    try:
        # A connection for each: what breaks the transaction of one is no matter to the next.
        with reading(engine) as connection:
            walls.declare(connection, asked.viewer)  # what is sent out goes past both walls
            return briefing(connection, asked, wanted)
    except Exception as error:
        return error


def _made(found: Briefing | Exception, blank: Entry, asked: Asked, put: Put) -> Entry:
    if isinstance(found, Exception):
        return _failed(blank, found)
    try:
        content = FORMATS[blank.form].make(found, asked.boundaries)
        put(blank.file, content)
    except Exception as error:
        return _failed(blank, error)
    version = found.version
    return replace(
        blank, issuer=found.issuer, day=found.day.isoformat(), link=version.link or version.address, code=version.code,
        size=len(content), sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def _blank(recipient: Recipient, year: int, form: str) -> Entry:
    wanted = recipient.wanted
    return Entry(recipient.code, recipient.name, wanted.scope, wanted.key, form, recipient.file(year, form))


def _failed(blank: Entry, error: Exception) -> Entry:
    why = reason(error)
    trace = "".join(traceback.format_exception(error)).rstrip() if why.startswith(batch_words.INTERNAL) else ""
    return replace(blank, reason=why, trace=trace)


def reason(error: Exception) -> str:
    """Why a file was not made, in a Russian sentence without its full stop."""
    trouble = trouble_of(error)
    if trouble is not None:
        return TROUBLES[trouble].saving
    if isinstance(error, AccessDenied):
        return batch_words.CLOSED
    if isinstance(error, NotFound):
        return batch_words.MISSING
    if isinstance(error, OSError):
        return f"{batch_words.NOT_WRITTEN} ({error.strerror})"
    return f"{batch_words.INTERNAL}: {type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(": ")
