"""Upgrades from every released schema: nothing is lost, what is stored agrees with itself, the pages come."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, inspect, select

from dashboard.factory import close, create_app
from dashboard.settings import load
from data_access import migrations
from data_access.checking import check
from data_access.engine import create
from data_access.schema import RECORDS, metadata
from tests.app.conftest import Reader
from tests.data.builders import PublishedCity
from tests.data.older_databases import empty_postgresql, empty_sqlite, fill
from tests.paths import PAGES

SOME_PAGES = ("/", "/school/1", "/partnerships", "/roadmap")
ADOPTED = ("partnership_agreement", "road_map_item", "road_map_task")


@pytest.fixture(scope="module")
def older_sqlite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return dict(empty_sqlite(tmp_path_factory.mktemp("older")))


@pytest.fixture(scope="module")
def older_postgresql(request: pytest.FixtureRequest) -> dict[str, str]:
    return dict(empty_postgresql(request.getfixturevalue("postgresql_server")))


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
            if inspect(connection).has_table(name)
        }


def require_served(url: str, pages: tuple[str, ...], folder: Path) -> None:
    """Each page comes, and is no report of a failure."""
    settings = load(_env_file=None, var_dir=folder, database_url=url, demo_mode="on")
    app = create_app(settings)
    reader = Reader(app.server.test_client())
    titles = {path: reader.page(path).title for path in pages}
    close(app.server)
    assert not [path for path, title in titles.items() if title.startswith(("Ошибка", "Вход"))], titles
    assert titles["/"].startswith("Город")
    assert "Школа 12-2" in titles["/school/1"]


@pytest.fixture
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str, str], tuple[Engine, str]]:
    """Fills the database of the revision, upgrades it, and requires that it has kept everything."""

    def upgrade(kind: str, revision: str) -> tuple[Engine, str]:
        url: str = request.getfixturevalue(f"older_{kind}")[revision]
        city: PublishedCity = request.getfixturevalue(f"_small_city_{kind}")
        before = fill(city.engine, url, revision)
        assert before["result"] > 100
        migrations.upgrade(url)
        engine = create(url)
        request.addfinalizer(engine.dispose)
        after = rows(engine)
        assert {name: after[name] for name in before if name != "audit_entry"} == {
            name: count for name, count in before.items() if name != "audit_entry"
        }
        wanted = rows(city.engine)
        assert {name: after[name] for name in ADOPTED} == {name: wanted[name] for name in ADOPTED}, "records adopted"
        found = [f"{part.code}: {line}" for part in check(engine, files=tmp_path, full=False) for line in part.problems]
        assert found == []
        return engine, url

    return upgrade


@pytest.mark.parametrize("revision", migrations.revisions())
def test_every_released_sqlite_database_is_upgraded_and_served(
    upgraded: Callable[[str, str], tuple[Engine, str]], revision: str, tmp_path: Path
) -> None:
    _, url = upgraded("sqlite", revision)
    # Every page from the oldest and from the last without records, some from the others: a page costs a while.
    require_served(url, PAGES if revision in {"0001", "0008"} else SOME_PAGES, tmp_path)


@pytest.mark.parametrize("revision", migrations.revisions())
def test_every_released_postgresql_database_is_upgraded_and_served(
    upgraded: Callable[[str, str], tuple[Engine, str]], revision: str, tmp_path: Path
) -> None:
    _, url = upgraded("postgresql", revision)
    require_served(url, SOME_PAGES, tmp_path)


def test_every_kind_of_record_has_a_table() -> None:
    assert set(RECORDS) >= set(ADOPTED)
