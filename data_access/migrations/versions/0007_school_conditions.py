"""Schools in their conditions, and the spread of true shares by assessment, are computed at publication."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "context_fit",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("schools", sa.Integer(), nullable=False, comment="with a counting result"),
        sa.Column(
            "city_share",
            sa.Float(),
            nullable=False,
            comment="low share of all of them, percent, weighted by participants",
        ),
        sa.Column("participants", sa.Integer(), nullable=False, comment="Σ n behind it"),
        sa.Column("regressed", sa.Integer(), nullable=False, comment="schools that the expectation rests on"),
        sa.Column(
            "refused", sa.String(length=16), nullable=True, comment="why no expectation is stated; NULL where one is"
        ),
        sa.Column(
            "explained", sa.Float(), nullable=True, comment="0…1, variance between schools that conditions take away"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_context_fit_publication_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", name=op.f("pk_context_fit")),
    )
    op.create_table(
        "share_prior",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=16), nullable=False, comment="beta, logit-normal: monitoring.share_priors"),
        sa.Column(
            "first", sa.Float(), nullable=False, comment="mean (a share) of beta, centre (logits) of logit-normal"
        ),
        sa.Column("second", sa.Float(), nullable=False, comment="precision of beta, spread of logit-normal"),
        sa.Column("schools", sa.Integer(), nullable=False, comment="schools behind it"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_share_prior_assessment_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_share_prior_publication_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("publication_id", "assessment_id", name=op.f("pk_share_prior")),
        comment="how the true shares of all schools of an assessment are spread",
    )
    op.create_table(
        "school_context",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "similar_share",
            sa.Float(),
            nullable=True,
            comment="low share of the similar schools, percent, weighted by participants",
        ),
        sa.Column("similar_schools", sa.Integer(), nullable=False, comment="of them with a counting result"),
        sa.Column("similar_participants", sa.Integer(), nullable=False, comment="Σ n behind it"),
        sa.Column(
            "expected",
            sa.Float(),
            nullable=True,
            comment="low share to be expected in the school's conditions, percent",
        ),
        sa.Column("difference", sa.Float(), nullable=True, comment="observed less expected, percentage points"),
        sa.Column("difference_low", sa.Float(), nullable=True, comment="95 % interval of the difference"),
        sa.Column("difference_high", sa.Float(), nullable=True),
        sa.Column(
            "reason", sa.String(length=16), nullable=True, comment="why no expectation is stated; NULL where one is"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_school_context_publication_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_context_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", "school_id", name=op.f("pk_school_context")),
    )
    with op.batch_alter_table("school_context", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_context_school_id"), ["school_id"], unique=False)
    op.create_table(
        "similar_schools",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("passport_year", sa.Integer(), nullable=False, comment="year of the social passport compared by"),
        sa.Column("neighbours", sa.JSON(), nullable=False, comment="ids of the similar schools, the nearest first"),
        sa.Column(
            "means", sa.JSON(), nullable=False, comment="by indicator: mean of the similar schools, schools behind it"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_similar_schools_publication_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_similar_schools_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "year", "school_id", name=op.f("pk_similar_schools")),
    )
    with op.batch_alter_table("similar_schools", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_similar_schools_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("similar_schools", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_similar_schools_school_id"))
    op.drop_table("similar_schools")
    with op.batch_alter_table("school_context", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_context_school_id"))
    op.drop_table("school_context")
    op.drop_table("share_prior")
    op.drop_table("context_fit")
