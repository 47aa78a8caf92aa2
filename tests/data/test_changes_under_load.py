"""Writers at the same moment lose nothing; a writer that is killed loses nothing that it has confirmed."""

import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, func, insert, select

from data_access.changes import Change, Conflict, save
from data_access.engine import create
from data_access.reading import reading
from data_access.schema import RECORDS, audit_entry, import_batch, school
from data_access.viewer import Role, Viewer
from tests.conftest import ROOT

TODAY = date(2025, 11, 15)
COMMITTEE = Viewer(Role.COMMITTEE)
WRITERS, EACH = 4, 12
VALUES = {
    "sort": "measure",
    "title": "начало",
    "factor": "parents",
    "starts_on": "2025-09-01",
    "due_on": "2025-12-30",
    "status": "in-progress",
}
WRITER = """
import sys
from datetime import date
from data_access.changes import Change, save
from data_access.engine import create
from data_access.viewer import Role, Viewer
from tests.data.test_changes_under_load import COMMITTEE, TODAY, VALUES
engine = create(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    made = save(engine, COMMITTEE, Change("measure", VALUES | {"school_id": 1, "title": f"мера {number}"}), today=TODAY)
    print(made.record_id, flush=True)
"""


@pytest.fixture
def city(engine: Engine) -> Engine:
    """A database with one school."""
    with engine.begin() as connection:
        batch = connection.execute(
            insert(import_batch)
            .values(
                kind="register", file_name="register.csv", content_hash="x", source="реестр", synthetic=False,
                imported_at=datetime(2025, 9, 1, tzinfo=UTC), imported_by="analyst", options={}, rows_read=1,
                rows_stored=1, rows_quarantined=0, status="stored",
            )
            .returning(import_batch.c.id)
        ).scalar_one()  # fmt: skip
        connection.execute(
            insert(school).values(
                id=1, name="Школа 1", full_name="Школа 1", kind="school", district_code="nevsky", synthetic=False,
                batch_id=batch,
            )
        )  # fmt: skip
    return engine


def test_writers_of_one_record_lose_nothing(city: Engine) -> None:
    first = save(city, COMMITTEE, Change("measure", VALUES | {"school_id": 1, "effect": ""}), today=TODAY)
    conflicts: list[int] = []

    def write(name: int) -> None:
        for turn in range(EACH):
            word = f"{name}-{turn}"
            while True:
                with city.connect() as connection:
                    row = connection.execute(RECORDS["measure"].select()).one()
                effect = f"{row.effect or ''} {word}".strip()
                try:
                    change = Change("measure", {"effect": effect}, first.record_id, row.revision)
                    save(city, COMMITTEE, change, today=TODAY)
                except Conflict:
                    conflicts.append(name)
                    continue
                break

    threads = [threading.Thread(target=write, args=(name,)) for name in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    with city.connect() as connection:
        row = connection.execute(RECORDS["measure"].select()).one()
        revisions = list(connection.scalars(select(audit_entry.c.revision).order_by(audit_entry.c.id)))
    assert sorted(row.effect.split()) == sorted(f"{name}-{turn}" for name in range(WRITERS) for turn in range(EACH))
    assert row.revision == 1 + WRITERS * EACH
    assert revisions == list(range(1, row.revision + 1))
    assert conflicts, "писатели не мешали друг другу: проверка ничего не проверила"


def test_the_same_form_from_many_at_once_is_written_once(city: Engine) -> None:
    change = Change("measure", VALUES | {"school_id": 1}, token="one-form")
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(save(city, COMMITTEE, change, today=TODAY).record_id))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answers) == 6
    assert len(set(answers)) == 1
    with city.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(RECORDS["measure"])) == 1
        assert connection.scalar(select(func.count()).select_from(audit_entry)) == 1


def test_a_killed_writer_loses_nothing_that_it_confirmed(city: Engine, database_url: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, database_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        confirmed = [int(process.stdout.readline())]
        # In the middle of a write, wherever that is: the writer never rests.
        time.sleep(0.4)
        process.send_signal(signal.SIGKILL)
        confirmed += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    finally:
        process.kill()
        process.wait(timeout=30)
        process.stdout.close()
    engine = create(database_url)
    with reading(engine) as connection:  # PostgreSQL may go on with the last write for a while
        kept = set(connection.scalars(select(RECORDS["measure"].c.id)))
        audited = set(connection.scalars(select(audit_entry.c.record_id)))
    assert set(confirmed) <= kept
    # What was not confirmed is either whole or not there.
    assert kept == audited
    save(engine, COMMITTEE, Change("measure", VALUES | {"school_id": 1}), today=TODAY)
    engine.dispose()
