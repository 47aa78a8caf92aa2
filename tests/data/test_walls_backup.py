"""A copy by the role of copies holds every row, walls and rights included; the owner restores it."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data_access import backups, schema, walls
from data_access.backups.snapshots import ProgramFailed
from data_access.engine import create
from data_access.schema import metadata
from tests.data.builders import NOW
from tests.postgresql_server import PostgresServer
from tests.walled_city import APPLICATION, DATABASE, OWNER, WalledCity

RESTORED, COPIES = "restored_city", "copies"


@pytest.fixture
def restored(
    walled_city: WalledCity, postgresql_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Engine, Engine]]:
    """The copy in another database, as a superuser and as the application reads it."""
    monkeypatch.setenv("PATH", f"{postgresql_server.programs}:{os.environ['PATH']}")
    folders: dict[str, Any] = {"files": tmp_path / "files", "boundaries": tmp_path / "boundaries"}
    postgresql_server.create_role(COPIES, past_the_walls=True)
    copy, _ = backups.make(postgresql_server.url(DATABASE, COPIES), tmp_path, now=NOW, **folders)
    postgresql_server.create_database(RESTORED, owner=OWNER)
    backups.restore(copy, postgresql_server.url(RESTORED, OWNER), now=NOW + timedelta(days=1), **folders)
    engines = create(postgresql_server.url(RESTORED)), create(postgresql_server.url(RESTORED, APPLICATION))
    yield engines
    for engine in engines:
        engine.dispose()
    postgresql_server.drop_database(RESTORED)


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }


def test_a_copy_holds_every_row_and_the_walls(walled_city: WalledCity, restored: tuple[Engine, Engine]) -> None:
    free, served = restored
    assert counts(free) == counts(walled_city.free)
    with served.connect() as connection, walled_city.served.connect() as before:
        assert connection.scalar(select(func.count()).select_from(schema.result)) == 0
        for each in (connection, before):
            walls.declare(each, walled_city.world(each).viewer("district"))
        asked = select(func.count()).select_from(schema.result)
        assert connection.scalar(asked) == before.scalar(asked) > 0  # type: ignore[operator]


def test_the_applications_role_makes_no_copy_rather_than_a_part_of_one(
    walled_city: WalledCity, postgresql_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{postgresql_server.programs}:{os.environ['PATH']}")
    address = walled_city.served.url.render_as_string(hide_password=False)
    with pytest.raises(ProgramFailed, match="TRAEKTORIA_BACKUP_DATABASE_URL"):
        backups.make(address, tmp_path, now=NOW, files=tmp_path / "files", boundaries=tmp_path / "boundaries")
    assert not list(tmp_path.iterdir())
