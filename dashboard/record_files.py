"""Files of records: sent and fetched by the routes below; rights and scope are those of ``data_access``."""

from flask import Flask, Response, abort, request, send_file

from dashboard.services import Services
from data_access.changes import Refused
from data_access.changes.files import LARGEST, attach, path_of, take_off
from data_access.queries.records import file_of
from data_access.viewer import AccessDenied, NotFound, Viewer


def register(server: Flask, services: Services) -> None:
    """Adds ``POST /files/<kind>/<id>`` (field ``file``), ``POST /files/<id>/end``, ``GET /files/<id>``.

    Refusals answer with a sentence in Russian: 400 for a file that is not taken, 403, 404, 413.
    """

    @server.post("/files/<kind>/<int:record_id>")
    def add(kind: str, record_id: int) -> Response:
        viewer = _viewer(services)
        sent = request.files.get("file")
        if sent is None:
            return _words("Файл не выбран.", 400)
        content = sent.stream.read(LARGEST + 1)
        try:
            with services.writing() as connection:
                today = services.today(connection)
                attach(
                    connection, viewer, kind, record_id, name=sent.filename or "", content=content,
                    folder=services.settings.files, today=today,
                )  # fmt: skip
        except (Refused, AccessDenied, NotFound) as error:
            return _refusal(error)
        return Response(status=204)

    @server.post("/files/<int:file_id>/end")
    def end(file_id: int) -> Response:
        viewer = _viewer(services)
        try:
            with services.writing() as connection:
                take_off(connection, viewer, file_id, today=services.today(connection))
        except (Refused, AccessDenied, NotFound) as error:
            return _refusal(error)
        return Response(status=204)

    @server.get("/files/<int:file_id>")
    def fetch(file_id: int) -> Response:
        viewer = _viewer(services)
        try:
            with services.reading() as connection:
                found, digest = file_of(connection, viewer, file_id)
        except (AccessDenied, NotFound) as error:
            refusal = _refusal(error)
            abort(refusal.status_code, refusal.get_data(as_text=True))
        path = path_of(services.settings.files, digest)
        if not path.is_file():
            abort(404, "Файла нет на диске: сообщите администратору системы.")
        answer = send_file(path, mimetype=found.media_type, as_attachment=True, download_name=found.name, max_age=0)
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _viewer(services: Services) -> Viewer:
    with services.reading() as connection:
        viewer = services.viewer(connection, services.publication(connection))
    if viewer is None:
        abort(403)
    return viewer


def _refusal(error: Exception) -> Response:
    if isinstance(error, Refused):
        text = "; ".join(error.problems.values())
        return _words(f"{text[:1].upper()}{text[1:]}.", 400)
    if isinstance(error, AccessDenied):
        return _words("Эту запись ведёт другая организация.", 403)
    return _words("Такой записи или файла нет.", 404)


def _words(text: str, status: int) -> Response:
    return Response(text, status=status, mimetype="text/plain")
