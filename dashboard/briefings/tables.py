"""Tables behind the charts over HTTP: one table of the briefing of the page, as whoever asks may see it."""

from urllib.parse import quote

from flask import Flask, Response, abort

from dashboard.briefings.content import Wanted
from dashboard.briefings.routes import found
from dashboard.briefings.sheets import Form, table_file
from dashboard.services import Services
from layouts.texts import pictures as words

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def register(server: Flask, services: Services) -> None:
    """Adds ``GET /table/city/<table>.<form>``, ``/table/district/<code>/<table>.<form>`` and
    ``/table/school/<number>/<table>.<form>``: ``table`` is a code of ``monitoring.reports.briefing.Table``, ``form``
    xlsx or csv. ``year``, ``method`` and refusals as of briefings; 404 where the briefing has no such table."""

    @server.get("/table/city/<table>.<any(xlsx, csv):form>")
    def table_of_city(table: str, form: Form) -> Response:
        return _answer(services, Wanted("city"), table, form)

    @server.get("/table/district/<code>/<table>.<any(xlsx, csv):form>")
    def table_of_district(code: str, table: str, form: Form) -> Response:
        return _answer(services, Wanted("district", code), table, form)

    @server.get("/table/school/<int:number>/<table>.<any(xlsx, csv):form>")
    def table_of_school(number: int, table: str, form: Form) -> Response:
        return _answer(services, Wanted("school", str(number)), table, form)


def _answer(services: Services, wanted: Wanted, code: str, form: Form) -> Response:
    briefing = found(services, wanted)
    table = next((item for item in briefing.tables() if item.code == code), None)
    if table is None:
        abort(404, words.NO_TABLE)
    answer = Response(table_file(table, briefing, form), content_type=TYPES[form])
    name = quote(words.table_name(briefing.name, table.title, briefing.version.year, form))
    answer.headers["Content-Disposition"] = f"attachment; filename=\"table.{form}\"; filename*=UTF-8''{name}"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
