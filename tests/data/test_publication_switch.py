"""The switch of readers: the way back, a failure and a crash in the middle."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, insert, select

from data_access import publications, schema
from data_access.publications import NothingToPublish, NothingToUndo
from tests.data.builders import IMPORTED, NOW, Builder, marks, small_city
from tests.data.published import LATER, count, current, new_results


def test_undo_leads_back_step_by_step(engine: Engine) -> None:
    city = small_city(engine)
    school = city.school["Школа 12-1 (демо)"]
    first = publications.publish(engine, now=NOW)
    with pytest.raises(NothingToUndo, match="Вернуться не к чему"):
        publications.undo(engine)
    edition_2, batch_2 = new_results(engine, school, 50.0)
    with engine.begin() as connection:
        connection.execute(
            insert(schema.quarantine).values(
                batch_id=batch_2, row_number=9, reason="unknown-school", message="нет школы", payload={}, status="open"
            )
        )
    second = publications.publish(engine, now=LATER)
    edition_3, batch_3 = new_results(engine, school, 60.0)
    third = publications.publish(engine, now=LATER)
    assert publications.undo(engine) == second
    assert [record.state for record in publications.history(engine)] == ["undone", "current", "former"]
    assert publications.undo(engine) == first
    assert current(engine) == first
    with pytest.raises(NothingToUndo):
        publications.undo(engine)
    withdrawn = schema.edition.c.status == "withdrawn"
    with engine.connect() as connection:
        assert set(connection.scalars(select(schema.edition.c.id).where(withdrawn))) == {edition_2, edition_3}
        batches = select(schema.import_batch.c.id).where(schema.import_batch.c.status == "withdrawn")
        assert set(connection.scalars(batches)) == {batch_2, batch_3}
        assert connection.scalars(select(schema.quarantine.c.status)).all() == ["withdrawn"]
    # The working state is what readers see again; the same file may be loaded and published anew.
    with pytest.raises(NothingToPublish):
        publications.publish(engine, now=LATER)
    new_results(engine, school, 50.0)
    fourth = publications.publish(engine, now=LATER)
    assert fourth > third
    states = {record.id: (record.previous_id, record.state) for record in publications.history(engine)}
    assert states == {
        first: (None, "former"),
        second: (first, "undone"),
        third: (second, "undone"),
        fourth: (first, "current"),
    }


@pytest.mark.parametrize("numbered", [True, False])
def test_undo_withdraws_what_was_loaded_since(engine: Engine, numbered: bool) -> None:
    city = small_city(engine)
    with engine.begin() as connection:
        known = Builder(connection).batch(source="опубликован пустым, часы спешили", imported_at=LATER)
    first = publications.publish(engine, now=NOW)
    new_results(engine, city.school["Школа 12-1 (демо)"], 50.0)
    publications.publish(engine, now=LATER)
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch(source="не опубликован", imported_at=LATER)
        edition = build.results((2022, "rdr", "math", 7), {city.school["Школа 12-1 (демо)"]: marks(30, 9)}, batch=batch)
        empty = build.batch(source="все строки в карантине", imported_at=LATER)
        begun_before = build.batch(source="пустой, начат до публикации, записан после", imported_at=IMPORTED)
        if not numbered:  # published before numbers of batches were kept: their time is all there is
            setting = schema.app_setting
            connection.execute(delete(setting).where(setting.c.key == f"batches-of-publication-{first}"))
    assert publications.undo(engine) == first
    assert count(engine, schema.edition, schema.edition.c.id == edition, schema.edition.c.status == "withdrawn") == 1
    table = schema.import_batch
    with engine.connect() as connection:
        withdrawn = set(connection.scalars(select(table.c.id).where(table.c.status == "withdrawn")))
    assert withdrawn >= {batch, empty}
    assert withdrawn & {known, begun_before} == ({begun_before} if numbered else {known})


def test_failure_halfway_leaves_the_former_publication_whole(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    city = small_city(engine)
    first = publications.publish(engine, now=NOW)
    tables = ("publication", "publication_edition", "school_card", "listing", "school_summary", "district_summary")
    before = [count(engine, schema.metadata.tables[name]) for name in tables]
    new_results(engine, city.school["Школа 12-1 (демо)"], 50.0)

    def fail(step: str) -> None:
        if step == "переключение читателей":
            raise RuntimeError("сбой")

    with pytest.raises(RuntimeError, match="сбой"):
        publications.publish(engine, now=LATER, progress=fail)
    assert current(engine) == first
    assert [count(engine, schema.metadata.tables[name]) for name in tables] == before
    assert publications.publish(engine, now=LATER) != first


def test_readers_see_the_former_publication_until_the_switch(engine: Engine) -> None:
    city = small_city(engine)
    first = publications.publish(engine, now=NOW)
    new_results(engine, city.school["Школа 12-1 (демо)"], 50.0)
    seen: list[int | None] = []
    second = publications.publish(engine, now=LATER, progress=lambda _step: seen.append(current(engine)))
    assert seen == [first] * 5
    assert current(engine) == second


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from data_access import publications
from data_access.engine import create

def die(step):
    if step == "переключение читателей":
        os.kill(os.getpid(), signal.SIGKILL)

publications.publish(create(sys.argv[1]), now=datetime(2022, 11, 1, tzinfo=UTC), progress=die)
"""


def test_killed_halfway_leaves_the_former_publication_whole(database_url: str, engine: Engine) -> None:
    city = small_city(engine)
    first = publications.publish(engine, now=NOW)
    new_results(engine, city.school["Школа 12-1 (демо)"], 50.0)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, database_url], cwd=os.getcwd(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert current(engine) == first
    assert count(engine, schema.publication) == 1
    if database_url.startswith("sqlite"):
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        connection.close()
    assert publications.publish(engine, now=datetime(2022, 11, 2, tzinfo=UTC)) > first
