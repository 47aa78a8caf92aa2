"""The state of the data in figures for who watches over the system: no viewer, no schools, a few cheap questions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from data_access.clock import in_utc
from data_access.publications import current_id
from data_access.schema import edition, publication, publication_edition, quarantine
from data_access.working import heads


@dataclass(frozen=True, slots=True)
class SystemState:
    """``publication`` is the data version that readers see, None before the first; ``published_at`` in UTC;
    ``quarantined`` rows that wait for a decision, ``unpublished`` imported files that readers do not see yet."""

    publication: int | None
    published_at: datetime | None
    synthetic: bool
    quarantined: int
    unpublished: int


def state(connection: Connection) -> SystemState:
    """The state of the data."""
    number = current_id(connection)
    row = connection.execute(
        select(publication.c.created_at, publication.c.synthetic).where(publication.c.id == number)
    ).first()
    seen = select(publication_edition.c.edition_id).where(publication_edition.c.publication_id == number)
    unpublished = select(func.count(edition.c.batch_id.distinct())).where(
        edition.c.id.in_(heads()), edition.c.id.not_in(seen)
    )
    quarantined = select(func.count()).select_from(quarantine).where(quarantine.c.status == "open")
    return SystemState(
        publication=number,
        published_at=in_utc(row.created_at) if row else None,
        synthetic=bool(row and row.synthetic),
        quarantined=connection.scalar(quarantined) or 0,
        unpublished=connection.scalar(unpublished) or 0,
    )
