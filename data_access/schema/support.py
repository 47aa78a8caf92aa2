"""Support of schools: partnerships and the plan of the order («дорожная карта»)."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from data_access.schema.metadata import edition_key, lineage, metadata, school_key

partnership = Table(
    "partnership",
    metadata,
    edition_key(),
    school_key("mentee_id"),
    school_key("mentor_id"),
    Column("started_on", Date, primary_key=True),
    Column("ended_on", Date),
    Column("subjects", JSON, nullable=False, comment="list of subject codes"),
    Column("agreement_number", String(64)),
    Column("agreement_date", Date),
    Column("coordinator_post", String(120), comment="a post, never a name"),
    Column("status", String(16), nullable=False, comment="proposed, active, paused, ended"),
    Column("activities", Integer, nullable=False, comment="joint activities held so far"),
    Column("last_activity_on", Date),
    *lineage(),
    CheckConstraint("mentee_id <> mentor_id", name="two_schools"),
    Index(None, "mentee_id"),
    Index(None, "mentor_id"),
)

plan_item = Table(
    "plan_item",
    metadata,
    edition_key(),
    Column("number", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("region_operator", String(120)),
    Column("district_operator", String(120)),
    Column("starts_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
)

plan_progress = Table(
    "plan_progress",
    metadata,
    Column("edition_id", Integer, ForeignKey("edition.id", ondelete="CASCADE")),
    Column("number", Integer),
    Column("district_code", String(32), comment="district, or city for the region's operator"),
    Column("status", String(16), nullable=False, comment="not-started, in-progress, done, not-required"),
    Column("done_on", Date),
    Column("evidence", Text),
    *lineage(),
    PrimaryKeyConstraint("edition_id", "number", "district_code"),
)
