"""The cache of pages in a real Redis, and without it when it goes away."""

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import redis
from flask import Flask

from dashboard import caching
from dashboard.caching import PageCache
from dashboard.settings import load
from tests.app.conftest import AppOf, Reader
from tests.redis_server import RedisServer
from tests.served import served


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that does much else a Redis that is well may take longer than a reader is to wait for it."""
    monkeypatch.setattr(caching, "REDIS_SECONDS", 5.0)


@pytest.fixture
def new_cache(redis_server: RedisServer, tmp_path: Path) -> Callable[[], PageCache]:
    """Makes caches like those of several processes: each its own object, one Redis."""
    settings = load(var_dir=tmp_path, cache_url=redis_server.url)
    return lambda: PageCache(Flask("test"), settings)


def test_what_one_process_computed_another_reads(new_cache: Callable[[], PageCache]) -> None:
    new_cache().keep(("city", 2025, "all", 7), ("zstd", b"page"))
    assert new_cache().get(("city", 2025, "all", 7)) == ("zstd", b"page")


def test_another_data_version_is_another_key(new_cache: Callable[[], PageCache]) -> None:
    cache = new_cache()
    cache.keep(("city", 7), "old")
    assert cache.get(("city", 8)) is None
    assert cache.get(("city", 7)) == "old"


def test_lost_redis_is_no_error_and_said_once(
    new_cache: Callable[[], PageCache], redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    cache = new_cache()
    cache.keep(("city", 7), "page")
    redis_server.stop()
    for _ in range(5):
        assert cache.get(("city", 7)) is None
        cache.keep(("city", 7), "page")
    assert caplog.text.count("кэш не отвечает") == 1


def test_pages_come_without_redis(app_of: AppOf, demo_url: str, redis_server: RedisServer) -> None:
    reader = Reader(app_of(demo_url, cache_url=redis_server.url).server.test_client())
    before = reader.page("/method").text
    assert reader.page("/method").text == before
    redis_server.stop()
    assert reader.page("/method").text == before


def test_a_served_application_goes_on_when_its_redis_is_killed(
    published_small_city: Path, redis_server: RedisServer, tmp_path: Path
) -> None:
    """Two processes and a signal: pages and counted routes are answered, now and while Redis is away."""
    path = tmp_path / "traektoria.db"
    shutil.copyfile(published_small_city, path)
    with served(f"sqlite:///{path}", tmp_path / "var", cache_url=redis_server.url, rate_limits="true") as server:
        before = server.page("/schools").text
        assert server.page("/schools").text == before
        assert server.get("/sheets/measure.csv").status_code == 200
        with redis.Redis(port=redis_server.port) as client:
            assert client.keys("traektoria:*"), "pages were kept there"
        redis_server.stop()
        for _ in range(3):
            assert server.page("/schools").text == before
            assert server.get("/sheets/measure.csv").status_code == 200
        assert server.get("/readyz").status_code == 200
        assert server.log.count("кэш не отвечает") == 1
        assert "Traceback" not in server.log


def test_redis_that_hangs_costs_one_short_wait(
    app_of: AppOf, demo_url: str, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "REDIS_SECONDS", 2.0)
    server = app_of(demo_url, cache_url=redis_server.url).server
    reader, cache = Reader(server.test_client()), server.extensions["traektoria-cache"]
    waits: list[float] = []
    monkeypatch.setattr(cache, "_attempt", _timed(cache._attempt, waits))
    before = reader.page("/method").text
    assert redis_server.process
    redis_server.process.send_signal(signal.SIGSTOP)
    try:
        waits.clear()
        assert reader.page("/method").text == before
        assert reader.page("/method").text == before
        assert [wait > caching.REDIS_SECONDS / 2 for wait in waits].count(True) == 1
        assert sum(waits) < 3 * caching.REDIS_SECONDS
    finally:
        redis_server.process.send_signal(signal.SIGCONT)
    monkeypatch.setattr(cache, "_rests_until", 0.0)  # half a minute later
    cache.keep(("page", 7), "kept")
    assert cache.get(("page", 7)) == "kept"


def _timed(action: Callable[..., Any], waits: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        started = time.monotonic()
        try:
            return action(*arguments)
        finally:
            waits.append(time.monotonic() - started)

    return timed
