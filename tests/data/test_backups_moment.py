"""A backup is of one moment, its description too; one that says something else is refused before anything changes."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert

from data_access import backups
from data_access.backups import making
from data_access.publications import current_id
from data_access.schema import current_publication, publication
from tests.data.builders import NOW
from tests.postgresql_server import PostgresServer


@pytest.fixture(autouse=True)
def _programs(postgresql_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{postgresql_server.programs}:{os.environ['PATH']}")


@pytest.fixture
def folders(tmp_path: Path) -> backups.Folders:
    return backups.Folders(tmp_path / "files", tmp_path / "boundaries", tmp_path / "imports")


def publish(engine: Engine, number: int) -> None:
    row = {"created_at": NOW, "synthetic": True, "today": NOW.date(), "schools": 0, "results": 0, "sources": []}
    with engine.begin() as connection:
        connection.execute(insert(publication).values(id=number, **row))
        connection.execute(delete(current_publication))
        connection.execute(insert(current_publication).values(id=1, publication_id=number))


def published(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return current_id(connection)


def test_publication_during_the_backup_is_not_in_it(
    engine: Engine, database_url: str, folders: backups.Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(engine, 1)
    snapshot = f"{engine.dialect.name}_snapshot"
    real = getattr(making, snapshot)

    def meanwhile(*arguments: Any) -> None:
        if engine.dialect.name == "postgresql":
            publish(engine, 2)
            real(*arguments)
        else:
            real(*arguments)
            publish(engine, 2)

    monkeypatch.setattr(making, snapshot, meanwhile)
    archive, manifest = backups.make(database_url, tmp_path, folders, now=NOW)
    assert (manifest.publication, published(engine)) == (1, 2)
    engine.dispose()
    backups.restore(archive, database_url, folders, now=NOW)
    assert published(engine) == 1


def test_backup_that_says_something_else_changes_nothing(
    engine: Engine, database_url: str, folders: backups.Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(engine, 1)
    real = making._described
    monkeypatch.setattr(making, "_described", lambda *arguments: replace(real(*arguments), publication=7))
    archive, _ = backups.make(database_url, tmp_path, folders, now=NOW)
    publish(engine, 2)
    engine.dispose()
    with pytest.raises(backups.BadBackup, match=r"база в копии говорит .*1\), опись — .*7\)"):
        backups.restore(archive, database_url, folders, now=NOW)
    assert published(engine) == 2


def test_backup_of_nothing_published_is_restored(
    engine: Engine, database_url: str, folders: backups.Folders, tmp_path: Path
) -> None:
    archive, _ = backups.make(database_url, tmp_path, folders, now=NOW)
    publish(engine, 1)
    engine.dispose()
    backups.restore(archive, database_url, folders, now=NOW)
    assert published(engine) is None
