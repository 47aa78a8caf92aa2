"""A backup of PostgreSQL as it is to be run: by a role that reads all rows, restored by an ordinary owner."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from data_access import backups, schema, walls
from data_access.backups.snapshots import ProgramFailed
from data_access.checking import check
from data_access.checking.part import Part
from data_access.engine import create
from data_access.schema import metadata
from data_access.viewer import Role, Viewer
from tests.postgresql_server import PostgresServer
from tests.walled_city import APPLICATION, DATABASE, OWNER, WalledCity

COPY, COPIES = "walled_copy", "copies"
FORCED = text("select count(*) from pg_class where relforcerowsecurity and relnamespace = 'public'::regnamespace")


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }


def notes(parts: Sequence[Part], code: str) -> list[str]:
    return [line for part in parts if part.code == code for line in part.notes]


@pytest.fixture
def indexes_looked_at(walled_city: WalledCity) -> Iterator[None]:
    """The extension that ``check`` looks at indexes with, as docs/operating.md installs it: a superuser's."""
    with walled_city.free.begin() as connection:
        connection.exec_driver_sql("create extension amcheck schema pg_catalog")
        connection.exec_driver_sql(f"grant execute on function bt_index_check(regclass) to {OWNER}, {APPLICATION}")
    yield
    with walled_city.free.begin() as connection:
        connection.exec_driver_sql("drop extension amcheck")


@pytest.mark.usefixtures("indexes_looked_at")
def test_every_row_is_copied_and_the_walls_come_back(
    walled_city: WalledCity, postgresql_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgresql_server
    monkeypatch.setenv("PATH", f"{server.programs}:{os.environ['PATH']}")
    folders = backups.Folders(tmp_path / "files", tmp_path / "boundaries", tmp_path / "imports")
    now = datetime(2026, 2, 1, tzinfo=UTC)
    with pytest.raises(ProgramFailed, match="BACKUP_DATABASE_URL"):
        backups.make(server.url(DATABASE, OWNER), tmp_path, folders, now=now)
    assert list(tmp_path.iterdir()) == [], "no part of the rows is kept for a backup"
    server.create_role(COPIES, past_the_walls=True)
    archive, manifest = backups.make(server.url(DATABASE, COPIES), tmp_path, folders, now=now)
    assert manifest.publication is not None
    server.create_database(COPY, owner=OWNER)
    free, owner, served = (create(server.url(COPY, role)) for role in ("postgres", OWNER, APPLICATION))
    try:
        backups.restore(archive, server.url(COPY, OWNER), folders, now=now)
        assert counts(free) == counts(walled_city.free)
        with free.connect() as restored, walled_city.free.connect() as before:
            assert restored.scalar(FORCED) == before.scalar(FORCED) > 20
        number = select(func.count()).select_from(schema.result)
        with served.connect() as connection:
            assert connection.scalar(number) == 0, "nobody sees nothing"
            walls.declare(connection, Viewer(Role.DISTRICT, "nevsky"))
            assert 0 < (connection.scalar(number) or 0) < counts(free)["result"]
        parts = check(owner, files=folders.files, full=False)
        # The city names a file of each record and has none of them on the disk.
        assert [line for part in parts if part.code != "files" for line in part.problems] == []
        assert notes(parts, "integrity"), "the new server's administrator has not installed amcheck yet"
        assert notes(check(walled_city.served, files=folders.files, full=False), "integrity") == []
    finally:
        for engine in (free, owner, served):
            engine.dispose()
        server.drop_database(COPY)
