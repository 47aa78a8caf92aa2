"""The effect of support is computed at publication: one document a method, one row a supported school."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "effect_summary",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column(
            "document",
            sa.JSON(),
            nullable=False,
            comment="monitoring.support_effect.SupportEffect without its schools",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_effect_summary_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "method", name=op.f("pk_effect_summary")),
    )
    op.create_table(
        "school_effect",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False, comment="list year after which support began"),
        sa.Column("before", sa.Float(), nullable=False, comment="low share of the two years of selection, percent"),
        sa.Column("after", sa.Float(), nullable=False, comment="mean of the years after, percent"),
        sa.Column("expected", sa.Float(), nullable=False, comment="the same without support, percent"),
        sa.Column("years_after", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_school_effect_publication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_effect_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "method", "school_id", name=op.f("pk_school_effect")),
    )
    with op.batch_alter_table("school_effect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_effect_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("school_effect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_effect_school_id"))
    op.drop_table("school_effect")
    op.drop_table("effect_summary")
