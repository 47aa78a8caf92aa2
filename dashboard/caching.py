"""The cache of pages: what was computed once for a data version is not computed again.

Values are kept under name + simple arguments + viewer scope + data version. A cache that fails is a cache that is
not there: the page is computed, and the log says so once in a while.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask_caching import Cache

from dashboard import metrics
from dashboard.makers import Makers
from dashboard.settings import Settings

DAY = 24 * 60 * 60
REDIS_SECONDS = 0.5
REST_SECONDS = 30.0
PREFIX = "traektoria:"
ROOT = Path(__file__).parents[1]
PAGE_PACKAGES = ("callbacks", "layouts", "monitoring", "geodata", "data_access")

log = logging.getLogger(__name__)


class PageCache:
    """flask-caching behind two questions, `get` and `keep`; survives the loss of Redis."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._server = server
        self._cache = _cache(server, settings)
        self._rests_until = 0.0
        self.makers = Makers()
        self._code = code_fingerprint()

    def get(self, parts: tuple[object, ...]) -> Any:
        """The value kept for ``parts`` (simple values only), None where there is none."""
        key = self.key(parts)
        return self._attempt(lambda: self._cache.get(key))

    def keep(self, parts: tuple[object, ...], value: Any) -> None:
        """Keeps the value for a day."""
        key = self.key(parts)
        self._attempt(lambda: self._set(key, value))

    @property
    def answers(self) -> bool:
        """Whether the cache is asked now; after a failure it rests for a while."""
        return time.monotonic() >= self._rests_until

    def _set(self, key: str, value: Any) -> None:
        # A cache in files says of a full disk only that it did not keep the value.
        if self._cache.set(key, value, timeout=DAY) is False:
            raise OSError("значение не записано")

    def key(self, parts: tuple[object, ...]) -> str:
        """The key for the parts: differs for different parts and for different versions of the code."""
        text = repr((self._code, parts))
        return hashlib.sha256(text.encode()).hexdigest()

    def _attempt(self, action: Callable[[], Any]) -> Any:
        if not self.answers:
            return None
        try:
            with self._server.app_context():
                return action()
        except Exception as error:
            # Whatever the cache's trouble is (network, disk, foreign bytes), the page must come.
            self._rests_until = time.monotonic() + REST_SECONDS
            metrics.cache_failed()
            log.warning("кэш не отвечает, %.0f с работаем без него: %s", REST_SECONDS, error)
            return None


def _cache(server: Flask, settings: Settings) -> Cache:
    try:
        return Cache(server, config=configuration(settings))
    except OSError as error:
        log.warning("папки кэша не открыть, работаем без него до перезапуска: %s", error)
        return Cache(server, config={"CACHE_TYPE": "NullCache", "CACHE_NO_NULL_WARNING": True})


def clear(settings: Settings) -> None:
    """Forgets all kept pages: after a restore numbers of changes begin again, and one may mean another thing."""
    server = Flask("traektoria")
    try:
        with server.app_context():
            Cache(server, config=configuration(settings)).clear()
    except Exception as error:
        log.warning("кэш не очищен: %s", error)


def configuration(settings: Settings) -> dict[str, Any]:
    """flask-caching configuration for the cache address of the settings."""
    address = urlsplit(settings.cache_url)
    common = {"CACHE_DEFAULT_TIMEOUT": DAY, "CACHE_THRESHOLD": settings.cache_entries, "CACHE_KEY_PREFIX": PREFIX}
    if address.scheme == "simple":
        return common | {"CACHE_TYPE": "SimpleCache"}
    if address.scheme == "file":
        folder = unquote(f"{address.netloc}{address.path}")
        return common | {"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": folder}
    patience = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
    return common | {
        "CACHE_TYPE": "RedisCache",
        "CACHE_REDIS_URL": settings.cache_url,
        "CACHE_OPTIONS": patience,
    }


def code_fingerprint() -> str:
    """Digest of the code that makes pages: a cache that outlives an update does not serve the former look."""
    digest = hashlib.sha256()
    for package in PAGE_PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(f"{path.relative_to(ROOT)}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
