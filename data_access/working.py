"""The working state of the data: the newest active edition of each dataset, published or not."""

from sqlalchemy import Connection, Select, func, select

from data_access.schema import edition


def heads() -> Select[int]:
    """Statement that selects the ids of the newest active edition of each dataset."""
    return select(func.max(edition.c.id)).where(edition.c.status == "active").group_by(edition.c.dataset)


def head_ids(connection: Connection) -> frozenset[int]:
    """Ids of the newest active edition of each dataset."""
    return frozenset(connection.scalars(heads()))
