"""PostgreSQL stops, hangs, has no connections left, has no room: the application over a server of its own."""

import contextlib
import signal
import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import create_engine

from dashboard.requests import HEADER
from data_access import migrations
from tests.app.test_faults_sqlite import MEASURE, QUICK
from tests.data.published import synthetic_city
from tests.postgresql_server import PostgresServer
from tests.served import Served, eventually, served

CONNECTIONS = 8


@pytest.fixture(scope="module")
def database() -> Iterator[PostgresServer]:
    """A server of this module, with few connections."""
    server = PostgresServer(max_connections=str(CONNECTIONS), superuser_reserved_connections="0")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def url(database: PostgresServer) -> str:
    url = database.create_database("city")
    migrations.upgrade(url)
    engine = create_engine(url)
    synthetic_city(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def server(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(url, tmp_path_factory.mktemp("var"), query_seconds=2) as server:
        yield server
        assert "Traceback" not in server.log


def connect(database: PostgresServer) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(host=str(database.folder), user="postgres", dbname="city", autocommit=True)


def school(database: PostgresServer) -> int:
    with connect(database) as connection:
        row = connection.execute("select id from school where name = 'Школа 12-1 (демо)'").fetchone()
    assert row
    return int(str(row[0]))


def end_others(connection: "psycopg.Connection[tuple[object, ...]]", *own: int) -> int:
    """Ends the sessions that are not the test's own and returns how many of them were still there."""
    row = connection.execute(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity "
        "where backend_type = 'client backend' and pid <> pg_backend_pid() and not pid = any(%s)",
        [list(own)],
    ).fetchone()
    assert row
    return int(str(row[0]))


def told_quickly(server: Served) -> str:
    """What the page says; another address says it too, with the status for it."""
    started = time.monotonic()
    told = server.page("/").text
    assert time.monotonic() - started < QUICK
    assert "Повторить" in told
    assert server.document("/sheets/measure.csv").status_code == 503
    return told


def well(server: Served) -> bool:
    return not server.page("/").title.startswith("Ошибка")


def test_stopped_is_said_and_started_again_is_served(server: Served, database: PostgresServer) -> None:
    before = server.page("/").text
    database.halt()
    assert "База данных не отвечает" in told_quickly(server)
    assert server.get("/readyz").status_code == 503
    database.launch()
    assert server.page("/").text == before


def test_no_room_for_a_connection_is_said_and_passes(server: Served, database: PostgresServer) -> None:
    server.page("/")
    with contextlib.ExitStack() as closed_in_the_end:
        held = [closed_in_the_end.enter_context(connect(database))]

        def taken() -> bool:
            # What the application holds, or has come back for to write its audit, is ended and its place taken.
            end_others(held[0], *(connection.info.backend_pid for connection in held))
            with contextlib.suppress(psycopg.OperationalError):
                held.append(closed_in_the_end.enter_context(connect(database)))
            return len(held) == CONNECTIONS

        eventually(taken)
        assert "Система занята" in told_quickly(server)
    eventually(lambda: well(server))


def test_a_full_disk_refuses_the_record_whole(server: Served, database: PostgresServer) -> None:
    """The audit entry, written last, meets the error that PostgreSQL gives when the disk is full."""
    number = school(database)
    store = server.form("measure", school_id=number)
    with connect(database) as connection:
        connection.execute(
            "create function full_disk() returns trigger language plpgsql as "
            "$$ begin raise exception 'could not extend file' using errcode = '53100'; end $$"
        )
        connection.execute("create trigger full_disk before insert on audit_entry execute function full_disk()")
    try:
        told = server.save(store, MEASURE | {"school_id": str(number)})
        assert "Не сохранено: на диске кончилось место" in told
        assert server.page(f"/school/{number}").heading
        with connect(database) as connection:
            assert connection.execute("select count(*) from measure").fetchone() == (0,)
    finally:
        with connect(database) as connection:
            connection.execute("drop trigger full_disk on audit_entry")
    assert server.save(store, MEASURE | {"school_id": str(number)}) == "Сохранено"


def test_a_slow_query_is_cut_off_in_words_and_others_go_on(server: Served, database: PostgresServer) -> None:
    """A view stands for a table and sleeps: the page that asks it is cut off, a page that does not is shown."""
    with connect(database) as connection:
        connection.execute("alter table watched_school rename to watched_school_kept")
        connection.execute(
            "create view watched_school as with slow as materialized (select pg_sleep(60)) "
            "select * from watched_school_kept where (select count(*) from slow) > 0"
        )
    try:
        started = time.monotonic()
        told = server.page("/attention").text
        assert time.monotonic() - started < QUICK
        assert "Запрос занял слишком много времени" in told
        assert "Повторить" in told
        assert server.page("/schools").heading == server.page("/schools").heading
    finally:
        with connect(database) as connection:
            connection.execute("drop view watched_school")
            connection.execute("alter table watched_school_kept rename to watched_school")


def test_a_server_that_hangs_does_not_hang_the_page(server: Served, database: PostgresServer) -> None:
    number = server.ask("/").headers[HEADER]
    with connect(database) as connection:
        # The audit is written by a thread that connects by itself; after this entry it has nothing more to write.
        entered = "select count(*) from access_entry where request = %s"
        eventually(lambda: connection.execute(entered, [number]).fetchone() == (1,))
        assert database.process
        database.process.send_signal(signal.SIGSTOP)
        try:
            eventually(lambda: end_others(connection) == 0)
            assert "База данных не отвечает" in told_quickly(server)
        finally:
            database.process.send_signal(signal.SIGCONT)
    eventually(lambda: well(server))
