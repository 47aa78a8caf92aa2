"""One page from question to answer: who asks, of which data version, for what; then the kept answer or the tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dash.development.base_component import Component
from orjson import Fragment

from callbacks import address
from callbacks.serialising import serialised
from callbacks.services import Services
from callbacks.versions import sought
from data_access.access_log import Outcome
from data_access.troubles import trouble_of
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from layouts import message, no_access, not_found, reopened, shell
from layouts.texts import versions as words
from layouts.view import View
from monitoring.reports.publication import Publication, Reopened, Selection

APPLICATION = "Траектория"
INSTEAD = Fragment("null")
"""What a page function returns where the kept answer goes out."""


@dataclass(frozen=True)
class Asked:
    """What a page function answers: ``connection`` is for the queries alone, ``boundaries`` for the maps."""

    services: Services
    connection: Any
    viewer: Viewer
    publication: Publication
    selection: Selection
    view: View
    path: str
    boundaries: Path
    today: date
    query: Mapping[str, str]
    """The query string with one text per name, as it stands in the address."""
    told: dict[str, Outcome] = field(default_factory=dict)

    def closed(self) -> None:
        """Says that what was asked for is closed to the viewer, who gets what anybody may know: for the audit."""
        self.told["outcome"] = "refused"


@dataclass(frozen=True)
class Before:
    """What a page is asked while nothing is published."""

    services: Services
    connection: Any
    viewer: Viewer
    path: str
    view: View


@dataclass(frozen=True)
class Page:
    """A page: ``make`` answers with title and content, ``active`` is its place in the header's navigation."""

    name: str
    template: str
    label: str
    active: str
    make: Callable[[Asked], tuple[str, Component]]
    skeleton: Callable[[], Component]
    kept: bool = True
    """Whether its answers may be kept: a form is made anew for each reader."""
    watches: bool = False
    """Whether it shows something of the viewer's watch list."""
    readers: frozenset[Role] = frozenset()
    """Roles that may open the page at all: nobody, until the page says whom it is for."""
    live: str | None = None
    """Of a page that can show a former publication: what of it is of today all the same, in words («» for nothing).
    None: the page knows no publication but the current one."""
    before: Callable[[Before], tuple[str, Component]] | None = None
    """What answers while nothing is published; None: a sentence that says so."""

    def answer(self, services: Services, path: str, query: dict[str, object]) -> Component | Fragment:
        """The page for the path and the query string, whoever asks; never raises."""
        texts = address.words(query)
        try:
            with services.reading() as connection:
                return self._answer(services, connection, path, texts)
        except Exception as error:  # a page in words instead of an empty screen; the log has the rest
            services.shows(path, "failed")
            content = message.failure(services.failed(error), trouble_of(error), address.again(path, texts))
            return _framed(services, "Ошибка", content, shell.Header(None, None, self.active, ()))

    def _answer(self, services: Services, connection: Any, path: str, query: dict[str, str]) -> Component | Fragment:
        publication = services.publication(connection)
        viewer = services.viewer(connection, publication)
        if viewer is None:
            return _framed(services, "Вход", message.sign_in(), shell.Header(None, None, "", ()))
        if publication is None:
            return self._unpublished(Before(services, connection, viewer, path, View.from_query(query)), publication)
        try:
            found = sought(services, connection, viewer, publication, query, versioned=self.live is not None)
        except NotFound:
            return self._no_version(services, path, publication, query)
        publication, viewer, selection = found.publication, found.viewer, found.selection
        if selection is None:
            return self._unpublished(Before(services, connection, viewer, path, View.from_query(query)), publication)
        view = View.from_query(query)
        # Read before the records are: a page with newer ones under an older number is never asked for again.
        standing, today = services.standing(connection), services.today(connection)
        asked = Asked(
            services, connection, viewer, publication, selection, view, path, services.boundaries, today, query
        )
        header = self._header(services, asked, found.reopened)
        # The header names the viewer, and two roles may share a scope: both are part of the key.
        shown = (path, selection.year, selection.method.code, found.standing, asked.view)
        arguments: tuple[object, ...] = (*shown, header.viewer, bool(header.viewers), standing, today)
        if self.watches:
            arguments = (*arguments, services.watched(connection, viewer))
        key = services.key(self.name, arguments, viewer, publication)
        if self.kept and viewer.role in self.readers and services.recall(key):
            services.shows(path, "cached")
            return INSTEAD
        try:
            if viewer.role not in self.readers:
                raise AccessDenied(self.name)
            title, content = self.make(asked)
        except AccessDenied:
            services.shows(path, "refused")
            return _framed(services, "Нет доступа", no_access.page(), header)
        except NotFound as missing:
            services.shows(path, "missing")
            return _framed(services, "Не найдено", not_found.page(str(missing) or "страница"), header)
        outcome = asked.told.get("outcome", "shown")
        services.shows(path, outcome)
        former = publication.id == selection.version
        services.announce(_titled(f"{title}, {words.TITLE.format(number=publication.id)}" if former else title))
        # A refusal is made anew: from the cache it would be entered as shown.
        if self.kept and outcome == "shown":
            services.keep(key)
        return Fragment(serialised(shell.frame(content, header)))

    def _unpublished(self, asked: Before, publication: Publication | None) -> Component:
        header = shell.Header(publication, None, self.active, ())
        if self.before is None or publication is not None or asked.viewer.role not in self.readers:
            return _framed(asked.services, self.label, message.nothing_published(), header)
        try:
            title, content = self.before(asked)
        except NotFound as missing:
            return _framed(asked.services, "Не найдено", not_found.page(str(missing) or "страница"), header)
        return _framed(asked.services, title, content, header)

    def _no_version(self, services: Services, path: str, publication: Publication, query: dict[str, str]) -> Component:
        """Never the newest data in place of those that were asked for."""
        services.shows(path, "missing")
        selection = address.selection(publication, query)
        header = shell.Header(publication, selection, self.active, path=path)
        return _framed(services, "Не найдено", reopened.no_such(selection), header)

    def _header(self, services: Services, asked: Asked, came: Reopened | None) -> shell.Header:
        current = asked.publication if came is None else came.current
        choices = services.viewer_choices(asked.connection, current)
        return shell.Header(
            asked.publication,
            asked.selection,
            self.active,
            address.years_of(asked.publication),
            viewers=choices,
            viewer=services.viewer_value(asked.viewer),
            signed_in=not choices,
            reopened=came,
            live=self.live,
            lost=len(asked.viewer.lost),
            path=asked.path,
        )


def _framed(services: Services, title: str, content: Component, header: shell.Header) -> Component:
    services.announce(_titled(title))
    return shell.frame(content, header)


def _titled(title: str) -> str:
    return f"{title} — {APPLICATION}"
