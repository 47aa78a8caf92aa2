"""Several writers, and a writer that is killed: the database stays whole."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text

from data_access import schema
from data_access.engine import create
from data_access.imports.run import import_file
from data_access.imports.store import ImportOutcome
from data_access.writing import writing
from tests.conftest import ROOT
from tests.data.parsed_files import NOW, count, file_of, marks, of, place, put, register, valid_ogrn, working_results

SCHOOLS = 300
SUBJECTS = ("Русский язык", "Математика", "История", "Биология", "География", "Физика", "Химия", "Обществознание")
IMPORT = """
import sys
from datetime import UTC, datetime
from data_access.engine import create
from data_access.imports.run import import_file
print("ready", flush=True)
import_file(create(sys.argv[1]), sys.argv[2], now=datetime(2025, 9, 1, tzinfo=UTC))
print("stored", flush=True)
"""


def rows_per_table(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {name: count(connection, table) for name, table in schema.metadata.tables.items()}


def big_file(folder: Path) -> Path:
    """A flat file of marks about all schools in eight subjects and four grades."""
    lines = ["Год;Класс;Предмет;Муниципалитет;Логин;ОО;Кол-во участников;2;3;4;5"]
    for subject in SUBJECTS:
        for grade in (5, 6, 7, 8):
            for number in range(1, SCHOOLS + 1):
                school = f"ГБОУ СОШ № {number}"
                lines.append(f"2025;{grade};{subject};Невский район;;{school};{20 + number % 30};10;40;30;20")
    path = folder / "marks.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def city(engine: Engine) -> Engine:
    put(engine, register(*(place(number, ogrn=valid_ogrn(number)) for number in range(1, SCHOOLS + 1))))
    return engine


def test_killed_import_leaves_the_database_as_it_was(city: Engine, tmp_path: Path) -> None:
    path = big_file(tmp_path)
    address = city.url.render_as_string(hide_password=False)
    before = rows_per_table(city)
    chance = random.Random(5)
    killed = 0
    for attempt in range(3):
        command = [sys.executable, "-c", IMPORT, address, str(path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                assert process.stdout.readline() == "ready\n"
                if attempt == 0:
                    _wait_until_writing(city, process)  # one of them surely dies in the middle of its transaction
                else:
                    time.sleep(chance.uniform(0.05, 0.8))
            finally:
                os.kill(process.pid, signal.SIGKILL)
            said = "stored" in process.stdout.read()
        _wait_until_gone(city)
        after = rows_per_table(city)
        # Whole or not at all; it may also die when all is stored and it has not said so yet.
        stored = after != before
        assert stored or not said
        if stored:
            assert after["result"] == SCHOOLS * len(SUBJECTS) * 4
            break
        killed += 1
    assert killed > 0
    if city.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(city.url.database))) as file:
            assert file.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert file.execute("pragma foreign_key_check").fetchall() == []
    outcome = import_file(city, path, now=NOW)
    assert outcome.unchanged == stored
    with city.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.result)) == SCHOOLS * len(SUBJECTS) * 4


def _wait_until_writing(engine: Engine, process: subprocess.Popen[str]) -> None:
    """Returns as soon as the other process holds the lock of the writers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if _somebody_writes(engine):
            return
        time.sleep(0.002)
    raise AssertionError("импорт не дошёл до записи")


def _wait_until_gone(engine: Engine) -> None:
    """Returns as soon as PostgreSQL has noticed the end of the other process: until then it may be committing."""
    if engine.dialect.name == "sqlite":
        return
    engine.dispose()
    others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            if connection.scalar(text(others)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("соединение завершённого импорта осталось")


def _somebody_writes(engine: Engine) -> bool:
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            locks = "select count(*) from pg_locks where locktype = 'advisory' and granted"
            return bool(connection.scalar(text(locks)))
    with closing(sqlite3.connect(str(engine.url.database), timeout=0, isolation_level=None)) as probe:
        try:
            probe.execute("begin immediate")
            probe.execute("rollback")
        except sqlite3.OperationalError:
            return True
    return False


def test_two_writers_at_once_both_count(city: Engine) -> None:
    address = city.url
    outcomes: list[ImportOutcome] = []
    failures: list[BaseException] = []

    def one(first: int) -> None:
        engine = create(address)
        try:
            for number in range(first, first + 10):
                outcomes.append(put(engine, file_of([(of(number), marks(number, 5.0))])))
        except BaseException as error:
            failures.append(error)
        finally:
            engine.dispose()

    threads = [threading.Thread(target=one, args=(first,)) for first in (1, 11, 21)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with city.connect() as connection:
        (state,) = working_results(connection).values()
    # Each import carried over what the others had stored before it: nothing is lost between them.
    assert sorted(int(number) for number in state) == list(range(1, 31))


def test_same_file_from_two_analysts_is_stored_once(city: Engine) -> None:
    parsed = file_of([(of(1), marks(10, 5.0))])
    barrier = threading.Barrier(2)
    outcomes: list[ImportOutcome] = []

    def one() -> None:
        engine = create(city.url)
        barrier.wait()
        outcomes.append(put(engine, parsed, content="same"))
        engine.dispose()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.unchanged for outcome in outcomes) == [False, True]


def test_reader_sees_the_former_state_while_a_writer_works(city: Engine) -> None:
    with writing(city) as connection:
        connection.execute(schema.school_building.delete())
        with city.connect() as reader:
            assert count(reader, schema.school_building) == SCHOOLS
    assert rows_per_table(city)["school_building"] == 0


@pytest.mark.parametrize("keep", [True, False])
def test_writing_keeps_or_rolls_back(city: Engine, keep: bool) -> None:
    with writing(city, keep=keep) as connection:
        connection.execute(schema.school_building.delete())
    assert rows_per_table(city)["school_building"] == (0 if keep else SCHOOLS)


def test_writing_rolls_back_on_failure_and_frees_the_lock(city: Engine) -> None:
    def failing(connection: Any) -> None:
        connection.execute(schema.school_building.delete())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), writing(city) as connection:
        failing(connection)
    assert rows_per_table(city)["school_building"] == SCHOOLS
    with writing(city) as connection:
        connection.execute(schema.school_building.delete())
    assert rows_per_table(city)["school_building"] == 0
