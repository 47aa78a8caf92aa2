"""The probability that a school truly meets the rule, and how many schools of a district are how sure."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "school_summary",
        sa.Column(
            "probability",
            sa.Float(),
            nullable=True,
            comment="0…1, of truly meeting the rule; NULL unless assessed",
        ),
    )
    op.add_column(
        "district_summary",
        sa.Column(
            "sure",
            sa.Integer(),
            nullable=True,
            comment="of the listed, by probability: monitoring.confidence; NULL where none is known",
        ),
    )
    op.add_column("district_summary", sa.Column("border", sa.Integer(), nullable=True))
    op.add_column("district_summary", sa.Column("chance", sa.Integer(), nullable=True))
    op.add_column(
        "district_summary",
        sa.Column(
            "at_risk",
            sa.Integer(),
            nullable=True,
            comment="assessed, not listed, probability of the zone of risk",
        ),
    )


def downgrade() -> None:
    """Take back."""
    for column in ("at_risk", "chance", "border", "sure"):
        op.drop_column("district_summary", column)
    op.drop_column("school_summary", "probability")
