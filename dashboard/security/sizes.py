"""How much a request may bring: address, headers, body by route, form of the body, depth of JSON."""

from typing import Any

import orjson
from flask import Flask, abort, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.routing import IntegerConverter

from dashboard.record_files import LARGEST as LARGEST_RECORD_FILE
from dashboard.record_sheets import LARGEST_FILE as LARGEST_SHEET
from data_access.desk.arrivals import LARGEST as LARGEST_DATA_FILE

KIB, MIB = 1024, 1024 * 1024
AROUND_FILE = 64 * KIB
"""Of a form around its file."""
LARGEST_ADDRESS = 8 * KIB
LARGEST_HEADERS = 16 * KIB
LARGEST_BODY = MIB
"""Of a route that the table below does not name; the largest form with its history is 40 KiB."""
DEEPEST = 64
"""Levels of JSON; a question of a page has six."""
FORM_FIELDS = 64 * KIB
FORM_PARTS = 64
LARGEST: dict[str, int] = {
    "POST /sign-in": 4 * KIB,
    "POST /sign-out": 4 * KIB,
    "POST /password": 4 * KIB,
    "POST /account/end-sessions": 4 * KIB,
    "POST /accounts/new": 4 * KIB,
    "POST /accounts/<int:account_id>/change": 4 * KIB,
    "POST /accounts/<int:account_id>/lock": 4 * KIB,
    "POST /accounts/<int:account_id>/unlock": 4 * KIB,
    "POST /accounts/<int:account_id>/reset": 4 * KIB,
    "POST /accounts/<int:account_id>/end-sessions": 4 * KIB,
    "POST /demo/viewer": 4 * KIB,
    "POST /files/<kind>/<int:record_id>": LARGEST_RECORD_FILE + AROUND_FILE,
    "POST /files/<int:file_id>/end": 4 * KIB,
    "POST /sheets/<kind>": LARGEST_SHEET + AROUND_FILE,
    "POST /table/page.xlsx": 512 * KIB,
    # The body is the file itself; the gate lets only the analyst so far.
    "POST /data/files": LARGEST_DATA_FILE,
}
"""Bytes of a body, by method and address as it is registered."""
FORMS = frozenset({"application/json", "application/x-www-form-urlencoded", "multipart/form-data"})
RAW = {"POST /data/files": "application/octet-stream"}
"""Routes whose body is no form, and the form of it that they take."""


class Number(IntegerConverter):
    """A number in an address: no longer than a key of the database can be."""

    regex = r"\d{1,9}"


class Json(DefaultJSONProvider):
    """JSON as it is read from requests: no lone surrogates, no NaN, no numbers or depths that end in a failure."""

    ensure_ascii = False

    def loads(self, s: str | bytes, **_options: Any) -> Any:
        """The value. Raises ``ValueError`` for what is not JSON or is nested too deep."""
        value = orjson.loads(s)
        # Whoever has few brackets is not deep; only the rest is walked.
        opening = s.count("[") + s.count("{") if isinstance(s, str) else s.count(b"[") + s.count(b"{")
        if opening > DEEPEST and _deeper(value, DEEPEST):
            raise ValueError("nested too deep")
        return value


def register(server: Flask) -> None:
    """Adds the checks before every request. To be called before the gate, which reads bodies, and routes are added."""
    server.json = Json(server)
    server.url_map.converters["int"] = Number
    server.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=FORM_FIELDS, MAX_FORM_PARTS=FORM_PARTS)

    @server.before_request
    def measure() -> None:
        environ = request.environ
        if len(environ.get("PATH_INFO", "")) + len(environ.get("QUERY_STRING", "")) > LARGEST_ADDRESS:
            abort(414)
        if sum(len(name) + len(value) for name, value in environ.items() if name[:5] == "HTTP_") > LARGEST_HEADERS:
            abort(431)
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        # Packed bodies grow when they are unpacked; browsers send none.
        if request.headers.get("Content-Encoding", "identity") != "identity":
            raise UnsupportedMediaType
        route = f"{request.method} {request.url_rule.rule}" if request.url_rule is not None else ""
        forms = {RAW[route]} if route in RAW else FORMS
        if request.mimetype not in forms and (request.mimetype or request.content_length):
            raise UnsupportedMediaType
        if request.url_rule is not None:
            largest = LARGEST.get(route, LARGEST_BODY)
            request.max_content_length = largest
            if (request.content_length or 0) > largest:
                raise RequestEntityTooLarge(_too_large(largest))


def largest() -> int:
    """Bytes of the largest body that any route takes."""
    return max(LARGEST.values())


def _too_large(largest: int) -> str | None:
    return f"Файл больше {largest // MIB} МБ." if largest > LARGEST_BODY else None


def _deeper(value: Any, levels: int) -> bool:
    here = [value]
    for _ in range(levels):
        inner = [
            list(item.values()) if isinstance(item, dict) else item for item in here if isinstance(item, dict | list)
        ]
        here = [part for parts in inner for part in parts if isinstance(part, dict | list)]
        if not here:
            return False
    return True
