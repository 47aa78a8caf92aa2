"""A quarantined row keeps its typed values, so that confirming its school stores it without the file."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "quarantine",
        sa.Column(
            "record",
            sa.JSON(),
            nullable=True,
            comment="the row as typed: what confirming it stores (data_access.imports.records)",
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("quarantine", "record")
