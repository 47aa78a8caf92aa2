"""Import batches, editions of datasets, and quarantined rows.

A *dataset* is what a file replaces: the marks of one assessment, the social passport of one year, the registry of
partnerships. Each import makes a new *edition* of the datasets it touches, whole and immutable (rows that the new
file does not hold are carried over from the edition before, with their own lineage). The working state is
the newest active edition of each dataset; a publication names the editions that its readers see.
"""

from sqlalchemy import JSON, Boolean, Column, DateTime, ForeignKey, Index, Integer, String, Table, Text

from data_access.schema.metadata import metadata

import_batch = Table(
    "import_batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("file_name", String(255), nullable=False),
    Column(
        "content_hash",
        String(64),
        nullable=False,
        comment="SHA-256 of the file and of the options that decide",
    ),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("imported_by", String(64), nullable=False, comment="role of who imported"),
    Column("options", JSON, nullable=False),
    Column("source", Text, nullable=False, comment="what the file is, in words for the source line"),
    Column("rows_read", Integer, nullable=False),
    Column("rows_stored", Integer, nullable=False),
    Column("rows_quarantined", Integer, nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("status", String(12), nullable=False, comment="stored, withdrawn"),
    Column("file_sha256", String(64), comment="of the file itself"),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("withdrawn_by", String(64), comment="code of who withdrew it (Viewer.code); NULL: by a command"),
    Index(None, "content_hash"),
)

edition = Table(
    "edition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dataset", String(64), nullable=False, comment="e.g. marks:17, context:2025, partnership, plan:2025"),
    Column("form", String(16), nullable=False, comment="marks, bands, means, comparison, distribution, ..."),
    Column("assessment_id", Integer, ForeignKey("assessment.id"), index=True),
    Column("year", Integer),
    Column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=False, index=True),
    Column("parent_id", Integer, ForeignKey("edition.id")),
    Column("rows", Integer, nullable=False),
    Column("status", String(12), nullable=False, comment="active, withdrawn"),
    Index(None, "dataset", "status"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=False, index=True),
    Column("sheet", String(64)),
    Column("row_number", Integer, nullable=False),
    Column("column_name", String(255)),
    Column("reason", String(24), nullable=False, comment="unknown-school, ambiguous-school, conflict"),
    Column("message", Text, nullable=False, comment="in Russian, with the mend"),
    Column("payload", JSON, nullable=False, comment="the row as read: heading → text"),
    Column("record", JSON, comment="the row as typed: what confirming it stores (data_access.imports.records)"),
    Column("proposal_id", Integer, ForeignKey("school.id"), comment="school proposed for confirmation"),
    Column("status", String(12), nullable=False, comment="open, resolved, withdrawn"),
    Column("decided_at", DateTime(timezone=True), comment="when somebody corrected or closed the row"),
    Column("decided_by", String(64), comment="code of who did (Viewer.code)"),
    Column("decision", Text, comment="what was decided and why, in Russian"),
)

login_proposal = Table(
    "login_proposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(32), nullable=False, unique=True),
    Column("name", Text, nullable=False, comment="as written in the file"),
    Column("school_id", Integer, ForeignKey("school.id"), nullable=False),
    Column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=False),
    Column("status", String(12), nullable=False, comment="proposed, confirmed, rejected"),
)

column_mapping = Table(
    "column_mapping",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False, comment="as the analyst calls it"),
    Column("fingerprint", String(64), nullable=False, unique=True, comment="SHA-256 of the normalised headings"),
    Column("kind", String(32), nullable=False, comment="kind of file that such headings mean"),
    Column("mapping", JSON, nullable=False, comment="our field → heading of the file"),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    Column("saved_by", String(64), nullable=False, comment="code of who saved it (Viewer.code)"),
    comment="columns of files whose headings are not those of the formats, chosen once",
)
