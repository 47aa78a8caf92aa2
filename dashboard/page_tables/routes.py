"""Tables of pages over HTTP: what a page shows comes back as a workbook. No data are read for it."""

from urllib.parse import quote

from flask import Flask, Response, abort, g, request

from dashboard.briefings.tables import TYPES
from dashboard.page_tables.book import page_book
from dashboard.page_tables.sent import Unreadable, path_of, table_of
from dashboard.services import Services
from data_access import clock
from layouts.texts import briefing as briefing_words
from layouts.texts import pictures as words


def register(server: Flask, services: Services) -> None:
    """Adds ``POST /table/page.xlsx``: JSON as ``sent.PageTable``, answered with a workbook; 400 for what is no table.

    The file holds what was sent and nothing else: whoever asks has it on the screen. ``g.taken_from`` is the path of
    the page where it is one of ours that the viewer may open.
    """

    @server.post("/table/page.xlsx")
    def table_of_page() -> Response:
        with services.reading() as connection:
            publication = services.publication(connection)
            viewer = services.viewer(connection, publication)
        if viewer is None:
            abort(403, briefing_words.SIGN_IN)
        try:
            table = table_of(request.get_json(silent=True))
        except Unreadable as unreadable:
            abort(400, str(unreadable))
        path = path_of(table.page, viewer.role)
        if path is not None:
            g.taken_from = path
        # A page of a former publication says itself of which data it is.
        synthetic = table.synthetic or (publication is not None and publication.synthetic)
        host = (services.settings.public_url or request.host_url).rstrip("/")
        day = clock.now().astimezone().date()
        content = page_book(table, day, f"{host}{table.page}" if path is not None else "", synthetic=synthetic)
        answer = Response(content, content_type=TYPES["xlsx"])
        name = quote(words.page_table_name(table.place, table.title, "xlsx"))
        answer.headers["Content-Disposition"] = f"attachment; filename=\"table.xlsx\"; filename*=UTF-8''{name}"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
