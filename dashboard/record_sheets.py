"""Records as files: templates and exports in the scope of whoever asks, files that are sent back filled in."""

from dataclasses import asdict
from typing import NoReturn
from urllib.parse import quote

from flask import Flask, Response, abort, jsonify, request

from dashboard.services import Services
from data_access.imports.findings import Refused
from data_access.sheets.bring import bring_file, read_file
from data_access.sheets.export import Form, export
from data_access.sheets.table import LARGEST_FILE
from data_access.sheets.template import template
from data_access.viewer import AccessDenied, NotFound, Viewer
from layouts.texts import sheets as words
from monitoring.districts import by_code
from monitoring.records.kinds import KINDS

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def register(server: Flask, services: Services) -> None:
    """Adds ``GET /sheets/<kind>/template.xlsx``, ``GET /sheets/<kind>.xlsx`` and ``.csv``, ``POST /sheets/<kind>``.

    An export takes ``district`` and ``school`` from the address. What is sent (field ``file``; ``dry=1`` only tells
    what would change) is answered with JSON: ``made``, ``changed``, ``unchanged`` and ``message``, or, with 422,
    ``findings`` (``place``, ``message``, ``mend``) and ``rest``; 403, 404 and 413 with a ``message``.
    """

    @server.get("/sheets/<kind>/template.xlsx")
    def empty(kind: str) -> Response:
        viewer = _viewer(services)
        try:
            with services.reading() as connection:
                content = template(connection, viewer, kind)
        except (AccessDenied, NotFound) as error:
            _refuse(error)
        return _file(content, words.template_name(KINDS[kind]), "xlsx")

    @server.get("/sheets/<kind>.<any(xlsx, csv):form>")
    def records(kind: str, form: Form) -> Response:
        viewer = _viewer(services)
        district, school = request.args.get("district"), request.args.get("school", "")
        try:
            with services.reading() as connection:
                content = export(
                    connection,
                    viewer,
                    kind,
                    form,
                    district=district if district in by_code() else None,
                    school_id=int(school) if school.isascii() and school.isdigit() and len(school) < 10 else None,
                )
                publication = services.publication(connection)
        except NotFound as error:
            _refuse(error)
        synthetic = publication is not None and publication.synthetic
        return _file(content, words.export_name(KINDS[kind], synthetic=synthetic), form)

    @server.post("/sheets/<kind>")
    def bring(kind: str) -> tuple[Response, int] | Response:
        viewer = _viewer(services)
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            return jsonify(message=words.NO_FILE), 400
        dry = request.form.get("dry") == "1"
        try:
            source = read_file(sent.filename, sent.stream.read(LARGEST_FILE + 1))
            done = bring_file(services.writer, viewer, kind, source, keep=not dry)
        except Refused as refused:
            findings = [{"place": item.place, "message": item.message, "mend": item.mend} for item in refused.findings]
            message = words.refused(len(findings) + refused.rest)
            return jsonify(message=message, findings=findings, rest=words.rest(refused.rest)), 422
        except AccessDenied:
            return jsonify(message=words.DENIED), 403
        except NotFound:
            return jsonify(message=words.UNKNOWN), 404
        count = done.made + done.changed
        told = words.would(done.made, done.changed, done.unchanged) if dry else words.written(done.made, done.changed)
        return jsonify(message=told, confirm=words.confirm(count) if dry and count else "", **asdict(done))


def _viewer(services: Services) -> Viewer:
    with services.reading() as connection:
        viewer = services.viewer(connection, services.publication(connection))
    if viewer is None:
        abort(403)
    return viewer


def _refuse(error: Exception) -> NoReturn:
    denied = isinstance(error, AccessDenied)
    abort(403 if denied else 404, words.DENIED if denied else words.UNKNOWN)


def _file(content: bytes, name: str, form: Form) -> Response:
    answer = Response(content, content_type=TYPES[form])
    # RFC 5987: the Russian name for whoever understands it, a plain one for the rest.
    named = f"attachment; filename=\"records.{form}\"; filename*=UTF-8''{quote(f'{name}.{form}')}"
    answer.headers["Content-Disposition"] = named
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
