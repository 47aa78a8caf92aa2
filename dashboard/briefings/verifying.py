"""«Проверка справки»: what a code or a link says, read with suspicion, and the figures of it in the asker's scope."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection

from callbacks import address
from dashboard.briefings.content import Asked, Wanted, briefing
from dashboard.settings import Settings
from data_access.queries.school import school_card
from data_access.viewer import AccessDenied, NotFound, Viewer
from layouts.texts.briefing import CITY_NAME
from monitoring import briefing_codes
from monitoring.districts import by_code
from monitoring.reports.briefing import Scope
from monitoring.reports.publication import Publication, Reopened, Selection
from monitoring.reports.verification import Subject, Verification

_LINK = re.compile(r"(?:https?://\S+|(?<!\S)/\S*)", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:/briefing)?/(?:(district)/([a-z-]{1,32})|(school)/(\d{1,9})|city)?(?:\.[a-z]{2,5})?/?", re.ASCII
)
MOST = 2_000
"""Signs of a pasted text that are looked at."""


class Reopening(Protocol):
    """What is needed of ``dashboard.services.Services``."""

    @property
    def settings(self) -> Settings:
        """As there."""

    def reopened(
        self, connection: Connection, viewer: Viewer, current: Publication, number: int
    ) -> tuple[Viewer, Reopened]:
        """As there."""


def secrets(settings: Settings) -> tuple[bytes, ...]:
    """Keys of codes, the one that signs first: made from the keys of sessions, so that neither opens the other."""
    keys = (settings.session_secret(), *settings.former_secrets)
    return tuple(hmac.digest(key.encode(), b"briefing codes", "sha256") for key in keys)


def verify(
    services: Reopening, connection: Connection, viewer: Viewer, current: Publication, text: str
) -> Verification:
    """What the pasted text (a code, a link, or a part of the briefing with them) says to the viewer."""
    text = text[:MOST]
    code = briefing_codes.found_in(_LINK.sub(" ", text)) or briefing_codes.found_in(text)
    if code is not None:
        return _of_code(services, connection, viewer, current, code)
    link = _LINK.search(text)
    return Verification("unreadable") if link is None else _of_link(services, connection, viewer, current, link[0])


def _of_code(
    services: Reopening, connection: Connection, viewer: Viewer, current: Publication, code: briefing_codes.Signed
) -> Verification:
    label = code.label
    try:
        reader, reopened = services.reopened(connection, viewer, current, label.publication)
    except NotFound:
        return Verification("wrong")
    publication = reopened.publication
    years = sorted({*publication.years, *(year for method in publication.methods for year in method.years)})
    choices = [(year, method.code) for method in publication.methods for year in years]
    found = briefing_codes.signed_of(code, secrets(services.settings), publication.created_at, choices)
    if found is None:
        return Verification("wrong")
    selection = Selection(found[0], publication.method(found[1]), _version(reopened))
    subject = _subject(connection, reader, label.scope, label.key, selection, reopened)
    if subject is None:
        return Verification("wrong")
    said = _said(services, connection, reader, subject, label.key, label.digest)
    return replace(said, state="right", day=label.day)


def _of_link(
    services: Reopening, connection: Connection, viewer: Viewer, current: Publication, link: str
) -> Verification:
    try:
        parts = urlsplit(link)
        query: Mapping[str, str] = dict(parse_qsl(parts.query, max_num_fields=20))
    except ValueError:
        return Verification("unreadable")
    page = _PAGE.fullmatch(parts.path or "/")
    if page is None:
        return Verification("unreadable")
    scope: Scope = "district" if page[1] else "school" if page[3] else "city"
    key = page[2] or page[4] or ""
    try:
        number = address.version(query)
        reader, reopened = services.reopened(connection, viewer, current, current.id if number is None else number)
    except NotFound:
        return Verification("unknown")
    chosen = address.selection(reopened.publication, query)
    if chosen is None:
        return Verification("unknown")
    selection = replace(chosen, version=_version(reopened))
    subject = _subject(connection, reader, scope, key, selection, reopened)
    return Verification("unknown") if subject is None else _said(services, connection, reader, subject, key, None)


def _version(found: Reopened) -> int | None:
    return None if found.state == "current" else found.publication.id


def _subject(
    connection: Connection, viewer: Viewer, scope: Scope, key: str, selection: Selection, reopened: Reopened
) -> Subject | None:
    if scope == "city":
        return Subject(scope, CITY_NAME, "/", selection, reopened)
    if scope == "district":
        known = by_code().get(key)
        return None if known is None else Subject(scope, known.title, f"/district/{key}", selection, reopened)
    try:
        card = school_card(connection, viewer, reopened.publication, int(key))
    except NotFound:
        return None
    return Subject(scope, card.name, f"/school/{key}", selection, reopened)


def _said(
    services: Reopening, connection: Connection, viewer: Viewer, subject: Subject, key: str, digest: int | None
) -> Verification:
    """The figures as the viewer may see them today."""
    asked = Asked(viewer, subject.reopened.publication, subject.selection, services.settings.boundaries)
    try:
        made = briefing(connection, asked, Wanted(subject.scope, key))
    except (AccessDenied, NotFound):
        return Verification("link", subject, closed=True)
    same = None if digest is None else briefing_codes.digest_of(made) == digest
    return Verification("link", subject, finding=made.finding, figures=made.figures, same=same)
