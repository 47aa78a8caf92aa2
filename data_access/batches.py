"""Taking back an imported file that readers do not see yet."""

from datetime import datetime

from sqlalchemy import Connection, Engine, func, select, update

from data_access import walls
from data_access.imports.held_rows import Decision
from data_access.schema import (
    current_publication,
    edition,
    import_batch,
    publication_edition,
    quarantine,
)
from data_access.writing import writing


class CannotWithdraw(Exception):
    """Nothing was withdrawn; the message says why, in Russian."""


def withdraw(engine: Engine, batch_id: int, *, by: str, now: datetime) -> int:
    """Withdraws a stored batch that is not published; returns the number of its editions.

    The working state is then what it was before the file. The register of schools keeps what it learnt. Raises
    ``CannotWithdraw`` where readers see it, where later files stand on it, or where it is withdrawn already.
    """
    with writing(engine) as connection:
        walls.declare_system(connection)
        batch = connection.execute(select(import_batch).where(import_batch.c.id == batch_id)).one_or_none()
        if batch is None or batch.status != "stored":
            raise CannotWithdraw("Этот файл уже отозван.")
        own = list(
            connection.scalars(select(edition.c.id).where(edition.c.batch_id == batch_id, edition.c.status == "active"))
        )
        if _published(connection, own):
            raise CannotWithdraw("Файл опубликован: верните прежнюю публикацию, тогда он отзовётся сам.")
        later = _later(connection, own)
        if later:
            raise CannotWithdraw(f"На этом файле стоят более поздние: {', '.join(later)}. Отзовите сначала их.")
        connection.execute(update(edition).where(edition.c.id.in_(own)).values(status="withdrawn"))
        told = {"status": "withdrawn", "withdrawn_at": now, "withdrawn_by": by}
        connection.execute(update(import_batch).where(import_batch.c.id == batch_id).values(told))
        connection.execute(
            update(quarantine)
            .where(quarantine.c.batch_id == batch_id, quarantine.c.status == "open")
            .values(status="withdrawn", decision="Файл отозван.", **Decision(by, now).values)
        )
    return len(own)


def _published(connection: Connection, editions: list[int]) -> bool:
    seen = (
        select(func.count())
        .select_from(publication_edition)
        .join(current_publication, current_publication.c.publication_id == publication_edition.c.publication_id)
        .where(publication_edition.c.edition_id.in_(editions))
    )
    return bool(connection.scalar(seen))


def _later(connection: Connection, editions: list[int]) -> list[str]:
    """Files whose editions carry rows of these on."""
    rows = connection.scalars(
        select(import_batch.c.file_name)
        .distinct()
        .join(edition, edition.c.batch_id == import_batch.c.id)
        .where(edition.c.parent_id.in_(editions), edition.c.status == "active")
    )
    return sorted(rows)[:5]
