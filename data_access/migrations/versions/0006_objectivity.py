"""Signs of objectivity are computed at publication: one row a sign, one row a year and kind that was computed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "objectivity_sign",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False, comment="code of monitoring.objectivity.signs"),
        sa.Column(
            "value",
            sa.Float(),
            nullable=False,
            comment="percent; meaning by kind: monitoring.objectivity.signs.Sign",
        ),
        sa.Column("reference", sa.Float(), nullable=False, comment="what is expected instead, percent"),
        sa.Column("n", sa.Integer(), nullable=False, comment="participants behind the value"),
        sa.Column("tail", sa.Float(), nullable=False, comment="probability of a value so far off or farther, 0…1"),
        sa.Column("low", sa.Float(), nullable=False, comment="usual values of the city's schools, percent, from"),
        sa.Column("high", sa.Float(), nullable=False, comment="and to"),
        sa.Column("other", sa.Float(), nullable=True, comment="a second share of the school, percent"),
        sa.Column("other_reference", sa.Float(), nullable=True, comment="and that of the city"),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column(
            "works",
            sa.JSON(),
            nullable=False,
            comment="list of procedure, subject, grade, year behind the value",
        ),
        sa.Column("before", sa.JSON(), nullable=False, comment="the same behind the expectation"),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_objectivity_sign_publication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_objectivity_sign_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "school_id", "year", "kind", name=op.f("pk_objectivity_sign")),
    )
    with op.batch_alter_table("objectivity_sign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objectivity_sign_school_id"), ["school_id"], unique=False)
    op.create_table(
        "objectivity_summary",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column(
            "schools",
            sa.Integer(),
            nullable=False,
            comment="schools of the city that the kind was computed for",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_objectivity_summary_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "year", "kind", name=op.f("pk_objectivity_summary")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("objectivity_summary")
    with op.batch_alter_table("objectivity_sign", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objectivity_sign_school_id"))
    op.drop_table("objectivity_sign")
