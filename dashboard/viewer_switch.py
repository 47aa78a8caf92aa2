"""The switch of viewers in demo mode: the choice stands in the signed session cookie."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request, session

from dashboard.services import Services
from dashboard.viewers import SESSION_KEY

FORM_BYTES = 4096


def register(server: Flask, services: Services) -> None:
    """Adds ``POST /demo/viewer`` (field ``viewer``); outside demo mode the address does not exist."""

    @server.post("/demo/viewer")
    def choose_viewer() -> Response:
        if from_elsewhere():
            abort(403)
        with services.reading() as connection:
            publication = services.publication(connection)
            choices = dict(services.viewer_choices(connection, publication))
        if not choices:
            abort(404)
        if (request.content_length or 0) > FORM_BYTES:
            abort(413)
        chosen = request.form.get("viewer", "")
        if chosen not in choices:
            abort(400, "Такого зрителя нет. Выберите зрителя из списка в шапке страницы.")
        session[SESSION_KEY] = chosen
        if request.headers.get("Sec-Fetch-Mode") == "navigate" or request.accept_mimetypes.accept_html:
            return redirect(_own_path(request.referrer), code=303)  # type: ignore[return-value]
        return Response(status=204)


def from_elsewhere() -> bool:
    """Whether another site made the browser send this."""
    origin = request.headers.get("Origin")
    if origin:
        return urlsplit(origin).netloc != request.host
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


def _own_path(address: str | None) -> str:
    parts = urlsplit(address or "")
    if parts.netloc != request.host or not parts.path.startswith("/"):
        return "/"
    return f"/{parts.path.lstrip('/')}" + (f"?{parts.query}" if parts.query else "")
