"""Partnerships of the current publication become records; how many listed schools have one is counted when asked."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ORIGIN = "реестр текущей публикации"
_WRITER = "analyst"
_FIELDS = {
    "mentee_id": "mentee_id",
    "mentor_id": "mentor_id",
    "subjects": "subjects",
    "status": "status",
    "started_on": "started_on",
    "ended_on": "ended_on",
    "agreement_number": "agreement_number",
    "agreement_date": "agreement_date",
    "coordinator_post": "coordinator_post",
    "activities_reported": "activities",
    "activity_reported_on": "last_activity_on",
}


def upgrade() -> None:
    """Apply."""
    _copy(op.get_bind())
    op.drop_column("district_summary", "with_partner")


def _copy(bind: sa.Connection) -> None:
    tables = sa.MetaData()
    names = ("partnership", "partnership_agreement", "publication_edition", "current_publication", "audit_entry")
    partnership, agreement, editions, current, audit = (sa.Table(name, tables, autoload_with=bind) for name in names)
    # Where records stand already, they are the truth.
    known = {tuple(row) for row in bind.execute(sa.select(agreement.c.mentee_id, agreement.c.mentor_id))}
    rows = bind.execute(
        sa.select(*(partnership.c[column].label(name) for name, column in _FIELDS.items()))
        .join(editions, editions.c.edition_id == partnership.c.edition_id)
        .join(current, current.c.publication_id == editions.c.publication_id)
        .order_by(partnership.c.mentee_id, partnership.c.mentor_id, partnership.c.started_on)
    ).mappings()
    now = datetime.now(UTC)
    written = {"revision": 1, "created_at": now, "created_by": _WRITER, "changed_at": now, "changed_by": _WRITER}
    for row in rows.all():
        if (row["mentee_id"], row["mentor_id"]) in known:
            continue
        made = bind.execute(agreement.insert().values(**row, **written).returning(agreement.c.id)).scalar_one()
        after = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in row.items()
            if value is not None
        }
        bind.execute(
            audit.insert().values(
                at=now, actor=_WRITER, action="create", kind="partnership_agreement", record_id=made, revision=1,
                before=sa.null(), after=after, origin=_ORIGIN,
            )
        )  # fmt: skip


def downgrade() -> None:
    """Take back. Records stay as they are; publish anew for the counts."""
    column = sa.Column("with_partner", sa.Integer(), nullable=False, server_default="0")
    op.add_column("district_summary", column)
