"""``/embed/…``: one figure as a page that pages of the named hosts may frame, for whoever holds the link."""

import base64
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, g, request
from jinja2 import Environment, FileSystemLoader
from sqlalchemy import Connection

from dashboard import requests
from dashboard.briefings import content
from dashboard.briefings.content import Asked, Wanted
from dashboard.briefings.routes import Refusal, chosen
from dashboard.embedding import tokens
from dashboard.embedding.tokens import Link
from dashboard.services import Services
from data_access import clock, walls
from data_access.accounts.account import numbered
from data_access.viewer import AccessDenied, NotFound, Viewer
from layouts.texts import embedding as words
from monitoring.reports.briefing import Briefing, Figure
from monitoring.reports.publication import Publication

_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)


def register(server: Flask, services: Services) -> None:
    """Adds ``GET /embed/city/<figure>``, ``/embed/district/<code>/<figure>``, ``/embed/school/<number>/<figure>`` with
    ``token`` (``dashboard.embedding.tokens``). 404 while no host may frame, 403 and 404 in words."""

    @server.get("/embed/city/<figure>")
    def figure_of_city(figure: str) -> Response:
        return _answer(services, Wanted("city"), figure)

    @server.get("/embed/district/<code>/<figure>")
    def figure_of_district(code: str, figure: str) -> Response:
        return _answer(services, Wanted("district", code), figure)

    @server.get("/embed/school/<int:number>/<figure>")
    def figure_of_school(number: int, figure: str) -> Response:
        return _answer(services, Wanted("school", str(number)), figure)


def _answer(services: Services, wanted: Wanted, figure: str) -> Response:
    hosts = services.settings.embed_hosts
    if not hosts:
        abort(404, words.OFF)
    g.framed_by = hosts
    try:
        link = tokens.read(services.settings, request.args.get("token", ""), clock.now())
    except tokens.Unreadable:
        return _page(hosts, 403, refusal=words.UNREADABLE)
    except tokens.Expired:
        return _page(hosts, 403, refusal=words.EXPIRED)
    if (link.wanted, link.figure) != (wanted, figure):
        return _page(hosts, 403, refusal=words.UNREADABLE)
    try:
        with services.reading() as connection:
            shown = _shown(services, connection, link)
    except Refusal as refusal:
        return _page(hosts, refusal.status, refusal=str(refusal))
    except (AccessDenied, NotFound):
        return _page(hosts, 404, refusal=words.MISSING)
    return _page(hosts, 200, **shown)


def _shown(services: Services, connection: Connection, link: Link) -> dict[str, Any]:
    """What the page says, kept as the pages are; asked for whoever stands behind the link as he stands now."""
    publication = services.publication(connection)
    viewer = _viewer(services, connection, publication, link)
    walls.declare(connection, viewer)
    g.publication_id = None if publication is None else publication.id  # for the audit
    requests.note(role=str(viewer.role))
    if publication is None or (link.publication is not None and link.publication != publication.id):
        raise Refusal(words.REPLACED, 404)
    arguments = (
        link.wanted.scope, link.wanted.key, link.figure, link.year, link.method, services.standing(connection),
        services.today(connection), services.settings.public_url or request.host_url,
    )  # fmt: skip
    key = services.key("embed", arguments, viewer, publication)
    return services.remembered(key, lambda: _made(services, connection, viewer, link, publication))


def _viewer(services: Services, connection: Connection, publication: Publication | None, link: Link) -> Viewer:
    """In whose scope the figure is shown: read before anything else, at every opening, and told to the audit.

    A lock, another role, district or school ends the link as it ends a session. Without an account a word counts in
    demo mode alone, also where real data came after it was signed. Raises ``Refusal``.
    """
    g.viewer = link.viewer
    if link.account is None:
        if not services.demo(connection, publication):
            raise Refusal(words.UNOWNED, 403)
        return link.viewer
    known = numbered(connection, link.account)
    if known is None:
        raise Refusal(words.ENDED, 403)
    g.link_account = known.id
    now, then = known.viewer, link.viewer
    same = (now.role, now.district, now.school_id) == (then.role, then.district, then.school_id)
    if known.locked_at is not None or not same:
        raise Refusal(words.ENDED, 403)
    g.viewer = now  # with the organisation, as the account's other entries have it
    return now


def _made(
    services: Services, connection: Connection, viewer: Viewer, link: Link, publication: Publication
) -> dict[str, Any]:
    from dashboard.briefings import pictures  # it brings matplotlib along

    selection = chosen(publication, {"year": str(link.year), "method": link.method})
    host = services.settings.public_url or request.host_url
    asked = Asked(viewer, publication, selection, services.boundaries, host)
    briefing = content.briefing(connection, asked, link.wanted)
    figure = figure_of(briefing, link.figure)
    if figure is None:
        raise Refusal(words.MISSING, 404)
    # Letters as outlines: no type of the page reaches into a picture.
    drawn = base64.b64encode(pictures.svg(figure, services.boundaries, fonts="paths")).decode("ascii")
    return {
        "title": figure.title,
        "alt": figure.alt,
        "note": figure.note,
        "picture": drawn,
        "source": words.source(figure.source, publication, selection),
        "version": briefing.version.words,
        "synthetic": briefing.synthetic,
        "link": briefing.version.link,
        "place": briefing.name,
    }


def figure_of(briefing: Briefing, code: str) -> Figure | None:
    """The figure of the code."""
    return next((item for item in briefing.drawn() if item.code == code), None)


def _page(hosts: tuple[str, ...], status: int, **said: Any) -> Response:
    answer = Response(
        _PAGES.get_template("figure.html").render(words=words, **said), status=status, mimetype="text/html"
    )
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {' '.join(hosts)}"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    # The address holds the word of the link: it must not reach whoever is linked to.
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
