"""What came of work that did not end as it should: looked up where the data are, never supposed.

Between the commit of an import or a publication and the document of its job the process may be killed, and an import
stops half way: then readers see, or the database holds, what the job has not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Engine, func, select

from data_access import walls
from data_access.desk import uploads
from data_access.desk.folder import Desk
from data_access.publications import current_id
from data_access.schema import import_batch, publication
from monitoring.reports.desk import Job, Upload

_NAMED = 5
"""Files that a message names; of more it tells the number."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """How the job is to be ended, and what came of it, in Russian sentences."""

    state: Literal["done", "failed"]
    words: str


def look(desk: Desk, engine: Engine, job: Job) -> Aftermath:
    """What the job has done. Files that it stored without saying so are imported from now on."""
    if job.kind == "check":
        return Aftermath("failed", _unchecked(desk))
    if job.kind not in {"import", "publish"}:
        return Aftermath("failed", "Данные остались прежними. Повторите.")
    with engine.connect() as connection:
        walls.declare_system(connection)
        if job.kind == "publish":
            return _published(connection, job)
        for item in _named(desk, job):
            batch = _batch(connection, job, item) if item.state == "checked" else None
            if batch is not None:
                uploads.put_imported(desk, item, batch)
    return _imported(desk, job)


def _published(connection: Connection, job: Job) -> Aftermath:
    current = current_id(connection)
    made = connection.scalar(
        select(func.max(publication.c.id)).where(
            publication.c.created_at >= job.asked_at, publication.c.actor == job.by
        )
    )
    if made is None:
        return Aftermath("failed", "Публикация не состоялась, данные остались прежними. Опубликуйте ещё раз.")
    if made == current:
        return Aftermath("done", f"Публикация состоялась: читатели видят версию данных {made}.")
    return Aftermath("done", f"Публикация состоялась: версия данных {made}. Сейчас читатели видят другую, {current}.")


def _batch(connection: Connection, job: Job, item: Upload) -> int | None:
    """The batch made of the file since the job was asked for."""
    table = import_batch.c
    return connection.scalar(
        select(func.max(table.id)).where(
            table.file_sha256 == item.sha256, table.imported_at >= job.asked_at, table.status == "stored"
        )
    )


def _imported(desk: Desk, job: Job) -> Aftermath:
    there = _named(desk, job)
    refused = [item for item in there if item.state == "refused"]
    left = [item for item in there if item.state in {"checked", "received"}]
    same = sum(1 for item in there if item.state == "imported" and item.batch_id is None)
    # While the job was open nobody could take its files off: one that is gone was imported and is no longer shown.
    stored = len(job.uploads) - len(refused) - len(left) - same
    words = [f"Загружено файлов: {stored} из {len(job.uploads)}."]
    words += [f"Уже были загружены: {same}."] if same else []
    words += [f"Не приняты: {len(refused)}, причины — на страницах файлов."] if refused else []
    words += [f"Не загружены: {_names(left)}. Отметьте и загрузите снова."] if left else []
    words += [] if stored else ["Данные остались прежними."]
    return Aftermath("failed" if left or refused else "done", " ".join(words))


def _unchecked(desk: Desk) -> str:
    left = [item for item in uploads.standing(desk) if item.state == "received"]
    words = ["Данные остались прежними."]
    if left:
        words += [f"Ещё не проверены: {_names(left)}."]
        words += ["Если они не проверятся сами, нажмите «Проверить» на странице файла."]
    return " ".join(words)


def _named(desk: Desk, job: Job) -> list[Upload]:
    return [item for item in uploads.standing(desk) if item.id in job.uploads]


def _names(items: Sequence[Upload]) -> str:
    return ", ".join(item.name for item in items) if len(items) <= _NAMED else str(len(items))
