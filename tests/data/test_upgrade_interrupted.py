"""An upgrade is done wholly or not at all, by one process at a time, and loses nothing by the way."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, text

from dashboard import database
from dashboard.settings import load
from data_access import migrations, schema
from data_access.engine import create
from tests.data.builders import Builder

HALTING = """
import os, sys
from sqlalchemy import Engine, event
from data_access import migrations

url, last, then = sys.argv[1:]
seen = 0

@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_others):
    global seen
    seen += statement.lstrip().upper().startswith(("CREATE", "ALTER"))
    if seen == int(last):
        seen += 1
        if then == "die":
            os._exit(9)
        print("halted", flush=True)
        sys.stdin.readline()

migrations.upgrade(url)
"""
"""Upgrades the database of the address; before the statement of that number it dies, or waits for a word."""


def halting(url: str, statement: int, then: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", HALTING, url, str(statement), then]
    return subprocess.Popen(arguments, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def dumped(url: str) -> list[str]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return list(connection.iterdump())


def current(url: str) -> bool:
    engine = create(url)
    try:
        return migrations.is_current(engine)
    finally:
        engine.dispose()


def test_killed_upgrade_leaves_what_was_before(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrations.upgrade(url, "0013")
    before = dumped(url)
    with halting(url, 12, "die") as process:  # in the midst of 0014
        assert process.wait(timeout=60) == 9
    assert dumped(url) == before
    migrations.upgrade(url)
    assert current(url)


def test_second_start_waits_and_finds_it_done(tmp_path: Path) -> None:
    settings = load(_env_file=None, var_dir=tmp_path)
    url = settings.database
    asked, refused = threading.Event(), []

    def start() -> None:
        try:
            database.prepare(settings)
        except Exception as error:
            refused.append(error)
        asked.set()

    def look(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if statement == "BEGIN IMMEDIATE":
            asked.set()

    with halting(url, 12, "wait") as first:
        assert first.stdout is not None
        assert first.stdin is not None
        assert first.stdout.readline() == "halted\n"
        second = threading.Thread(target=start)
        event.listen(Engine, "before_cursor_execute", look)
        try:
            second.start()
            assert asked.wait(60)
            assert second.is_alive(), refused
            first.stdin.write("on\n")
            first.stdin.close()
            assert first.wait(timeout=60) == 0
            second.join(timeout=60)
        finally:
            event.remove(Engine, "before_cursor_execute", look)
    assert refused == []
    assert current(url)


def test_nobody_is_waited_for_where_nothing_is_to_be_done(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        migrations.upgrade(sqlite_url)


STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade():
    {deed}
"""
ANEW = 'with op.batch_alter_table("school", recreate="always") as batch: batch.add_column(sa.Column("new", sa.Text()))'
ORPHANING = 'op.execute("delete from school")'


@contextmanager
def one_more_step(monkeypatch: pytest.MonkeyPatch, folder: Path, deed: str) -> Iterator[None]:
    """Within the block the migrations have a step that does the deed."""
    copy = folder / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "9000_more.py").write_text(STEP.format(head=migrations.head(), deed=deed))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "__file__", str(copy / "__init__.py"))
        patched.setattr(migrations, "head", lambda: "9000")
        yield


@pytest.fixture
def with_a_school(sqlite_url: str) -> str:
    """A database with a school and what refers to it."""
    engine = create(sqlite_url)
    with engine.begin() as connection:
        build = Builder(connection)
        school = build.school("Школа 1", "nevsky", batch=build.batch("register"))
        connection.execute(insert(schema.school_building).values(school_id=school, address="Невский проспект, 1"))
    engine.dispose()
    return sqlite_url


def test_table_made_anew_keeps_what_refers_to_it(
    with_a_school: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with one_more_step(monkeypatch, tmp_path, ANEW):
        migrations.upgrade(with_a_school)
    engine = create(with_a_school)
    with engine.connect() as connection:
        rows = connection.execute(text("select name, new from school_building b join school s on s.id = b.school_id"))
        assert [tuple(row) for row in rows] == [("Школа 1", None)]
    engine.dispose()


def test_step_that_leaves_orphans_is_taken_back(
    with_a_school: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = dumped(with_a_school)
    with (
        one_more_step(monkeypatch, tmp_path, ORPHANING),
        pytest.raises(RuntimeError, match="refer to nothing"),
    ):
        migrations.upgrade(with_a_school)
    assert dumped(with_a_school) == before
