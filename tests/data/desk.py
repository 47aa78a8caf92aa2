"""A desk with files on it, and its runner, for tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from data_access.desk import arrivals, jobs, uploads
from data_access.desk.folder import Desk
from data_access.desk.runner import Runner
from monitoring.reports.desk import Job, JobKind, Upload

BY = "analyst"


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def pieces(content: bytes, size: int = 1000) -> Iterator[bytes]:
    """A file as it comes."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


def send(desk: Desk, path: Path, by: str = BY) -> Upload:
    """Puts the file on the desk."""
    content = path.read_bytes()
    return arrivals.receive(desk, path.name, pieces(content), expected=len(content), by=by, now=now())


def work(desk: Desk, engine: Engine, kind: JobKind, *ids: str, seen: str = "", by: str = BY) -> Job:
    """Asks for the job and does all that waits; the job as it ended."""
    asked = jobs.ask(desk, kind, by=by, now=now(), uploads=ids, seen=seen)
    Runner(desk, engine, desk.root / "boundaries").run()
    return next(job for job in jobs.jobs(desk) if job.id == asked.id)


def checked(desk: Desk, engine: Engine, path: Path) -> Upload:
    """The file on the desk, after its dry run."""
    sent = send(desk, path)
    work(desk, engine, "check")
    found = uploads.upload(desk, sent.id)
    assert found is not None
    return found


def brought(desk: Desk, engine: Engine, path: Path) -> Upload:
    """The file on the desk, imported."""
    item = checked(desk, engine, path)
    assert item.state == "checked", item.check
    work(desk, engine, "import", item.id)
    found = uploads.upload(desk, item.id)
    assert found is not None
    return found
