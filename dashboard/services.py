"""What the pages are given: database, current data version, viewer, cache. One object an application."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from flask import g, has_request_context, session
from sqlalchemy import Connection, Engine

from dashboard import kept_answers, requests
from dashboard.briefings.verifying import verify
from dashboard.caching import PageCache
from dashboard.security import session as signed_in
from dashboard.settings import Settings
from dashboard.viewers import SESSION_KEY
from data_access import clock, walls
from data_access.access_log import Outcome
from data_access.desk.folder import Desk
from data_access.former_rights import narrowed
from data_access.imports import schools
from data_access.publications import current_id
from data_access.queries import publication as publications
from data_access.queries import records
from data_access.queries import viewers as demo
from data_access.queries.status import real_data
from data_access.queries.watched import watched_since
from data_access.reading import reading
from data_access.troubles import trouble_of
from data_access.viewer import NotFound, Role, SessionEnded, Viewer
from data_access.writing import UNDER_LOCK, writing
from geodata import loader
from monitoring.reports.publication import Publication, Reopened
from monitoring.reports.verification import Verification

log = logging.getLogger(__name__)

DEFAULT_VIEWER = Viewer(Role.COMMITTEE)
REMEMBERED = 4
WRITER_SECONDS = 10.0
"""How long a request waits for another writer (an import, a publication) before it says so."""
_VIEWER = "declared_viewer"

Value = TypeVar("Value")
Number = TypeVar("Number", int, tuple[int, ...])


class Shown(NamedTuple):
    """What became of a page that was asked for."""

    path: str
    outcome: Outcome


@dataclass(frozen=True)
class Services:
    """The application as pages see it (``callbacks.services``)."""

    settings: Settings
    engine: Engine
    cache: PageCache
    _publications: dict[int, Publication] = field(default_factory=dict)
    _offers: dict[tuple[int, ...], tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def boundaries(self) -> Path:
        """Folder of imported boundaries."""
        return self.settings.boundaries

    @property
    def desk(self) -> Desk:
        """The analyst's desk."""
        return Desk(self.settings.imports)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for one request: of its viewer, of nobody until ``viewer`` has told who that is.

        All that it reads is of the same moment. Raises at once what the gate has met a moment ago: a database that
        does not answer is not waited for twice.
        """
        if has_request_context() and "no_database" in g:
            raise g.no_database
        with reading(self.engine) as connection:
            _declare(connection, _declared())
            yield connection

    @property
    def writer(self) -> Engine:
        """The engine for what takes the writer's transaction by itself: ``SessionEnded`` as ``writing`` raises it."""
        return self.engine.execution_options(**{UNDER_LOCK: self._ask_again})

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in the one writer's transaction: kept whole at the end of the block, or not at all.

        Raises ``SessionEnded`` where who asks is not any more who came in.
        """
        with writing(self.writer) as connection:
            _declare(connection, _declared())
            yield connection

    def _ask_again(self, connection: Connection) -> None:
        # The other writer, for whom this one has waited, may have been the administrator.
        if signed_in.known() is not None:
            stands = signed_in.stands(connection, self.settings)
        else:  # chosen in demo mode, which ends with the first real file; or nobody, on the way in
            stands = _declared() is None or self.demo(connection, self.publication(connection))
        if not stands:
            raise SessionEnded

    def today(self, connection: Connection) -> date:
        """The day that terms are judged by."""
        return clock.today(connection)

    def standing(self, connection: Connection) -> tuple[int, ...]:
        """Differs after any change of a record, and of the register: who may read a record is read from it, at once."""
        return records.last_change(connection), *schools.index_version(connection)

    def watched(self, connection: Connection, viewer: Viewer) -> tuple[tuple[int, str], ...]:
        """The viewer's watch list: schools and since when, to tell one state of it from another."""
        return tuple((school, since.isoformat()) for school, since in watched_since(connection, viewer).items())

    def publication(self, connection: Connection) -> Publication | None:
        """The data version that readers see now: its number is read each time, what it holds never changes."""
        number = current_id(connection)
        requests.note(data_version=number)
        if number is None:
            return None
        known = self._publications.get(number)
        if known is None:
            known = publications.current(connection)
            if known is not None:
                _remember(self._publications, known.id, known)
        return known

    def demo(self, connection: Connection, publication: Publication | None) -> bool:
        """Whether readers choose who they are."""
        return demo_mode(self.settings, connection, publication)

    def viewer(self, connection: Connection, publication: Publication | None) -> Viewer | None:
        """Who is looking: in demo mode the one chosen, else КО; outside it the holder of the account signed in.

        The database is told too, for this connection and for those that the request opens after it; so is the audit.
        """
        found = self._viewer(connection, publication)
        if has_request_context():
            g.viewer, g.publication_id = found, None if publication is None else publication.id
        _remember_declared(found)
        _declare(connection, found)
        return found

    def _viewer(self, connection: Connection, publication: Publication | None) -> Viewer | None:
        if not self.demo(connection, publication):
            holder = signed_in.holder(connection, self.settings)
            if holder is None or holder.must_change:
                return None
            requests.note(role=str(holder.viewer.role))
            return holder.viewer
        chosen = session.get(SESSION_KEY) if has_request_context() else None
        # Of a database made anew some schools may be gone: the choice is then the default.
        known = self.demo_viewer(connection, publication, chosen) if isinstance(chosen, str) else None
        viewer = known or DEFAULT_VIEWER
        requests.note(role=str(viewer.role))
        return viewer

    def reopened(
        self, connection: Connection, viewer: Viewer, current: Publication, number: int
    ) -> tuple[Viewer, Reopened]:
        """The publication of the number, and the viewer as he may read it today. Raises ``NotFound``.

        In demo mode, where anybody is whoever he likes, a publication with real data is not there.
        """
        found = current if number == current.id else self._publications.get(number)
        if found is None:
            found = publications.numbered(connection, number)
            if found is None:
                raise NotFound("публикация")
            _remember(self._publications, number, found)
        if not found.synthetic and self.demo(connection, current):
            raise NotFound("публикация")
        return narrowed(connection, viewer, number, current.id), publications.reopened(connection, found, current)

    def verified(self, connection: Connection, viewer: Viewer, current: Publication, text: str) -> Verification:
        """What a pasted code or link of a briefing says to the viewer."""
        return verify(self, connection, viewer, current, text)

    def looks_at(self, publication: Publication) -> None:
        """Says of which publication the answer is, for the audit and the log of requests."""
        g.publication_id = publication.id
        requests.note(data_version=publication.id)

    def viewer_value(self, viewer: Viewer) -> str:
        """The viewer as a value of the switch."""
        return viewer.code

    def viewer_choices(self, connection: Connection, publication: Publication | None) -> tuple[tuple[str, str], ...]:
        """Viewers to choose from in demo mode, as (value, label); the present one is among them."""
        if not self.demo(connection, publication):
            return ()
        offered, viewer = self._offered(connection, publication), _declared()
        if viewer is None or viewer.code in dict(offered):
            return offered
        own = demo.as_offered(connection, viewer)
        return *offered, (own.viewer.code, own.label)

    def demo_viewer(self, connection: Connection, publication: Publication | None, word: str) -> Viewer | None:
        """Whom the word names in demo mode, offered or not; before the first publication there is КО alone.

        The offer changes with partnerships and register: whoever has chosen a school stays with it.
        """
        if publication is None:
            return DEFAULT_VIEWER if word == DEFAULT_VIEWER.code else None
        return demo.viewer_named(connection, word)

    def _offered(self, connection: Connection, publication: Publication | None) -> tuple[tuple[str, str], ...]:
        if publication is None:
            return ((DEFAULT_VIEWER.code, "Комитет"),)
        rests_on = (publication.id, *self.standing(connection))
        known = self._offers.get(rests_on)
        if known is None:
            with walls.looking_beyond(connection):  # the offer rests on the lists; it is made before anybody is known
                offered = demo.demo_viewers(connection, publication)
            known = tuple((choice.viewer.code, choice.label) for choice in offered)
            _remember(self._offers, rests_on, known)
        return known

    def key(
        self, name: str, arguments: tuple[object, ...], viewer: Viewer, publication: Publication
    ) -> tuple[object, ...]:
        """Under what an answer is kept: name, arguments, viewer scope, data version and boundaries."""
        # A database made anew begins its numbers again, so the moment of publication belongs to the version.
        version = (publication.id, publication.created_at.isoformat())
        return name, arguments, viewer.scope_key, version, loader.fingerprint(self.boundaries)

    def recall(self, key: tuple[object, ...]) -> bool:
        """Whether the answer is kept; it then goes out in place of whatever the page function returns."""
        return kept_answers.recall(self.cache, key)

    def keep(self, key: tuple[object, ...]) -> None:
        """Keeps the answer that is being made, as it will go out."""
        kept_answers.keep_this(key)

    def remembered(self, key: tuple[object, ...], make: Callable[[], Value]) -> Value:
        """The value kept under the key, else made and kept; None is made anew each time."""
        known: Value | None = self.cache.get(key)
        if known is not None:
            return known
        value = make()
        self.cache.keep(key, value)
        return value

    def shows(self, path: str, outcome: Outcome) -> None:
        """Says what becomes of the page of the path, for the audit: it knows the viewer and the publication."""
        g.shown = Shown(path, outcome)

    def announce(self, title: str) -> None:
        """Sets the browser title of the page that is being made."""
        g.page_title = title

    def failed(self, error: Exception) -> str:
        """Writes the error to the log and returns the number under which it stands there: that of the request."""
        number = requests.number()
        trouble = trouble_of(error)
        if trouble is None:
            log.error("ошибка %s", number, exc_info=error)
        else:  # where in the code it struck says nothing, and every reader of the minute has one
            log.error("ошибка %s (%s): %s", number, trouble, getattr(error, "orig", None) or error)
        return number


def demo_mode(settings: Settings, connection: Connection, publication: Publication | None) -> bool:
    """Whether readers choose who they are: by the setting, and never beside data that are not synthetic."""
    if settings.demo_mode == "off" or not (publication is None or publication.synthetic):
        return False
    return not real_data(connection)


def _declared() -> Viewer | None:
    """Whom this request was found to come from, None before and outside of requests."""
    return g.get(_VIEWER) if has_request_context() else None


def _remember_declared(viewer: Viewer | None) -> None:
    if has_request_context():
        setattr(g, _VIEWER, viewer)


def _declare(connection: Connection, viewer: Viewer | None) -> None:
    if viewer is not None:
        walls.declare(connection, viewer)


def _remember(memory: dict[Number, Value], number: Number, value: Value) -> None:
    # Requests in other threads may do the same; both hold the same value.
    memory[number] = value
    for old in sorted(memory)[:-REMEMBERED]:
        if old != number:
            memory.pop(old, None)
