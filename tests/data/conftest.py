"""Fixtures of the tests that run over both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from data_access.desk.folder import Desk
from data_access.engine import create
from tests import desk_files
from tests.data.access_world import World
from tests.data.builders import PublishedCity, publish_small_city
from tests.data.desk import brought
from tests.postgresql_server import PostgresServer


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """An open connection in a transaction that is rolled back after the test."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def _small_city_sqlite(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublishedCity]:
    path = tmp_path_factory.mktemp("small-city") / "city.db"
    shutil.copyfile(_sqlite_template, path)
    engine = create(f"sqlite:///{path}")
    yield publish_small_city(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def _small_city_postgresql(postgresql_server: PostgresServer, _postgresql_template: str) -> Iterator[PublishedCity]:
    engine = create(postgresql_server.create_database("small_city", template=_postgresql_template))
    yield publish_small_city(engine)
    engine.dispose()


# Not itself of the session: pytest would make it anew each time the order of the tests changes its parameter.
@pytest.fixture(params=["sqlite", "postgresql"])
def small_published_city(request: pytest.FixtureRequest) -> PublishedCity:
    """The small city of ``tests.data.builders``, published once in a database of each kind. Only to be read."""
    city: PublishedCity = request.getfixturevalue(f"_small_city_{request.param}")
    return city


@pytest.fixture
def world(small_published_city: PublishedCity) -> Iterator[World]:
    """The small published city with an open connection."""
    with small_published_city.engine.connect() as connection:
        yield World(connection, small_published_city.publication, small_published_city.city)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path / "desk")


@pytest.fixture
def city(sqlite_url: str, desk: Desk, tmp_path: Path) -> Iterator[Engine]:
    """A database that knows twelve schools."""
    engine = create(sqlite_url)
    brought(desk, engine, desk_files.register(tmp_path))
    yield engine
    engine.dispose()
