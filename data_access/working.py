"""The working state of the data: the newest active edition of each dataset, published or not."""

import hashlib

from sqlalchemy import Connection, Select, func, select

from data_access.schema import current_publication, edition, import_batch


def heads() -> Select[int]:
    """Statement that selects the ids of the newest active edition of each dataset."""
    return select(func.max(edition.c.id)).where(edition.c.status == "active").group_by(edition.c.dataset)


def head_ids(connection: Connection) -> frozenset[int]:
    """Ids of the newest active edition of each dataset."""
    return frozenset(connection.scalars(heads()))


def token(connection: Connection) -> str:
    """Changes whenever something is imported, withdrawn, published or undone."""
    stored = connection.execute(
        select(func.max(import_batch.c.id), func.count()).where(import_batch.c.status == "stored")
    ).one()
    told = (connection.scalar(select(current_publication.c.publication_id)), *stored)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
