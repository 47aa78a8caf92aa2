"""Work that goes on outside the server: asked for by a page, done by one runner, one after another."""

import secrets
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from data_access import clock
from data_access.desk.folder import Desk
from monitoring.reports.desk import Job, JobKind, JobState, ListChange

_KIND = "jobs"
_DOCUMENT = TypeAdapter(Job)
KEPT = 40
"""Jobs that are remembered after they have ended."""
ALONE = ("preview", "publish")
"""What nobody asks for while other such work, or an import, goes on: it would not be what was looked at."""


class Busy(Exception):
    """Somebody is at it already; ``job`` is his."""

    def __init__(self, job: Job) -> None:
        self.job = job
        super().__init__(job.kind)


def ask(desk: Desk, kind: JobKind, *, by: str, now: datetime, uploads: tuple[str, ...] = (), seen: str = "") -> Job:
    """Puts a job into the queue. A check that waits already is the one that was asked for.

    Raises ``Busy`` for a publication (or its preview) beside an open import or publication.
    """
    with desk.locked():
        open_now = open_jobs(desk)
        if kind == "check":
            waiting = next((job for job in open_now if job.kind == "check" and job.state == "queued"), None)
            if waiting is not None:
                return waiting
        rival = next((job for job in open_now if job.kind != "check"), None)
        if kind in ALONE and rival is not None:
            raise Busy(rival)
        return add(desk, kind, by=by, now=now, uploads=uploads, seen=seen)


def add(desk: Desk, kind: JobKind, *, by: str, now: datetime, uploads: tuple[str, ...] = (), seen: str = "") -> Job:
    """Puts a job into the queue, whatever else goes on. The caller holds the lock."""
    made = Job(_name(now), kind, by, now, uploads=uploads, seen=seen)
    _put(desk, made)
    _forget_old(desk)
    return made


def note(desk: Desk, kind: JobKind, *, by: str, now: datetime, message: str) -> None:
    """Remembers what was done at once, beside what takes long."""
    with desk.locked():
        _put(desk, Job(_name(now), kind, by, now, "done", message=message, ended_at=now))
        _forget_old(desk)


def jobs(desk: Desk) -> tuple[Job, ...]:
    """All remembered jobs, the newest first."""
    found = (_get(desk, name) for name in reversed(desk.names(_KIND)))
    return tuple(item for item in found if item is not None)


def open_jobs(desk: Desk) -> list[Job]:
    """Jobs that have not ended, in the order in which they were asked for."""
    return [job for job in reversed(jobs(desk)) if job.is_open]


def writer(desk: Desk) -> Job | None:
    """The open job that will change what is stored or seen, None where there is none."""
    return next((job for job in open_jobs(desk) if job.kind in {"import", "publish"}), None)


def importing(desk: Desk, upload_id: str) -> Job | None:
    """The open import that names the upload, None where there is none."""
    return next((job for job in open_jobs(desk) if job.kind == "import" and upload_id in job.uploads), None)


def begin_next(desk: Desk) -> Job | None:
    """The next job of the queue, now running; for the runner alone."""
    with desk.locked():
        waiting = next((job for job in open_jobs(desk) if job.state == "queued"), None)
        if waiting is None:
            return None
        begun = replace(waiting, state="running")
        _put(desk, begun)
    return begun


def step(desk: Desk, job: Job, words: str, at: tuple[str, ...] | None = None) -> None:
    """Tells what is being done; ``at``: of a check, the upload that is being looked at."""
    _put(desk, replace(job, state="running", step=words, uploads=job.uploads if at is None else at))


def end(desk: Desk, job: Job, state: JobState, message: str, lists: tuple[ListChange, ...] = ()) -> None:
    """The job has ended: ``done`` or ``failed``."""
    _put(desk, replace(job, state=state, step="", message=message, ended_at=clock.now(), lists=lists))


def lost(desk: Desk) -> list[Job]:
    """Jobs that a runner left unfinished when it was killed; for a new runner alone."""
    return [job for job in open_jobs(desk) if job.state == "running"]


def _name(now: datetime) -> str:
    """By the moment, so that names are in the order in which jobs were asked for."""
    return f"{int(now.timestamp() * 1000):013d}{secrets.token_hex(4)}"


def _forget_old(desk: Desk) -> None:
    for job in jobs(desk)[KEPT:]:
        if not job.is_open:
            desk.remove(_KIND, job.id)


def _get(desk: Desk, name: str) -> Job | None:
    document = desk.read(_KIND, name)
    return None if document is None else _DOCUMENT.validate_json(document)


def _put(desk: Desk, job: Job) -> None:
    desk.write(_KIND, job.id, _DOCUMENT.dump_json(job))
