"""Fixtures that several kinds of tests share: databases, the demo city, the reference data."""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from filelock import FileLock
from sqlalchemy import Engine

from tests.order_of_files import put_first
from tests.postgresql_server import PostgresServer
from tests.redis_server import RedisServer, redis_program

if TYPE_CHECKING:
    from tests.walled_city import WalledCity

ROOT = Path(__file__).parents[1]
DEMO_SECONDS = 500
_database_numbers = itertools.count(1)

# Tests run side by side: threads of numpy's algebra would only wait for each other. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# An example's time says more about the neighbours on the machine than about the code, and an example found by chance
# must not stop a change that has nothing to do with it: the same are drawn each time.
hypothesis.settings.register_profile("calm", parent=hypothesis.settings(), deadline=None, derandomize=True)
hypothesis.settings.load_profile("calm")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole files are given out to the workers: those that last go first."""
    put_first(items)


def service_environment(database_url: str, var: Path) -> dict[str, str]:
    """The environment for a `python -m dashboard` subprocess: the given database, its own folder for files, no
    other setting of ours. To be started in that folder, so that no .env of the developer is read."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TRAEKTORIA_")}
    return inherited | {
        "TRAEKTORIA_DATABASE_URL": database_url,
        "TRAEKTORIA_VAR_DIR": str(var),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """Folder of the reference data (register, boundaries, results); without it the test is skipped."""
    folder = Path(os.environ.get("TRAEKTORIA_REFERENCE_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"нет справочных данных: {folder} (TRAEKTORIA_REFERENCE_DATA)")
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL of this worker, stopped at the end of the session."""
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty database, whole in one file: later databases are its copies."""
    from data_access import migrations

    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrations.upgrade(f"sqlite:///{path}")
    _close_wal(path)
    return path


@pytest.fixture(scope="session")
def _postgresql_template(postgresql_server: PostgresServer) -> str:
    """Name of a migrated empty database: later databases are its copies."""
    from data_access import migrations

    migrations.upgrade(postgresql_server.create_database("migrated"))
    return "migrated"


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """Address of a fresh migrated SQLite database."""
    path = tmp_path / "traektoria.db"
    shutil.copyfile(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: PostgresServer, _postgresql_template: str) -> Iterator[str]:
    """Address of a fresh migrated PostgreSQL database."""
    name = f"test_{next(_database_numbers)}"
    yield postgresql_server.create_database(name, template=_postgresql_template)
    postgresql_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a fresh migrated database; the test runs over both kinds."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database without a single table (for the migrations themselves), of both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgresql_server")
    name = f"empty_{next(_database_numbers)}"
    yield server.create_database(name)
    server.drop_database(name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Engine over a fresh migrated database, of both kinds."""
    from data_access.engine import create

    engine = create(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def walled_city(postgresql_server: PostgresServer) -> "Iterator[WalledCity]":
    """The small city in PostgreSQL as it is to be run: an ordinary owner, an application that owns nothing."""
    from tests.walled_city import build

    city = build(postgresql_server)
    yield city
    for engine in (city.free, city.owner, city.served):
        engine.dispose()


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password hashes of a hundredth of the usual work, for tests that make many."""
    from argon2 import PasswordHasher

    from data_access.accounts import passwords

    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """A running empty Redis; without a program for it the test is skipped."""
    program = redis_program()
    if program is None:
        pytest.skip("нет redis-server: поставьте пакет redis-server")
    server = RedisServer(program)
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite file with the published demo city, built once for all workers. Only to be read: others read it too."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    path = shared / "demo-city" / "demo.db"
    failure = path.with_name("failure.txt")
    path.parent.mkdir(exist_ok=True)
    with FileLock(path.with_name("building")):
        if not path.exists() and not failure.exists():
            unfinished = path.with_name("unfinished.db")
            ready = os.environ.get("TRAEKTORIA_DEMO_DATABASE")
            if ready:  # a city built before, to spare its minute while one test is being written
                from data_access import migrations

                shutil.copyfile(ready, unfinished)
                migrations.upgrade(f"sqlite:///{unfinished}")
                _close_wal(unfinished)
                unfinished.rename(path)
                return path
            problem = "сборку прервали"  # as the limit of the whole test does
            try:
                problem = _demo_city(unfinished)
            finally:
                if problem:
                    failure.write_text(problem)
                    for left in path.parent.glob(f"{unfinished.name}*"):
                        left.unlink()
                else:
                    _close_wal(unfinished)
                    unfinished.rename(path)
    if failure.exists():
        pytest.fail(f"демонстрационный город не построен:\n{failure.read_text()}", pytrace=False)
    return path


def _demo_city(path: Path) -> str:
    """Builds the demo city; returns what went wrong."""
    command = [sys.executable, "-m", "dashboard", "demo"]
    environment = service_environment(f"sqlite:///{path}", path.parent)
    try:
        done = subprocess.run(
            command, cwd=path.parent, env=environment, capture_output=True, text=True, timeout=DEMO_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"за {DEMO_SECONDS} с не готово"
    return f"{done.stdout}\n{done.stderr}" if done.returncode else ""


@pytest.fixture(scope="session")
def demo_url(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the worker's own demo city; only to be read, but for the audit, which enters what is read."""
    path = tmp_path_factory.mktemp("demo-city") / "demo.db"
    shutil.copyfile(demo_database, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def audited_demo_url(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the module's own demo city, into which no other application enters what it was asked long before."""
    path = tmp_path_factory.mktemp("audited") / "demo.db"
    shutil.copyfile(demo_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def demo_copy_url(demo_database: Path, tmp_path: Path) -> str:
    """Address of the test's own copy of the demo city; may be changed."""
    path = tmp_path / "demo-copy.db"
    shutil.copyfile(demo_database, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def _small_city(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Path:
    """SQLite file with twelve invented schools of one district and two published files; for copies."""
    from datetime import UTC, datetime

    from data_access import publications
    from data_access.engine import create
    from data_access.imports.run import import_files
    from tests import desk_files

    folder = tmp_path_factory.mktemp("small-city")
    path = folder / "traektoria.db"
    shutil.copyfile(_sqlite_template, path)
    engine = create(f"sqlite:///{path}")
    files = [desk_files.register(folder), desk_files.marks(folder), desk_files.marks(folder, "прошлые.csv", year=2024)]
    assert not any(outcome.refused for outcome in import_files(engine, files, now=datetime.now(UTC)))
    publications.publish(engine, now=datetime.now(UTC))
    engine.dispose()
    _close_wal(path)
    return path


@pytest.fixture
def small_city_url(_small_city: Path, tmp_path: Path) -> str:
    """Address of the test's own copy of the small city; may be changed."""
    path = tmp_path / "small-city.db"
    shutil.copyfile(_small_city, path)
    return f"sqlite:///{path}"


def _close_wal(path: Path) -> None:
    """Leaves the whole SQLite database in its main file, so that a copy of that file is complete."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
