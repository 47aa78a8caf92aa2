"""One number and one line of the log a request.

The number stands in the answer's header ``X-Request-ID``, in the page of an error and beside every line of the log;
``flask.g.request_number`` holds it. Of the person who asks the line holds the role alone.
"""

import logging
import re
import secrets
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, g, has_request_context, request

from dashboard import metrics
from dashboard.settings import Settings

HEADER = "X-Request-ID"
NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
PROBES = {"healthz", "readyz", "metrics"}
KEPT = frozenset(
    {"year", "method", "layer", "links", "procedure", "clear", "share", "procedures", "minimum"}
    | {"on", "plan", "ended", "district", "school", "id", "v"}
)
"""Names of the query string whose values say what is looked at; of all others the log has the name alone."""
SECRET_PARTS = {"token", "code", "key", "signature"}
LONGEST_VALUE = 40

log = logging.getLogger("traektoria.access")


def number() -> str:
    """The number of the present request; outside a request a new one."""
    if not has_request_context():
        return secrets.token_hex(4)
    if "request_number" not in g:
        g.request_number = secrets.token_hex(4)
    return str(g.request_number)


def note(**values: Any) -> None:
    """Remembers for the line of the present request: ``page``, ``role``, ``data_version``."""
    if has_request_context():
        for name, value in values.items():
            setattr(g, f"noted_{name}", value)


def register(server: Flask, settings: Settings) -> None:
    """Numbers the requests. To be called before whatever else is registered: it begins first and ends last."""

    @server.before_request
    def begin() -> None:
        g.request_started = time.perf_counter()
        brought = request.headers.get(HEADER, "") if settings.proxies else ""
        g.request_number = brought if NUMBER.fullmatch(brought) else secrets.token_hex(4)

    @server.after_request
    def end(response: Response) -> Response:
        response.headers[HEADER] = number()
        seconds = time.perf_counter() - g.get("request_started", time.perf_counter())
        page = g.get("noted_page")
        metrics.request_ended(page[0] if page else request.endpoint, response.status_code, seconds)
        level = logging.DEBUG if request.endpoint in PROBES and response.status_code < 400 else logging.INFO
        if log.isEnabledFor(level):
            fields = _fields(response, seconds)
            log.log(level, "%s", _line(fields), extra=fields)
        return response


def _fields(response: Response, seconds: float) -> dict[str, Any]:
    page = g.get("noted_page")
    return {
        "request": number(),
        "method": request.method,
        "path": path_shown(),
        "page": _printable(f"{page[1]}{query_shown(page[2])}") if page else None,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "database_ms": round(g.get("database_seconds", 0.0) * 1000, 1),
        "bytes": response.content_length,
        "role": g.get("noted_role"),
        "data_version": g.get("noted_data_version"),
    }


def _line(fields: dict[str, Any]) -> str:
    page = f" [{fields['page']}]" if fields["page"] else ""
    who = f" {fields['role']}" if fields["role"] else ""
    version = f" v{fields['data_version']}" if fields["data_version"] else ""
    return (
        f"{fields['method']} {fields['path']}{page} {fields['status']} {fields['ms']} ms"
        f" (db {fields['database_ms']} ms){who}{version} {fields['request']}"
    )


def path_shown() -> str:
    """Path and query of the present request without what may be secret in them."""
    path = request.path
    for name, value in (request.view_args or {}).items():
        if name in SECRET_PARTS:
            path = path.replace(str(value), "…")
    return _printable(path + query_shown(request.query_string.decode("ascii", "replace")))


def query_shown(query: str) -> str:
    """The query string with values of known names only; what was typed into a form may be anything."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
    shown = [(name[:LONGEST_VALUE], value[:LONGEST_VALUE] if name in KEPT else "*") for name, value in pairs]
    return f"?{urlencode(shown, safe='*,:')}" if shown else ""


def _printable(text: str) -> str:
    # A line feed in an address would begin a line of its own in the log.
    return "".join(sign if sign.isprintable() else "?" for sign in text)
