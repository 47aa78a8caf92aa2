"""/healthz, /readyz: what a watcher is told, without data."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import Connection, create_engine, text

from dashboard import health
from dashboard.factory import close
from tests.app.conftest import AppOf


@contextmanager
def changing(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def closed_app(app_of: AppOf) -> Iterator[AppOf]:
    """As ``app_of``; connections are closed at the end of the test."""
    made: list[Dash] = []

    def make(url: str, **others: Any) -> Dash:
        made.append(app_of(url, **others))
        return made[-1]

    yield make
    for app in made:
        close(app.server)


PARTS = ("database", "schema", "publication", "disk", "files")


def ready(app: Dash) -> tuple[int, dict]:
    response = app.server.test_client().get("/readyz")
    assert response.json is not None
    return response.status_code, response.json


def test_process_that_answers_lives(app_of: AppOf) -> None:
    client = app_of("postgresql://nobody@127.0.0.1:9/nothing").server.test_client()
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_demo_city_is_ready(demo_app: Dash) -> None:
    assert ready(demo_app) == (
        200,
        {"status": "ok", "data_version": 1, "parts": dict.fromkeys(PARTS, True), "failed": [], "words": []},
    )


def test_empty_database_is_ready(closed_app: AppOf, database_url: str) -> None:
    status, told = ready(closed_app(database_url))
    assert (status, told["data_version"], told["failed"]) == (200, None, [])


@pytest.mark.parametrize("kind", ["file", "server"])
def test_database_that_is_gone_is_said(app_of: AppOf, tmp_path: Path, kind: str) -> None:
    if kind == "file":
        app = app_of(f"sqlite:///{tmp_path / 'base' / 'file.db'}")
        (tmp_path / "base").rmdir()
    else:
        app = app_of("postgresql://nobody@127.0.0.1:9/nothing")
    status, told = ready(app)
    assert (status, told["status"], told["data_version"]) == (503, "unavailable", None)
    assert told["failed"] == ["database", "schema", "publication"]
    assert told["words"][0] == "база данных не отвечает"


def test_former_schema_is_said(closed_app: AppOf, database_url: str) -> None:
    app = closed_app(database_url)
    with changing(database_url) as connection:
        connection.execute(text("update alembic_version set version_num = '0001'"))
    assert (ready(app)[0], ready(app)[1]["failed"]) == (503, ["schema"])


def test_spoilt_publication_is_said(app_of: AppOf, demo_copy_url: str) -> None:
    app = app_of(demo_copy_url)
    with changing(demo_copy_url) as connection:
        connection.execute(text("alter table publication_method rename to elsewhere"))
    status, told = ready(app)
    assert (status, told["failed"], told["data_version"]) == (503, ["publication"], 1)


def test_full_disk_is_said(app_of: AppOf, sqlite_url: str) -> None:
    assert ready(app_of(sqlite_url, disk_free_mb=10**9))[1]["failed"] == ["disk"]


def test_folder_that_takes_no_files_is_said(app_of: AppOf, sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_text("")
    assert ready(app_of(sqlite_url, files_dir=tmp_path / "no-folder"))[1]["failed"] == ["files"]


def test_every_part_has_its_words() -> None:
    assert tuple(health.WORDS) == PARTS
