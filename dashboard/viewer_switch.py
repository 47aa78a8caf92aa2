"""The switch of viewers in demo mode: the choice stands in the signed session cookie."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request, session

from dashboard.services import Services
from dashboard.viewers import SESSION_KEY


def register(server: Flask, services: Services) -> None:
    """Adds ``POST /demo/viewer`` (field ``viewer``); outside demo mode the address does not exist."""

    @server.post("/demo/viewer")
    def choose_viewer() -> Response:
        with services.reading() as connection:
            publication = services.publication(connection)
            if not services.demo(connection, publication):
                abort(404)
            chosen = request.form.get("viewer", "")
            if services.demo_viewer(connection, publication, chosen) is None:
                abort(400, "Такого зрителя нет. Выберите зрителя из списка в шапке страницы.")
        session[SESSION_KEY] = chosen
        if request.headers.get("Sec-Fetch-Mode") == "navigate" or request.accept_mimetypes.accept_html:
            return redirect(_own_path(request.referrer), code=303)  # type: ignore[return-value]
        return Response(status=204)


def _own_path(address: str | None) -> str:
    parts = urlsplit(address or "")
    if parts.netloc != request.host or not parts.path.startswith("/"):
        return "/"
    return f"/{parts.path.lstrip('/')}" + (f"?{parts.query}" if parts.query else "")
