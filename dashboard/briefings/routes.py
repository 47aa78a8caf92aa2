"""Briefings over HTTP: one GET a scope and a format, in the scope of whoever asks; refusals in words."""

import io
from collections.abc import Mapping

from flask import Flask, Response, abort, request, send_file
from sqlalchemy import Connection

from dashboard.briefings.content import Asked, Wanted, briefing
from dashboard.briefings.formats import FORMATS
from dashboard.briefings.verifying import secrets
from dashboard.services import Services
from data_access.viewer import AccessDenied, NotFound, Viewer
from layouts.texts import briefing as words
from monitoring.method_profiles import DEFAULT_METHOD
from monitoring.reports.briefing import Briefing
from monitoring.reports.publication import Publication, Selection

LONGEST = 9
"""Digits of a number of a publication."""


class Refusal(Exception):
    """A briefing that is not made: why, and the status of the answer."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


def register(server: Flask, services: Services) -> None:
    """Adds ``GET /briefing/city.<form>``, ``/briefing/district/<code>.<form>``, ``/briefing/school/<number>.<form>``.

    ``year`` and ``method`` are taken from the address, else the newest list by the usual method; ``version``: number of
    the publication, else the current one. Refusals: 403, 404.
    """

    @server.get("/briefing/city.<form>")
    def briefing_of_city(form: str) -> Response:
        return _answer(services, Wanted("city"), form)

    @server.get("/briefing/district/<code>.<form>")
    def briefing_of_district(code: str, form: str) -> Response:
        return _answer(services, Wanted("district", code), form)

    @server.get("/briefing/school/<int:number>.<form>")
    def briefing_of_school(number: int, form: str) -> Response:
        return _answer(services, Wanted("school", str(number)), form)


def found(services: Services, wanted: Wanted) -> Briefing:
    """The briefing that a request asks for. Ends the request where it is refused."""
    try:
        with services.reading() as connection:
            return _made(services, connection, wanted)
    except Refusal as refusal:
        abort(refusal.status, str(refusal))
    except AccessDenied:
        abort(403, words.DENIED)
    except NotFound:
        abort(404, words.NOT_FOUND)


def _answer(services: Services, wanted: Wanted, form: str) -> Response:
    if form not in FORMATS:
        abort(404, f"{words.NO_FORMAT} {', '.join(FORMATS)}.")
    made = found(services, wanted)
    # The connection is given back before the file is set: that is the longer part.
    content = FORMATS[form].make(made, services.boundaries)
    name = words.file_name(made.name, made.version.year, form)
    answer = send_file(
        io.BytesIO(content), FORMATS[form].media_type, as_attachment=True, download_name=name, max_age=0
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _made(services: Services, connection: Connection, wanted: Wanted) -> Briefing:
    publication = services.publication(connection)
    viewer = services.viewer(connection, publication)
    if viewer is None:
        raise Refusal(words.SIGN_IN, 403)
    if publication is None:
        raise Refusal(words.NOTHING_PUBLISHED, 404)
    if "version" in request.args:
        publication, viewer = _of_version(services, connection, viewer, publication, request.args["version"])
    selection = chosen(publication, request.args)
    host = services.settings.public_url or request.host_url
    secret = secrets(services.settings)[0]
    return briefing(connection, Asked(viewer, publication, selection, services.boundaries, host, secret), wanted)


def _of_version(
    services: Services, connection: Connection, viewer: Viewer, current: Publication, text: str
) -> tuple[Publication, Viewer]:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise Refusal(words.NO_VERSION, 404)
    try:
        viewer, found = services.reopened(connection, viewer, current, int(text))
    except NotFound:
        raise Refusal(words.NO_VERSION, 404) from None
    services.looks_at(found.publication)
    return found.publication, viewer


def chosen(publication: Publication, asked: Mapping[str, str]) -> Selection:
    """The year and the method asked for. Raises ``Refusal`` for what the publication lacks: a file is kept and passed
    on, so it must not be of another year than it was asked for."""
    code = asked.get("method") or DEFAULT_METHOD
    method = next((item for item in publication.methods if item.code == code), None)
    if method is None:
        raise Refusal(words.NO_METHOD, 404)
    known = sorted({*publication.years, *method.years})
    text = asked.get("year") or str(max(method.years or known, default=0))
    year = next((year for year in known if str(year) == text), None)
    if year is None:
        raise Refusal(words.NO_YEAR, 404)
    return Selection(year, method)
