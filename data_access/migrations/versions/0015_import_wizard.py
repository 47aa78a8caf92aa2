"""The import wizard: sheets of imported rows, kept files, decisions on quarantined rows, saved mappings, who published.

What was imported before has no sheet (NULL): the files are not there to read it from.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_WITH_LINEAGE = ("result", "mark_comparison", "score_distribution", "school_year", "partnership", "plan_progress")


def _added() -> list[tuple[str, sa.Column]]:
    when, actor = (
        "when somebody corrected or closed the row",
        "code of who published (Viewer.code); NULL: by a command or before 0015",
    )
    sheet = "empty: a text file has none; NULL: imported before sheets were kept"
    return [
        *((table, sa.Column("sheet", sa.String(64), comment=sheet)) for table in _WITH_LINEAGE),
        ("import_batch", sa.Column("file_sha256", sa.String(64), comment="of the file itself")),
        ("quarantine", sa.Column("decided_at", sa.DateTime(timezone=True), comment=when)),
        ("quarantine", sa.Column("decided_by", sa.String(64), comment="code of who did (Viewer.code)")),
        ("quarantine", sa.Column("decision", sa.Text(), comment="what was decided and why, in Russian")),
        ("publication", sa.Column("actor", sa.String(64), comment=actor)),
        ("publication", sa.Column("undone_at", sa.DateTime(timezone=True))),
        (
            "publication",
            sa.Column("undone_by", sa.String(64), comment="code of who undid it (Viewer.code); NULL: by a command"),
        ),
        ("import_batch", sa.Column("withdrawn_at", sa.DateTime(timezone=True))),
        (
            "import_batch",
            sa.Column(
                "withdrawn_by", sa.String(64), comment="code of who withdrew it (Viewer.code); NULL: by a command"
            ),
        ),
    ]


def upgrade() -> None:
    """Apply."""
    for table, column in _added():
        op.add_column(table, column)
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False, comment="as the analyst calls it"),
        sa.Column("fingerprint", sa.String(64), nullable=False, comment="SHA-256 of the normalised headings"),
        sa.Column("kind", sa.String(32), nullable=False, comment="kind of file that such headings mean"),
        sa.Column("mapping", sa.JSON(), nullable=False, comment="our field → heading of the file"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(64), nullable=False, comment="code of who saved it (Viewer.code)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_column_mapping_fingerprint")),
        comment="columns of files whose headings are not those of the formats, chosen once",
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("column_mapping")
    for table, column in reversed(_added()):
        op.drop_column(table, column.name)
