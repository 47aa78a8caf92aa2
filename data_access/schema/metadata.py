"""The one MetaData, with names for constraints so that migrations can address them on both databases."""

from typing import Any

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def edition_key() -> Column[int]:
    """Part of the primary key of every imported row: the edition that it belongs to."""
    return Column("edition_id", Integer, ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)


def school_key(name: str = "school_id") -> Column[int]:
    """Part of a primary key: the school."""
    return Column(name, Integer, ForeignKey("school.id"), primary_key=True)


def lineage() -> list[Column[Any]]:
    """Where an imported row came from: the batch (file), the sheet and the row in it, as the reader counts them."""
    return [
        Column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=False),
        Column("row_number", Integer, nullable=False),
        Column("sheet", String(64), comment="empty: a text file has none; NULL: imported before sheets were kept"),
    ]


def percents(*names: str) -> list[Column[float]]:
    """Percent cells, stored as published (two decimals)."""
    return [Column(name, Float) for name in names]
