"""Records of carrying out the order: plan, partnerships, cases of schools, their files, the audit of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# The audit only grows, whoever writes: the database itself refuses the rest.
_SQLITE = """
CREATE TRIGGER audit_entry_{verb} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
"""
_POSTGRESQL = """
CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse();
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "approved_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("order_number", sa.String(length=64), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_list")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("action", sa.String(length=16), nullable=False, comment="create, change, end, file"),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="of the record after it"),
        sa.Column("before", sa.JSON(), nullable=True, comment="changed fields only; NULL when made"),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column(
            "origin", sa.String(length=120), nullable=False, comment="form, or the file or publication that brought it"
        ),
        sa.Column(
            "token", sa.String(length=64), nullable=True, comment="of the form: what is sent twice is written once"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("token", name=op.f("uq_audit_entry_token")),
        comment="append-only: triggers refuse changes",
    )
    op.create_index(
        op.f("ix_audit_entry_kind_audit_entry_record_id"), "audit_entry", ["kind", "record_id"], unique=False
    )
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("schools", sa.Integer(), nullable=True),
        sa.Column("document_number", sa.String(length=64), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
    )
    op.create_table(
        "record_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False, comment="as the reader called it, made safe"),
        sa.Column("media_type", sa.String(length=100), nullable=False, comment="found in the content"),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="also its place in the folder of files"),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_file")),
    )
    op.create_index(
        op.f("ix_record_file_kind_record_file_record_id"), "record_file", ["kind", "record_id"], unique=False
    )
    op.create_table(
        "road_map_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("region_operator", sa.String(length=120), nullable=True),
        sa.Column("district_operator", sa.String(length=120), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("predecessor", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road_map_item")),
    )
    op.create_table(
        "road_map_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("document_number", sa.String(length=64), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road_map_task")),
    )
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("favourable", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_table(
        "approved_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["approved_list.id"], name=op.f("fk_approved_change_list_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_approved_change_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_change")),
    )
    op.create_index(op.f("ix_approved_change_list_id"), "approved_change", ["list_id"], unique=False)
    op.create_index(op.f("ix_approved_change_school_id"), "approved_change", ["school_id"], unique=False)
    op.create_table(
        "approved_school",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["approved_list.id"], name=op.f("fk_approved_school_list_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_approved_school_publication_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_approved_school_school_id")),
        sa.PrimaryKeyConstraint("list_id", "school_id", name=op.f("pk_approved_school")),
        comment="the computed list as it stood when it was approved; approved_change tells what differs",
    )
    op.create_index(op.f("ix_approved_school_school_id"), "approved_school", ["school_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("sort", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_event_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_school_id"), "event", ["school_id"], unique=False)
    op.create_table(
        "external_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_external_entry_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_entry")),
    )
    op.create_index(op.f("ix_external_entry_school_id"), "external_entry", ["school_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("factor", sa.String(length=32), nullable=True),
        sa.Column("ground", sa.String(length=120), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("post", sa.String(length=120), nullable=True),
        sa.Column("document_number", sa.String(length=64), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_measure_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_school_id"), "measure", ["school_id"], unique=False)
    op.create_table(
        "motivation_survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("surveyed", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("middle", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=False),
        sa.Column("tool", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_motivation_survey_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motivation_survey")),
    )
    op.create_index(op.f("ix_motivation_survey_school_id"), "motivation_survey", ["school_id"], unique=False)
    op.create_table(
        "partnership_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("agreement_number", sa.String(length=64), nullable=True),
        sa.Column("agreement_date", sa.Date(), nullable=True),
        sa.Column("coordinator_post", sa.String(length=120), nullable=True),
        sa.Column("activities_reported", sa.Integer(), nullable=True),
        sa.Column("activity_reported_on", sa.Date(), nullable=True),
        sa.Column("mentee_confirmed_on", sa.Date(), nullable=True),
        sa.Column("mentor_confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["mentee_id"], ["school.id"], name=op.f("fk_partnership_agreement_mentee_id")),
        sa.ForeignKeyConstraint(["mentor_id"], ["school.id"], name=op.f("fk_partnership_agreement_mentor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_agreement")),
    )
    op.create_index(op.f("ix_partnership_agreement_mentee_id"), "partnership_agreement", ["mentee_id"], unique=False)
    op.create_index(op.f("ix_partnership_agreement_mentor_id"), "partnership_agreement", ["mentor_id"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("document_number", sa.String(length=64), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_recommendation_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    op.create_index(op.f("ix_recommendation_school_id"), "recommendation", ["school_id"], unique=False)
    op.create_table(
        "responsible_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("order_number", sa.String(length=64), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_responsible_post_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsible_post")),
    )
    op.create_index(op.f("ix_responsible_post_school_id"), "responsible_post", ["school_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=32), nullable=False),
        sa.Column("colour", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_review_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_school_id"), "review", ["school_id"], unique=False)
    op.create_table(
        "risk_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("equipment", sa.String(length=32), nullable=True),
        sa.Column("staff_shortage", sa.String(length=32), nullable=True),
        sa.Column("teacher_competence", sa.String(length=32), nullable=True),
        sa.Column("adaptivity", sa.String(length=32), nullable=True),
        sa.Column("own_training", sa.String(length=32), nullable=True),
        sa.Column("special_needs", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=32), nullable=True),
        sa.Column("environment", sa.String(length=32), nullable=True),
        sa.Column("failing_pupils", sa.String(length=32), nullable=True),
        sa.Column("parents", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_risk_profile_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_profile")),
    )
    op.create_index(op.f("ix_risk_profile_school_id"), "risk_profile", ["school_id"], unique=False)
    op.create_table(
        "support_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_support_case_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_case")),
    )
    op.create_index(op.f("ix_support_case_school_id"), "support_case", ["school_id"], unique=False)
    op.create_table(
        "teacher_deficit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=False),
        sa.Column("assessed", sa.Integer(), nullable=False),
        sa.Column("with_deficit", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("tool", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_teacher_deficit_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_deficit")),
    )
    op.create_index(op.f("ix_teacher_deficit_school_id"), "teacher_deficit", ["school_id"], unique=False)
    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("operator", sa.String(length=32), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("enrolled", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_training_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )
    op.create_index(op.f("ix_training_school_id"), "training", ["school_id"], unique=False)
    op.create_table(
        "watched_school",
        sa.Column("viewer", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_watched_school_school_id")),
        sa.PrimaryKeyConstraint("viewer", "school_id", name=op.f("pk_watched_school")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["recommendation_id"], ["recommendation.id"], name=op.f("fk_answer_recommendation_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_answer_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_recommendation_id"), "answer", ["recommendation_id"], unique=False)
    op.create_index(op.f("ix_answer_school_id"), "answer", ["school_id"], unique=False)
    op.create_table(
        "joint_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="grows by one with every change"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False, comment="Viewer.code"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="struck out; records are never deleted"
        ),
        sa.Column("end_reason", sa.String(length=500), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("sort", sa.String(length=32), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["partnership_agreement.id"], name=op.f("fk_joint_activity_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_activity")),
    )
    op.create_index(op.f("ix_joint_activity_agreement_id"), "joint_activity", ["agreement_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(verb=verb))
    else:
        op.execute(_POSTGRESQL)


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
        op.execute("DROP FUNCTION audit_entry_refuse()")
    op.drop_index(op.f("ix_joint_activity_agreement_id"), table_name="joint_activity")
    op.drop_table("joint_activity")
    op.drop_index(op.f("ix_answer_school_id"), table_name="answer")
    op.drop_index(op.f("ix_answer_recommendation_id"), table_name="answer")
    op.drop_table("answer")
    op.drop_table("watched_school")
    op.drop_index(op.f("ix_training_school_id"), table_name="training")
    op.drop_table("training")
    op.drop_index(op.f("ix_teacher_deficit_school_id"), table_name="teacher_deficit")
    op.drop_table("teacher_deficit")
    op.drop_index(op.f("ix_support_case_school_id"), table_name="support_case")
    op.drop_table("support_case")
    op.drop_index(op.f("ix_risk_profile_school_id"), table_name="risk_profile")
    op.drop_table("risk_profile")
    op.drop_index(op.f("ix_review_school_id"), table_name="review")
    op.drop_table("review")
    op.drop_index(op.f("ix_responsible_post_school_id"), table_name="responsible_post")
    op.drop_table("responsible_post")
    op.drop_index(op.f("ix_recommendation_school_id"), table_name="recommendation")
    op.drop_table("recommendation")
    op.drop_index(op.f("ix_partnership_agreement_mentor_id"), table_name="partnership_agreement")
    op.drop_index(op.f("ix_partnership_agreement_mentee_id"), table_name="partnership_agreement")
    op.drop_table("partnership_agreement")
    op.drop_index(op.f("ix_motivation_survey_school_id"), table_name="motivation_survey")
    op.drop_table("motivation_survey")
    op.drop_index(op.f("ix_measure_school_id"), table_name="measure")
    op.drop_table("measure")
    op.drop_index(op.f("ix_external_entry_school_id"), table_name="external_entry")
    op.drop_table("external_entry")
    op.drop_index(op.f("ix_event_school_id"), table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_approved_school_school_id"), table_name="approved_school")
    op.drop_table("approved_school")
    op.drop_index(op.f("ix_approved_change_school_id"), table_name="approved_change")
    op.drop_index(op.f("ix_approved_change_list_id"), table_name="approved_change")
    op.drop_table("approved_change")
    op.drop_table("survey")
    op.drop_table("road_map_task")
    op.drop_table("road_map_item")
    op.drop_index(op.f("ix_record_file_kind_record_file_record_id"), table_name="record_file")
    op.drop_table("record_file")
    op.drop_table("practice")
    op.drop_index(op.f("ix_audit_entry_kind_audit_entry_record_id"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("approved_list")
