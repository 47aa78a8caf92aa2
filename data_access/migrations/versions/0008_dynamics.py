"""Change of shares by school and territory, and how the list came about, are computed at publication."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "list_flow",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=32), nullable=False, comment="district, or city"),
        sa.Column("returned", sa.Integer(), nullable=False, comment="of the entered those listed before"),
        sa.Column(
            "listed_once", sa.Integer(), nullable=False, comment="listed ones by the number of lists up to this one"
        ),
        sa.Column("listed_twice", sa.Integer(), nullable=False),
        sa.Column("listed_more", sa.Integer(), nullable=False),
        sa.Column("left_compared", sa.Integer(), nullable=False, comment="left the list, with a change"),
        sa.Column("left_fell", sa.Integer(), nullable=False, comment="of them the share fell distinguishably"),
        sa.Column("compared", sa.Integer(), nullable=False, comment="all schools with a change"),
        sa.Column("fell", sa.Integer(), nullable=False),
        sa.Column("grew", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_list_flow_publication_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", "district_code", name=op.f("pk_list_flow")),
    )
    op.create_table(
        "territory_change",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=32), nullable=False, comment="district, or city"),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.Column(
            "change",
            sa.Float(),
            nullable=True,
            comment="against the earlier years, percentage points; NULL without any",
        ),
        sa.Column("low", sa.Float(), nullable=True, comment="NULL with few schools"),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("apart", sa.Float(), nullable=True, comment="distance from the city, percentage points"),
        sa.Column("apart_low", sa.Float(), nullable=True),
        sa.Column("apart_high", sa.Float(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False, comment="a share behind it is hidden in procedure_summary"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_territory_change_assessment_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_territory_change_publication_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("publication_id", "assessment_id", "district_code", name=op.f("pk_territory_change")),
        comment="monitoring.territory_changes",
    )
    op.create_table(
        "school_change",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Float(), nullable=False, comment="mean of the earlier years, percent"),
        sa.Column("after", sa.Float(), nullable=False, comment="of the year, percent"),
        sa.Column(
            "city", sa.Float(), nullable=False, comment="what the difficulty of the years adds, percentage points"
        ),
        sa.Column("change", sa.Float(), nullable=False, comment="after − before − city, with its 95 % interval"),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False, comment="of the year"),
        sa.Column("first_year", sa.Integer(), nullable=False, comment="the first of the earlier years"),
        sa.Column("earlier", sa.Integer(), nullable=False, comment="how many there are"),
        sa.Column(
            "spread",
            sa.Float(),
            nullable=False,
            comment="variance between cohorts beyond sampling, logits²; the method's",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_school_change_publication_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_change_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", "school_id", name=op.f("pk_school_change")),
        comment="monitoring.share_changes over the method's procedures together",
    )
    op.create_index(op.f("ix_school_change_school_id"), "school_change", ["school_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_school_change_school_id"), table_name="school_change")
    op.drop_table("school_change")
    op.drop_table("territory_change")
    op.drop_table("list_flow")
