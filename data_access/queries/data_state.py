"""The state of the data for who imports and publishes: batches, what waits for publication, publications, mappings."""

from sqlalchemy import Connection, func, or_, select

from data_access.clock import in_utc
from data_access.desk.mappings import saved
from data_access.imports.detect import FORMATS
from data_access.publications import current_id
from data_access.schema import edition, import_batch, publication, publication_edition, quarantine
from data_access.viewer import AccessDenied, Viewer
from data_access.working import heads, token
from monitoring.reports.desk import Batch, DataState, PublicationLine

SHOWN_BATCHES = 100
SHOWN_PUBLICATIONS = 20
QUARANTINE_TITLE = "Строки, принятые из карантина"


def data_state(connection: Connection, viewer: Viewer) -> DataState:
    """What is stored and what readers see. Raises ``AccessDenied`` for who does not see the results of all schools."""
    if not viewer.sees_all:
        raise AccessDenied("Загрузку и публикацию данных ведёт аналитик.")
    current = current_id(connection)
    published = _published_batches(connection, current)
    at_head = set(connection.scalars(select(edition.c.batch_id).where(edition.c.id.in_(heads()))))
    rows = connection.execute(select(import_batch).order_by(import_batch.c.id.desc())).all()
    unseen = _unseen(connection, current)
    batches = tuple(
        Batch(
            id=row.id,
            kind=row.kind,
            title=FORMATS[row.kind].TITLE if row.kind in FORMATS else QUARANTINE_TITLE,
            file=row.file_name,
            imported_at=in_utc(row.imported_at),
            by=row.imported_by,
            rows_read=row.rows_read,
            rows_stored=row.rows_stored,
            rows_quarantined=row.rows_quarantined,
            state=_state(row, unseen, published, at_head),
            sha256=row.file_sha256,
        )
        for row in rows
    )
    return DataState(
        token=token(connection),
        current=current,
        waiting=tuple(batch for batch in batches if batch.state == "waiting"),
        batches=batches[:SHOWN_BATCHES],
        batches_total=len(batches),
        publications=_publications(connection, current),
        held=connection.scalar(select(func.count()).where(quarantine.c.status == "open")) or 0,
        mappings=saved(connection),
    )


def _state(row: object, unseen: set[int], published: set[int], at_head: set[int]) -> str:
    if row.status != "stored":  # type: ignore[attr-defined]
        return "withdrawn"
    number: int = row.id  # type: ignore[attr-defined]
    if number in unseen:
        return "waiting"
    if number in published or number in at_head:
        return "published"
    return "former" if row.rows_stored else "held"  # type: ignore[attr-defined]


def _published_batches(connection: Connection, current: int | None) -> set[int]:
    return set(
        connection.scalars(
            select(edition.c.batch_id)
            .distinct()
            .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
            .where(publication_edition.c.publication_id == current)
        )
    )


def _unseen(connection: Connection, current: int | None) -> set[int]:
    """Batches with an active edition that is newer than what readers see of its dataset."""
    seen = (
        select(edition.c.dataset, edition.c.id.label("seen_id"))
        .join(publication_edition, publication_edition.c.edition_id == edition.c.id)
        .where(publication_edition.c.publication_id == current)
        .subquery()
    )
    return set(
        connection.scalars(
            select(edition.c.batch_id)
            .distinct()
            .outerjoin(seen, seen.c.dataset == edition.c.dataset)
            .where(edition.c.status == "active", or_(seen.c.seen_id.is_(None), edition.c.id > seen.c.seen_id))
        )
    )


def _publications(connection: Connection, current: int | None) -> tuple[PublicationLine, ...]:
    columns = [publication.c[name] for name in ("id", "previous_id", "created_at", "actor", "schools", "results")]
    rows = connection.execute(select(*columns).order_by(publication.c.id.desc())).all()
    previous = {row.id: row.previous_id for row in rows}
    former, step = set(), previous.get(current) if current is not None else None
    while step is not None:
        former.add(step)
        step = previous[step]
    return tuple(
        PublicationLine(
            row.id,
            in_utc(row.created_at),
            row.actor,
            "current" if row.id == current else "former" if row.id in former else "undone",
            row.schools,
            row.results,
        )
        for row in rows[:SHOWN_PUBLICATIONS]
    )
