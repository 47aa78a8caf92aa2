"""``/audit``: the trail for the administrator and КО, by day, actor, school and kind of action; and as a file.

A plain page: it must work when scripts, cache or figures do not.
"""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote, urlencode

from flask import Flask, Response, abort, request

from dashboard.audit.files import Form, audit_file
from dashboard.audit.journal import Journal
from dashboard.security.sign_in import page
from dashboard.services import Services
from data_access.queries.audit import CHANGE, LARGEST, PAGE, audit_trail
from data_access.viewer import AccessDenied
from layouts.texts import audit as words
from layouts.texts import grammar as g
from monitoring.reports.audit import AuditAsked, AuditTrail

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
ACTIONS = {"": words.ANY, CHANGE: words.CHANGE, **words.READING}


class Unreadable(ValueError):
    """What was asked for cannot be read; the message says why, in Russian."""


def register(server: Flask, services: Services, journal: Journal) -> None:
    """Adds ``GET /audit`` and ``GET /audit.xlsx``, ``/audit.csv`` with ``from``, ``to``, ``actor``, ``school``,
    ``action``, and ``offset`` of the page."""

    @server.get("/audit")
    def show() -> Response:
        problem, trail = None, AuditTrail(AuditAsked(), 0, 0, ())
        try:
            trail = _trail(services, journal, offset=_offset(), limit=PAGE)
        except Unreadable as unreadable:
            problem = str(unreadable)
        given = {name: request.args.get(name, "") for name in ("from", "to", "actor", "school", "action")}
        return page(
            "audit.html", words.TITLE, status=400 if problem else 200, audit=words, trail=trail, given=given,
            problem=problem, actions=ACTIONS, query=urlencode({name: value for name, value in given.items() if value}),
            step=PAGE,
        )  # fmt: skip

    @server.get("/audit.<any(xlsx, csv):form>")
    def export(form: Form) -> Response:
        try:
            trail = _trail(services, journal, offset=0, limit=LARGEST)
        except Unreadable as unreadable:
            return Response(str(unreadable), status=400, mimetype="text/plain")
        if trail.total > LARGEST:
            told = words.TOO_MANY.format(total=g.number(trail.total), most=g.number(LARGEST))
            return Response(told, status=400, mimetype="text/plain")
        answer = Response(audit_file(trail, form), content_type=TYPES[form])
        name = quote(f"{words.file_name()}.{form}")
        answer.headers["Content-Disposition"] = f"attachment; filename=\"audit.{form}\"; filename*=UTF-8''{name}"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def asked(given: Mapping[str, str]) -> AuditAsked:
    """What the texts ask for. Raises ``Unreadable``."""
    school = given.get("school", "").strip()
    if school and not (school.isascii() and school.isdigit() and len(school) < 10):
        raise Unreadable(words.WRONG_SCHOOL.format(school=school[:40]))
    action = given.get("action", "")
    return AuditAsked(
        first=_day(given.get("from", "")),
        last=_day(given.get("to", "")),
        actor=given.get("actor", "").strip()[:64],
        school=int(school) if school else None,
        action=action if action in ACTIONS else "",
    )


def _trail(services: Services, journal: Journal, *, offset: int, limit: int) -> AuditTrail:
    journal.flush()  # what other processes have not written yet comes half a second later
    with services.reading() as connection:
        viewer = services.viewer(connection, services.publication(connection))
        if viewer is None:
            abort(403)
        try:
            return audit_trail(connection, viewer, asked(request.args), offset=offset, limit=limit)
        except AccessDenied as denied:
            abort(403, str(denied))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable(words.WRONG_DAY.format(day=text[:40])) from None
    # Days at the ends of the calendar have no day before or after.
    if not date(2000, 1, 1) <= day <= date(2200, 1, 1):
        raise Unreadable(words.WRONG_DAY.format(day=text[:40]))
    return day


def _offset() -> int:
    text = request.args.get("offset", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
