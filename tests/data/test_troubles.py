"""Limits and snapshots of both databases, and what their errors are taken for: each error is a real one."""

import errno
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from data_access import engine as engines
from data_access.reading import reading
from data_access.troubles import Trouble, trouble_of
from data_access.writing import PATIENCE, writing

LIMIT = {"sqlite": 0.3, "postgresql": 2.0}
"""Seconds. SQLite looks at the clock in long statements only; PostgreSQL cuts off whatever a slow machine delays, the
first statements of a connection too."""
LONG = {
    "sqlite": "with recursive n(i) as (select 1 union all select i+1 from n where i < {steps}) select count(*) from n",
    "postgresql": "select pg_sleep({seconds})",
}
LONG_SECONDS = 60.0


@pytest.fixture
def limit(engine: Engine) -> float:
    """Seconds after which a reader of ``limited`` is cut off."""
    return LIMIT[engine.dialect.name]


@pytest.fixture
def limited(database_url: str, limit: float) -> Iterator[Engine]:
    """An engine whose readers may ask for a short time only."""
    engine = engines.create(database_url, query_seconds=limit)
    yield engine
    engine.dispose()


def long_query(connection: Connection, *, steps: int = 2_000_000_000, seconds: float = LONG_SECONDS) -> object:
    statement = LONG[connection.dialect.name].format(steps=steps, seconds=seconds)
    return connection.execute(text(statement)).scalar()


def trouble(action, *arguments: object, **more: object) -> Trouble | None:
    with pytest.raises(Exception, match=r".") as raised:
        action(*arguments, **more)
    return trouble_of(raised.value)


def test_a_writer_is_not_cut_off_and_the_reader_after_him_is(limited: Engine, limit: float) -> None:
    with writing(limited) as connection:
        steps, taken = 500_000, 0.0
        while taken <= limit:  # a fast machine is through sooner
            steps *= 2
            started = time.monotonic()
            long_query(connection, steps=steps, seconds=1.25 * limit)
            taken = time.monotonic() - started
        connection.execute(text("delete from district where code = 'nevsky'"))
    started = time.monotonic()
    with reading(limited) as connection:
        assert trouble(long_query, connection) is Trouble.SLOW
    assert time.monotonic() - started < LONG_SECONDS / 2
    with reading(limited) as connection:  # and may ask again
        assert connection.scalar(text("select count(*) from district")) == 17


def test_a_reader_sees_one_moment(engine: Engine) -> None:
    with reading(engine) as connection:
        assert connection.scalar(text("select count(*) from district")) == 18
        with writing(engine) as other:
            other.execute(text("delete from district where code = 'nevsky'"))
        assert connection.scalar(text("select count(*) from district where code = 'nevsky'")) == 1
    with reading(engine) as connection:
        assert connection.scalar(text("select count(*) from district")) == 17


def test_a_writer_with_little_patience_says_that_another_one_writes(engine: Engine) -> None:
    began, done = threading.Event(), threading.Event()

    def other() -> None:
        with writing(engine):
            began.set()
            done.wait(30)

    thread = threading.Thread(target=other)
    thread.start()
    try:
        assert began.wait(30)
        started = time.monotonic()
        assert trouble(lambda: writing(engine, patience=0.3).__enter__()) is Trouble.BUSY
        served = engine.execution_options(**{PATIENCE: 0.3})  # as the engine of a server has it
        assert trouble(lambda: writing(served).__enter__()) is Trouble.BUSY
        assert time.monotonic() - started < 5
    finally:
        done.set()
        thread.join(30)
    with writing(engine, patience=0.3) as connection:
        connection.execute(text("select 1"))


def test_connections_that_run_out_are_said(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.pool, "_timeout", 0.1)
    held: list[Connection] = []

    def open_many() -> None:
        while len(held) < 99:
            held.append(engine.connect())

    try:
        assert trouble(open_many) is Trouble.BUSY
    finally:
        for connection in held:
            connection.close()
    with engine.connect() as connection:
        connection.execute(text("select 1"))


@pytest.mark.parametrize(
    ("sqlstate", "meant"),
    [
        ("53100", Trouble.FULL),
        ("53200", Trouble.BUSY),
        ("57P01", Trouble.GONE),
        ("25006", Trouble.READ_ONLY),
        ("40P01", Trouble.BUSY),
        ("23505", None),
    ],
)
def test_states_of_postgresql(postgresql_url: str, sqlstate: str, meant: Trouble | None) -> None:
    engine = engines.create(postgresql_url)
    with engine.connect() as connection:
        statement = text(f"do $$ begin raise exception 'x' using errcode = '{sqlstate}'; end $$")
        assert trouble(connection.execute, statement) is meant
    engine.dispose()


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    engine = engines.create(f"postgresql://nobody@/nothing?host={tmp_path}")
    started = time.monotonic()
    assert trouble(engine.connect) is Trouble.GONE
    assert time.monotonic() - started < engines.CONNECT_SECONDS + 2


def test_files_that_are_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Уважаемые коллеги! " * 99, encoding="utf-8")
    assert trouble(engines.create(f"sqlite:///{path}").connect) is Trouble.GONE
    missing = tmp_path / "missing.db"
    assert trouble(engines.create(f"sqlite:///{missing}", make=False).connect) is Trouble.GONE
    assert not missing.exists()


def test_files_of_the_system() -> None:
    assert trouble_of(OSError(errno.ENOSPC, "x")) is Trouble.FULL
    assert trouble_of(OSError(errno.EMFILE, "x")) is Trouble.BUSY
    assert trouble_of(OSError(errno.EROFS, "x")) is Trouble.READ_ONLY
    assert trouble_of(FileNotFoundError(errno.ENOENT, "x")) is None


def test_what_is_our_own_mistake_is_no_trouble(engine: Engine) -> None:
    with engine.connect() as connection:
        assert trouble(connection.execute, text("select * from no_such_table")) is None
    assert trouble_of(ValueError("x")) is None
    assert trouble_of(sqlite3.IntegrityError("x")) is None


def test_a_file_full_of_pages(sqlite_url: str) -> None:
    engine = engines.create(sqlite_url)
    with engine.connect() as connection:
        pages = connection.scalar(text("pragma page_count"))
        connection.exec_driver_sql(f"pragma max_page_count = {pages}")
    before = None
    with engine.connect() as connection:
        before = connection.scalar(text("select count(*) from app_setting"))

    def fill() -> None:
        with writing(engine) as connection:
            for number in range(99):
                values = {"key": f"key-{number}", "value": "x" * 4096}
                connection.execute(text("insert into app_setting (key, value) values (:key, :value)"), values)

    assert trouble(fill) is Trouble.FULL
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from app_setting")) == before
        connection.exec_driver_sql("pragma max_page_count = 100000")
    fill()
    engine.dispose()


def test_each_thread_has_a_connection_of_its_own(database_url: str) -> None:
    engine = engines.create(database_url, threads=20)
    with ExitStack() as held:
        for _ in range(20 + engines.SPARE_CONNECTIONS):
            held.enter_context(engine.connect())
    engine.dispose()
