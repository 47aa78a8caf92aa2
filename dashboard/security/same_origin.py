"""Whatever changes something is asked from a page of ours: one check for every route, present and to come."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def register(server: Flask) -> None:
    """Adds the check before every request that is not only reading. To be called before the gate is added."""

    @server.before_request
    def refuse_from_elsewhere() -> None:
        if request.method not in READING and from_elsewhere():
            abort(403, "Запрос пришёл с чужой страницы и не выполнен.")


def from_elsewhere() -> bool:
    """Whether another site made the browser send this. Every browser names the origin of what is not only reading;
    programs that are no browsers carry no one's cookies by mistake."""
    origin = request.headers.get("Origin")
    if origin:
        return urlsplit(origin).netloc != request.host
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}
