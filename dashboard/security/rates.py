"""How often a reader may ask for what costs much, and anybody may try to sign in.

The counting is done by `limits`, the engine of Flask-Limiter. Flask-Limiter itself looks at every request: with it a
page that is kept ready cost a fifth more. Here only the routes of the table pay.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter, RateLimiter
from werkzeug.exceptions import TooManyRequests

from dashboard.security import session
from dashboard.security.gate import PAGE_OUTPUT
from dashboard.security.rules import first_output
from dashboard.settings import Settings
from layouts.texts import errors as words

REDIS_SECONDS = 0.5
REST_SECONDS = 30.0
CALLBACKS = "POST /_dash-update-component"
LONGEST_NAME = 64

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Group:
    """Routes that are counted together for one reader: ``share`` of the setting in a minute."""

    name: str
    share: float


DOWNLOADS = Group("downloads", 1)
UPLOADS = Group("uploads", 0.5)
WRITES = Group("writes", 1)
SIMULATOR = Group("simulator", 10)
BRIEFINGS = Group("briefings", 0.25)
VERIFICATIONS = Group("verifications", 0.25)

HEAVY: dict[str, Group] = {
    "GET /files/<int:file_id>": DOWNLOADS,
    "GET /sheets/<kind>/template.xlsx": DOWNLOADS,
    "GET /sheets/<kind>.<any(xlsx, csv):form>": DOWNLOADS,
    "GET /briefing/city.<form>": BRIEFINGS,
    "GET /briefing/district/<code>.<form>": BRIEFINGS,
    "GET /briefing/school/<int:number>.<form>": BRIEFINGS,
    "GET /table/city/<table>.<any(xlsx, csv):form>": DOWNLOADS,
    "GET /table/district/<code>/<table>.<any(xlsx, csv):form>": DOWNLOADS,
    "GET /table/school/<int:number>/<table>.<any(xlsx, csv):form>": DOWNLOADS,
    "POST /table/page.xlsx": DOWNLOADS,
    "GET /embed/city/<figure>": DOWNLOADS,
    "GET /embed/district/<code>/<figure>": DOWNLOADS,
    "GET /embed/school/<int:number>/<figure>": DOWNLOADS,
    "POST /files/<kind>/<int:record_id>": UPLOADS,
    "POST /files/<int:file_id>/end": UPLOADS,
    "POST /sheets/<kind>": UPLOADS,
    "POST /data/files": UPLOADS,
    "GET /data/kept/<sha256>": DOWNLOADS,
    "GET /audit": DOWNLOADS,
    "GET /audit.<any(xlsx, csv):form>": DOWNLOADS,
    # Each waits for its turn to write, or begins work that lasts.
    "POST /data/files/<upload_id>/choose": WRITES,
    "POST /data/files/<upload_id>/drop": WRITES,
    "POST /data/import": WRITES,
    "POST /data/preview": WRITES,
    "POST /data/publish": WRITES,
    "POST /data/undo": WRITES,
    "POST /data/batches/<int:batch_id>/withdraw": WRITES,
    "POST /data/mappings/<int:mapping_id>/forget": WRITES,
    "POST /data/held/<int:row_id>/take": WRITES,
    "POST /data/held/take-proposed": WRITES,
    "POST /data/held/<int:row_id>/correct": WRITES,
    "POST /data/held/<int:row_id>/leave": WRITES,
    # A password is made and digested.
    "POST /accounts/new": WRITES,
    "POST /accounts/<int:account_id>/reset": WRITES,
}
"""By method and address as it is registered."""
HEAVY_CALLBACKS: dict[str, Group] = {
    '{"name":["ALL"],"type":"record-problem"}': WRITES,
    "partnership-state": WRITES,
    "road-map-copy-result": WRITES,
    "school-watch": WRITES,
    "simulator-finding": SIMULATOR,
    "simulator-districts": SIMULATOR,
}
"""By the component of the callback's first output, as in ``rules.CALLBACKS``. Pages are not counted: they are kept; but
for the one below."""
VERIFY = "verify"
"""The page that makes a whole briefing for each code or address that is pasted, and keeps none."""
SIGN_IN: dict[str, Callable[[], str]] = {
    "POST /sign-in": lambda: request.form.get("name", ""),
    "POST /password": lambda: session.token() or "",
    # Each asks the provider of accounts, and waits for it.
    "GET /sign-in/oidc": lambda: "",
    "GET /sign-in/oidc/callback": lambda: "",
    "GET /sign-in/oidc/left": lambda: "",
}
"""Where a password is tried, and what names whose it is: both that name, where there is one, and the address are
counted."""
FROM_ONE_ADDRESS = 5
"""Times as many attempts as for one name: a whole school may share an address."""


class Counter:
    """Counts in the storage; where that fails, in the memory of this process for half a minute, then tries again."""

    def __init__(self, storage: Storage) -> None:
        self._shared = MovingWindowRateLimiter(storage)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._rests_until = 0.0

    def wait(self, limit: RateLimitItem, *names: str) -> int | None:
        """Counts one more; None where it is within the limit, else the seconds until one is."""
        if time.monotonic() >= self._rests_until:
            try:
                return self._wait(self._shared, limit, *names)
            except Exception as error:  # whatever the trouble of the storage is, readers are served
                self._rests_until = time.monotonic() + REST_SECONDS
                log.warning("счётчик обращений не отвечает, %.0f с считаем в памяти: %s", REST_SECONDS, error)
        return self._wait(self._own, limit, *names)

    @staticmethod
    def _wait(counter: RateLimiter, limit: RateLimitItem, *names: str) -> int | None:
        if counter.hit(limit, *names):
            return None
        return max(1, int(counter.get_window_stats(limit, *names).reset_time - time.time()) + 1)


def register(server: Flask, settings: Settings) -> None:
    """Adds the counting before the routes of the tables. To be called after the gate is added."""
    if not settings.rate_limits:
        return
    counter = Counter(_storage(settings))
    groups = {*HEAVY.values(), *HEAVY_CALLBACKS.values(), VERIFICATIONS}
    limits = {group: RateLimitItemPerMinute(max(1, int(settings.heavy_per_minute * group.share))) for group in groups}
    of_name = RateLimitItemPerMinute(settings.sign_in_per_minute)
    of_address = RateLimitItemPerMinute(settings.sign_in_per_minute * FROM_ONE_ADDRESS)

    @server.before_request
    def count() -> None:
        if request.url_rule is None:
            return
        route = f"{'GET' if request.method == 'HEAD' else request.method} {request.url_rule.rule}"
        group = _of_callback(request.get_json()) if route == CALLBACKS else HEAVY.get(route)
        if group is not None:
            _refuse(counter.wait(limits[group], group.name, reader()))
        elif route in SIGN_IN:
            _refuse(counter.wait(of_address, "sign-in-from", request.remote_addr or ""))
            name = SIGN_IN[route]().strip().casefold()[:LONGEST_NAME]
            if name:
                _refuse(counter.wait(of_name, "sign-in-as", _digest(name)))


def _of_callback(body: Mapping[str, Any]) -> Group | None:
    output = first_output(body["output"])
    if output != PAGE_OUTPUT:
        return HEAVY_CALLBACKS.get(output)
    # Whether the question has its form is looked at after this.
    inputs = body.get("inputs")
    parts = [part for part in inputs if isinstance(part, dict)] if isinstance(inputs, list) else []
    given = {str(part.get("property")): str(part.get("value") or "") for part in parts}
    asks = "code=" in given.get("search", "") and unquote(given.get("pathname", "")).strip("/") == VERIFY
    return VERIFICATIONS if asks else None


def reader() -> str:
    """Who is counted: the session, so that readers behind one address do not hinder each other; else the address."""
    token = session.token()
    return _digest(token) if token else request.remote_addr or ""


def _refuse(seconds: int | None) -> None:
    if seconds is not None:
        raise TooManyRequests(words.too_often(seconds), retry_after=seconds)


def _digest(text: str) -> str:
    # Of a fixed length and without the separators of keys; no token and no name stands in the storage.
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _storage(settings: Settings) -> Storage:
    if urlsplit(settings.cache_url).scheme not in {"redis", "rediss"}:
        return MemoryStorage()
    patience = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    storage = storage_from_string(settings.cache_url, **patience)
    assert isinstance(storage, Storage)  # of an address without async+
    return storage
