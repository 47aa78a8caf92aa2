"""Groups of schools, lists of several methods against each other, and what a rule against other schools saw."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _publication(table: str) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    return (
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f(f"fk_{table}_publication_id"),
            ondelete="CASCADE",
        ),
    )


def _school(table: str) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    return (
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f(f"fk_{table}_school_id")),
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "school_evidence",
        *_publication("school_evidence"),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *_school("school_evidence"),
        sa.Column(
            "document",
            sa.JSON(),
            nullable=False,
            comment="data_access.looked_at: what a rule against other schools saw",
        ),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", "school_id", name=op.f("pk_school_evidence")),
    )
    op.create_table(
        "school_group",
        *_publication("school_group"),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *_school("school_group"),
        sa.Column("group_code", sa.String(length=16), nullable=False, comment="monitoring.groups; «other» has no rows"),
        sa.PrimaryKeyConstraint(
            "publication_id", "method", "year", "school_id", "group_code", name=op.f("pk_school_group")
        ),
    )
    op.create_table(
        "group_summary",
        *_publication("group_summary"),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=32), nullable=False, comment="district, or city"),
        sa.Column(
            "group_code", sa.String(length=16), nullable=False, comment="monitoring.groups; those that could be told"
        ),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "publication_id", "method", "year", "district_code", "group_code", name=op.f("pk_group_summary")
        ),
    )
    op.create_table(
        "method_overlap",
        *_publication("method_overlap"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(length=32), nullable=False, comment="method"),
        sa.Column("second", sa.String(length=32), nullable=False, comment="method"),
        sa.Column("both", sa.Integer(), nullable=False, comment="schools of the city in both lists"),
        sa.Column("only_first", sa.Integer(), nullable=False),
        sa.Column("only_second", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", "year", "first", "second", name=op.f("pk_method_overlap")),
        comment="pairs of methods that both have a list of the year",
    )
    for table in ("school_evidence", "school_group"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    for table in ("school_group", "school_evidence"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_school_id"))
    for table in ("method_overlap", "group_summary", "school_group", "school_evidence"):
        op.drop_table(table)
