"""One maker for each answer, and a cache that is in trouble."""

import threading
import time
from pathlib import Path

import pytest
from dash import Dash
from flask import Flask

from callbacks import method
from dashboard.caching import PageCache
from dashboard.kept_answers import CACHE
from dashboard.makers import Makers
from dashboard.settings import load
from tests.app.conftest import AppOf, Reader

AT_ONCE = 6


def test_readers_of_one_page_wait_for_the_first(app_of: AppOf, demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    gate = threading.Barrier(AT_ONCE)
    original = method.PAGE.make

    def slow(asked):
        made.append(1)
        time.sleep(0.3)
        return original(asked)

    app = app_of(demo_url)
    app.server.extensions[CACHE].makers = Makers(patience=60)  # a slow machine is slower than a reader is patient
    object.__setattr__(method.PAGE, "make", slow)
    try:
        texts: list[str] = []

        def read() -> None:
            reader = Reader(app.server.test_client())
            gate.wait()
            texts.append(reader.page("/method").text)

        _together(read)
    finally:
        object.__setattr__(method.PAGE, "make", original)
    assert len(texts) == AT_ONCE
    assert len(set(texts)) == 1
    assert len(made) == 1


def test_a_page_that_fails_holds_nobody_up(demo_app: Dash, app_of: AppOf, demo_url: str) -> None:
    app = app_of(demo_url)
    original = method.PAGE.make

    def failing(asked):
        raise RuntimeError("сбой")

    object.__setattr__(method.PAGE, "make", failing)
    try:
        assert Reader(app.server.test_client()).page("/method").title.startswith("Ошибка")
    finally:
        object.__setattr__(method.PAGE, "make", original)
    started = time.monotonic()
    assert not Reader(app.server.test_client()).page("/method").title.startswith("Ошибка")
    assert not app.server.extensions["traektoria-cache"].makers._turns
    assert time.monotonic() - started < 60


def test_turns_come_one_after_another_and_patience_ends() -> None:
    makers = Makers(patience=0.1)
    end = makers.turn("page")
    other = makers.turn("another")
    impatient = makers.turn("page")  # the first has not ended: it is made twice rather than never
    impatient()
    other()
    end()
    again = makers.turn("page")
    again()
    assert makers._turns == {}


def test_a_folder_that_cannot_be_made_leaves_no_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("x")
    cache = PageCache(Flask("test"), load(var_dir=tmp_path, cache_url=f"file://{tmp_path / 'file' / 'cache'}"))
    cache.keep(("page", 1), "kept")
    assert cache.get(("page", 1)) is None
    assert "работаем без него" in caplog.text


def _together(action) -> None:
    threads = [threading.Thread(target=action) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
