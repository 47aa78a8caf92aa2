"""Plans of the current publication become records: a database made before shows its plan at once.

Each record has its audit entry, as if the publication had brought it: the moment is the publication's, the writer the
analyst, who imports. What stands as a record already is left alone.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_WRITER = "analyst"
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("id", "year", "number", "revision", "record_id", "edition_id", "publication_id"), sa.Integer()),
    **dict.fromkeys(("starts_on", "due_on", "done_on"), sa.Date()),
    **dict.fromkeys(("at", "created_at", "changed_at"), sa.DateTime(timezone=True)),
    "after": sa.JSON(),
}


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, _TYPES.get(column, sa.String())) for column in columns))


_ITEM = ("number", "title", "region_operator", "district_operator", "starts_on", "due_on")
_TASK = ("number", "status", "done_on", "evidence")
_RECORD = ("id", "revision", "created_at", "created_by", "changed_at", "changed_by", "year")
_current = _table("current_publication", "publication_id")
_publication = _table("publication", "id", "created_at")
_holds = _table("publication_edition", "publication_id", "edition_id")
_edition = _table("edition", "id", "form", "year")
_items = _table("plan_item", "edition_id", *_ITEM)
_progress = _table("plan_progress", "edition_id", "district_code", *_TASK)
_item_records = _table("road_map_item", *_RECORD, *_ITEM)
_task_records = _table("road_map_task", *_RECORD, "place", *_TASK)
_audit = _table("audit_entry", "at", "actor", "action", "kind", "record_id", "revision", "after", "origin")


def upgrade() -> None:
    """Apply."""
    items = [_items.c[name] for name in _ITEM]
    tasks = [_progress.c.district_code.label("place"), *(_progress.c[name] for name in _TASK)]
    _copy(_items, items, _item_records, ("year", "number"))
    _copy(_progress, tasks, _task_records, ("year", "number", "place"))


def downgrade() -> None:
    """Nothing is taken back: records and audit go with their tables."""


def _copy(source: sa.TableClause, columns: list[Any], records: sa.TableClause, key: tuple[str, ...]) -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(_publication.c.id.label("publication"), _publication.c.created_at, _edition.c.year, *columns)
        .select_from(_current)
        .join(_publication, _publication.c.id == _current.c.publication_id)
        .join(_holds, _holds.c.publication_id == _publication.c.id)
        .join(_edition, sa.and_(_edition.c.id == _holds.c.edition_id, _edition.c.form == "plan"))
        .join(source, source.c.edition_id == _edition.c.id)
        .order_by(_edition.c.year, *columns[:2])
    ).mappings()
    standing = {tuple(row) for row in connection.execute(sa.select(*(records.c[name] for name in key)))}
    for row in rows.all():
        values = {name: value for name, value in row.items() if name not in {"publication", "created_at"}}
        if tuple(values[name] for name in key) in standing:
            continue
        made = {"revision": 1} | dict.fromkeys(("created_at", "changed_at"), row["created_at"])
        made |= dict.fromkeys(("created_by", "changed_by"), _WRITER)
        record = connection.scalar(sa.insert(records).values(**values, **made).returning(records.c.id))
        after = {name: _stored(value) for name, value in values.items() if value is not None}
        connection.execute(
            sa.insert(_audit).values(
                at=row["created_at"], actor=_WRITER, action="create", kind=records.name, record_id=record, revision=1,
                after=after, origin=f"публикация {row['publication']}, план {_label(row['year'])}",
            )
        )  # fmt: skip


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _label(year: int) -> str:
    return f"{year - 1}/{year % 100:02d}"
