"""``check``: what is spoilt is named, what is whole is left in peace."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from data_access.backups.snapshots import sqlite_snapshot
from data_access.changes import Change, apply
from data_access.checking import check
from data_access.engine import create
from data_access.viewer import Role, Viewer
from data_access.writing import writing
from tests.data.builders import PublishedCity
from tests.postgresql_server import PostgresServer

EVENT = {"place": "city", "sort": "methodical", "topic": "Первое", "held_on": "10.10.2022", "audience": "30"}


@pytest.fixture(params=["sqlite", "postgresql"])
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The test's own copy of the published small city with a record, in a database of each kind."""
    city: PublishedCity = request.getfixturevalue(f"_small_city_{request.param}")
    city.engine.dispose()
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'city.db'}"
        sqlite_snapshot(Path(str(city.engine.url.database)), tmp_path / "city.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgresql_server")
        url = server.create_database("checked", template=str(city.engine.url.database))
    engine = create(url)
    with writing(engine) as connection:
        apply(connection, Viewer(Role.COMMITTEE), Change("event", EVENT), today=date(2022, 10, 15))
    yield engine
    engine.dispose()
    if request.param == "postgresql":
        server.drop_database("checked")


def problems(engine: Engine, folder: Path, *, full: bool = False) -> dict[str, str]:
    parts = check(engine, files=folder / "files", full=full)
    return {part.code: "; ".join(part.problems) for part in parts if part.problems}


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_whole_system_is_in_order(copied: Engine, tmp_path: Path) -> None:
    if copied.dialect.name == "postgresql":
        run(copied, "create extension amcheck")
    parts = check(copied, files=tmp_path / "files", full=True)
    assert {part.code: part.problems for part in parts if part.problems} == {}
    assert {part.code: part.notes for part in parts if part.notes} == {}


def test_what_was_changed_past_the_system_is_named(copied: Engine, tmp_path: Path) -> None:
    run(
        copied,
        "update listing set years_listed = 9 where method = 'two-years' and status <> 'left'",
        "update district_summary set listed = listed + 1 where district_code = 'nevsky' and method = 'two-years'",
        "update publication set results = results + 1",
        "update event set revision = 3",
    )
    found = problems(copied, tmp_path)
    assert sorted(found) == ["audit", "publication"]
    for words in (
        "список методики two-years: другие основания",
        "числа школ списка не сходятся",
        "называет результатов",
    ):
        assert words in found["publication"]
    assert re.match(r"event: в журнале пропуск у записей \d+", found["audit"])  # a sequence may have gone on


def test_school_taken_out_of_the_list_is_missed(copied: Engine, tmp_path: Path) -> None:
    run(copied, "delete from listing where method = 'two-years' and year = 2022 and status <> 'left'")
    assert "нет школ, которые в нём должны быть" in problems(copied, tmp_path)["publication"]


def test_other_methods_are_computed_when_asked(copied: Engine, tmp_path: Path) -> None:
    run(copied, "update listing set years_listed = 9 where method <> 'two-years' and status <> 'left'")
    assert "publication" not in problems(copied, tmp_path)
    assert "список методики" in problems(copied, tmp_path, full=True)["publication"]


def test_journal_without_its_guards_is_named(copied: Engine, tmp_path: Path) -> None:
    if copied.dialect.name == "sqlite":
        run(copied, "drop trigger audit_entry_update", "delete from event")
    else:
        run(copied, "drop trigger audit_entry_append_only on audit_entry", "delete from event")
    found = problems(copied, tmp_path)
    assert "триггеров" in found["audit"]
    assert "журнал говорит о записях, которых нет" in found["audit"]


def test_journal_of_reading_that_was_written_past_the_program_is_named(copied: Engine, tmp_path: Path) -> None:
    columns = "insert into access_entry (at, request, action, what, outcome) values"
    run(
        copied,
        f"{columns} ('2026-01-05 10:00:00', 'r1', 'page', '/school/5', 'shown')",
        f"{columns} ('2126-01-05 10:00:00', 'r2', 'page', '/school/5', 'shown')",
        f"{columns} ('2026-01-05 10:00:00', 'r3', 'gaze', '/school/5', 'seen')",
        "drop trigger access_entry_update"
        if copied.dialect.name == "sqlite"
        else "drop trigger access_entry_append_only on access_entry",
    )
    found = problems(copied, tmp_path)
    assert list(found) == ["reading"]
    for words in ("(action): gaze", "(outcome): seen", "из будущего: ", "триггеров"):
        assert words in found["reading"]


@pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
def test_rows_without_parents_are_named(copied: Engine, tmp_path: Path) -> None:
    with closing(sqlite3.connect(str(copied.url.database))) as connection:  # references are off unless asked for
        connection.execute("delete from school where name like 'Школа 12-2%'")
        connection.commit()
    assert "result: строк без school (school_id)" in problems(copied, tmp_path)["parents"]


@pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
def test_index_that_has_lost_a_row_is_named(copied: Engine, tmp_path: Path) -> None:
    with closing(sqlite3.connect(str(copied.url.database))) as connection:
        connection.execute("pragma writable_schema = on")
        connection.execute(
            "update sqlite_master set sql = sql || ' where number = ''0''' where name like 'ix_school_d%'"
        )
        connection.commit()
    copied.dispose()
    assert "SQLite" in problems(copied, tmp_path)["integrity"]


@pytest.mark.parametrize("copied", ["postgresql"], indirect=True)
def test_without_the_extension_it_is_said(copied: Engine, tmp_path: Path) -> None:
    (part,) = (part for part in check(copied, files=tmp_path, full=False) if part.code == "integrity")
    assert part.problems == []
    assert "amcheck" in part.notes[0]


def test_other_schema_is_the_only_finding(copied: Engine, tmp_path: Path) -> None:
    run(copied, "update alembic_version set version_num = '0001'")
    assert list(problems(copied, tmp_path)) == ["schema"]
