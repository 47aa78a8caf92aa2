"""The process that does the work of the desk is killed in the middle of it: all or nothing, and the next goes on."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from sqlalchemy import Connection, text

from dashboard.desk import process
from dashboard.services import Services
from data_access.desk import jobs, uploads
from data_access.desk.runner import LOST
from data_access.working import token
from monitoring.reports.desk import Job
from tests import desk_files
from tests.app.conftest import AppOf
from tests.data.desk import BY, checked, now, work
from tests.served import eventually

STALLED = """
import pathlib, time
from sqlalchemy import Engine, event

@event.listens_for(Engine, "before_cursor_execute")
def stall(_connection, _cursor, statement, *_rest):
    if statement.lower().startswith(({words!r})):
        pathlib.Path({flag!r}).touch()
        time.sleep(600)

from dashboard import desk_worker
desk_worker.main()
"""
"""The worker itself, which comes to a halt at its last statement: what stands before it is written and not yet kept."""


@pytest.fixture
def services(app_of: AppOf, small_city_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The application over a small city; workers are started by the test."""
    monkeypatch.setattr(process, "start", lambda _services: None)
    app: Dash = app_of(small_city_url)
    found: Services = app.server.extensions["traektoria"]
    yield found
    found.engine.dispose()


def killed_at(services: Services, words: str, folder: Path) -> None:
    """Starts the worker as the server does and kills it where a statement begins with the words."""
    flag = folder / "stalled"
    flag.unlink(missing_ok=True)
    worker = subprocess.Popen(
        [sys.executable, "-c", STALLED.format(words=words, flag=str(flag))], env=process._environment(services.settings)
    )
    try:
        eventually(lambda: flag.exists() or worker.poll() is not None, 120)
        assert flag.exists()
        assert services.desk.has_runner
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=30)


def stored(services: Services) -> tuple[object, ...]:
    """What imports and publications leave behind, counted, and the publication that readers see."""
    with services.engine.connect() as connection:
        counted = [_count(connection, name) for name in ("import_batch", "edition", "result", "publication", "listing")]
        current = connection.scalar(text("select publication_id from current_publication"))
        assert connection.scalar(text("pragma integrity_check")) == "ok"
    return (*counted, current)


def _count(connection: Connection, table: str) -> object:
    return connection.scalar(text(f"select count(*) from {table}"))


def told(services: Services, asked: Job) -> tuple[str, str]:
    job = next(job for job in jobs.jobs(services.desk) if job.id == asked.id)
    return job.state, job.message


def test_a_worker_killed_within_an_import_and_a_publication_leaves_nothing_half_done(
    services: Services, tmp_path: Path
) -> None:
    desk, engine = services.desk, services.engine
    item = checked(desk, engine, desk_files.marks(tmp_path, "новые.csv", low=70))
    before = stored(services)

    asked = jobs.ask(desk, "import", by=BY, now=now(), uploads=(item.id,))
    killed_at(services, "insert into result", tmp_path)
    assert stored(services) == before
    assert not desk.has_runner
    assert told(services, asked)[0] == "running"  # nobody has looked yet
    work(desk, engine, "check")
    assert told(services, asked) == (
        "failed",
        f"{LOST} Загружено файлов: 0 из 1. Не загружены: новые.csv. Отметьте и загрузите снова. "
        "Данные остались прежними.",
    )
    found = uploads.upload(desk, item.id)
    assert found is not None
    assert found.state == "checked"
    work(desk, engine, "import", item.id)
    imported = stored(services)
    assert imported != before

    with engine.connect() as connection:
        seen = token(connection)
    asked = jobs.ask(desk, "publish", by=BY, now=now(), seen=seen)
    killed_at(services, "update current_publication", tmp_path)
    assert stored(services) == imported
    work(desk, engine, "check")
    assert told(services, asked) == (
        "failed", f"{LOST} Публикация не состоялась, данные остались прежними. Опубликуйте ещё раз.",
    )  # fmt: skip
    assert work(desk, engine, "publish", seen=seen).state == "done"
    published = stored(services)
    assert published[-1] != imported[-1]
