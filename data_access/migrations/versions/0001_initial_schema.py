"""Initial schema: the whole of the first path, with the 18 districts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out rather than imported: a migration keeps its data when the code moves on.
DISTRICTS = (
    ("admiralteysky", 1, "Адмиралтейский"),
    ("vasileostrovsky", 2, "Василеостровский"),
    ("vyborgsky", 3, "Выборгский"),
    ("kalininsky", 4, "Калининский"),
    ("kirovsky", 5, "Кировский"),
    ("kolpinsky", 6, "Колпинский"),
    ("krasnogvardeysky", 7, "Красногвардейский"),
    ("krasnoselsky", 8, "Красносельский"),
    ("kronshtadtsky", 9, "Кронштадтский"),
    ("kurortny", 10, "Курортный"),
    ("moskovsky", 11, "Московский"),
    ("nevsky", 12, "Невский"),
    ("petrogradsky", 13, "Петроградский"),
    ("petrodvortsovy", 14, "Петродворцовый"),
    ("primorsky", 15, "Приморский"),
    ("pushkinsky", 16, "Пушкинский"),
    ("frunzensky", 17, "Фрунзенский"),
    ("tsentralny", 18, "Центральный"),
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "app_setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_app_setting")),
        comment="what belongs to the data rather than to the machine, e.g. the demo city's «сегодня»",
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False, comment="0 where not given"),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("max_score", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "year", "procedure", "subject", "grade", name=op.f("uq_assessment_year_procedure_subject_grade")
        ),
    )
    op.create_table(
        "district",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_district")),
        sa.UniqueConstraint("name", name=op.f("uq_district_name")),
        sa.UniqueConstraint("number", name=op.f("uq_district_number")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column(
            "content_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the file and of the options that decide",
        ),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=64), nullable=False, comment="role of who imported"),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="what the file is, in words for the source line"),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_stored", sa.Integer(), nullable=False),
        sa.Column("rows_quarantined", sa.Integer(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False, comment="stored, withdrawn"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_content_hash"), ["content_hash"], unique=False)

    op.create_table(
        "method_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=12), nullable=False),
        sa.Column("document", sa.Text(), nullable=False, comment="the TOML record as applied"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method_version")),
        sa.UniqueConstraint("code", "digest", name=op.f("uq_method_version_code_digest")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("today", sa.Date(), nullable=False, comment="the day the publication speaks of"),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.Column("results", sa.Integer(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False, comment="list of source texts"),
        sa.ForeignKeyConstraint(["previous_id"], ["publication.id"], name=op.f("fk_publication_previous_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_table(
        "current_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_current_publication_one_row")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_current_publication_publication_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_current_publication")),
        comment="the one row that switches all readers",
    )
    op.create_table(
        "context_summary",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "indicator",
            sa.String(length=32),
            nullable=False,
            comment="code of monitoring.indicators",
        ),
        sa.Column(
            "value",
            sa.Float(),
            nullable=False,
            comment="of the city: percents weighted by pupils, else mean of schools",
        ),
        sa.Column("schools", sa.Integer(), nullable=False, comment="schools behind the value"),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_context_summary_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "year", "indicator", name=op.f("pk_context_summary")),
    )
    op.create_table(
        "district_summary",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=32), nullable=False, comment="district, or city"),
        sa.Column("schools", sa.Integer(), nullable=False, comment="cards with is_school"),
        sa.Column("assessed", sa.Integer(), nullable=False, comment="with a result that counts for the rule"),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column(
            "entered",
            sa.Integer(),
            nullable=True,
            comment="NULL where there is no former listing; returned ones included",
        ),
        sa.Column("left_list", sa.Integer(), nullable=True),
        sa.Column("with_partner", sa.Integer(), nullable=False, comment="listed with an active partnership"),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_district_summary_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", "district_code", name=op.f("pk_district_summary")),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "dataset",
            sa.String(length=64),
            nullable=False,
            comment="e.g. marks:17, context:2025, partnership, plan:2025",
        ),
        sa.Column(
            "form",
            sa.String(length=16),
            nullable=False,
            comment="marks, bands, means, comparison, distribution, ...",
        ),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False, comment="active, withdrawn"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_edition_assessment_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_edition_batch_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["edition.id"], name=op.f("fk_edition_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_edition_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_edition_dataset_edition_status"), ["dataset", "status"], unique=False)

    op.create_table(
        "procedure_summary",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=32), nullable=False, comment="district, or city"),
        sa.Column("schools", sa.Integer(), nullable=False, comment="with participants, behind the shares"),
        sa.Column("participants", sa.Integer(), nullable=False, comment="Σ n behind the shares"),
        sa.Column("low_share", sa.Float(), nullable=True),
        sa.Column("pct_2", sa.Float(), nullable=True),
        sa.Column("pct_3", sa.Float(), nullable=True),
        sa.Column("pct_4", sa.Float(), nullable=True),
        sa.Column("pct_5", sa.Float(), nullable=True),
        sa.Column(
            "mean_score",
            sa.Float(),
            nullable=True,
            comment="weighted by participants; plain mean of schools where n is unknown",
        ),
        sa.Column("mean_schools", sa.Integer(), nullable=False, comment="schools with a mean score"),
        sa.Column(
            "hidden",
            sa.Boolean(),
            nullable=False,
            comment="small, or gives a small one away: see data_access.scope",
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_procedure_summary_assessment_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_procedure_summary_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "assessment_id", "district_code", name=op.f("pk_procedure_summary")),
    )
    op.create_table(
        "publication_method",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["method_version_id"], ["method_version.id"], name=op.f("fk_publication_method_method_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_method_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "method_version_id", name=op.f("pk_publication_method")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ogrn", sa.String(length=13), nullable=True, comment="ОГРН with a valid check digit, else NULL"),
        sa.Column("inn", sa.String(length=12), nullable=True, comment="ИНН, 10 digits"),
        sa.Column("login", sa.String(length=32), nullable=True, comment="ФИС ОКО login, e.g. edu780123"),
        sa.Column("number", sa.String(length=16), nullable=True, comment="number in the name, e.g. 118"),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="code of monitoring.school_kinds"),
        sa.Column("name", sa.String(length=300), nullable=False, comment="short name as shown"),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("district_code", sa.String(length=32), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False, comment="first seen in"),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_school_batch_id")),
        sa.ForeignKeyConstraint(["district_code"], ["district.code"], name=op.f("fk_school_district_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("login", name=op.f("uq_school_login")),
        sa.UniqueConstraint("ogrn", name=op.f("uq_school_ogrn")),
    )
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_school_district_code_school_number"), ["district_code", "number"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_school_inn"), ["inn"], unique=False)

    op.create_table(
        "benchmark",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(length=64), nullable=False, comment="country, region or municipality code"),
        sa.Column("level", sa.String(length=16), nullable=False, comment="country, region, municipality"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("schools", sa.Integer(), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("pct_2", sa.Float(), nullable=True),
        sa.Column("pct_3", sa.Float(), nullable=True),
        sa.Column("pct_4", sa.Float(), nullable=True),
        sa.Column("pct_5", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_benchmark_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "group_code", name=op.f("pk_benchmark")),
    )
    op.create_table(
        "listing",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False, comment="listed, entered, returned, stayed, left"),
        sa.Column("years_listed", sa.Integer(), nullable=False),
        sa.Column(
            "grounds",
            sa.JSON(),
            nullable=False,
            comment="list of monitoring.identification.Ground; empty if left",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_listing_publication_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_listing_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", "school_id", name=op.f("pk_listing")),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_school_id"), ["school_id"], unique=False)

    op.create_table(
        "login_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="as written in the file"),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False, comment="proposed, confirmed, rejected"),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_login_proposal_batch_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_login_proposal_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_proposal")),
        sa.UniqueConstraint("login", name=op.f("uq_login_proposal_login")),
    )
    op.create_table(
        "mark_comparison",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("lowered_pct", sa.Float(), nullable=True),
        sa.Column("confirmed_pct", sa.Float(), nullable=True),
        sa.Column("raised_pct", sa.Float(), nullable=True),
        sa.Column("lowered_n", sa.Integer(), nullable=True),
        sa.Column("confirmed_n", sa.Integer(), nullable=True),
        sa.Column("raised_n", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_mark_comparison_batch_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_mark_comparison_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_mark_comparison_school_id")),
        sa.PrimaryKeyConstraint("edition_id", "school_id", name=op.f("pk_mark_comparison")),
    )
    with op.batch_alter_table("mark_comparison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mark_comparison_school_id"), ["school_id"], unique=False)

    op.create_table(
        "partnership",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("subjects", sa.JSON(), nullable=False, comment="list of subject codes"),
        sa.Column("agreement_number", sa.String(length=64), nullable=True),
        sa.Column("agreement_date", sa.Date(), nullable=True),
        sa.Column("coordinator_post", sa.String(length=120), nullable=True, comment="a post, never a name"),
        sa.Column("status", sa.String(length=16), nullable=False, comment="proposed, active, paused, ended"),
        sa.Column("activities", sa.Integer(), nullable=False, comment="joint activities held so far"),
        sa.Column("last_activity_on", sa.Date(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("mentee_id <> mentor_id", name=op.f("ck_partnership_two_schools")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_partnership_batch_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_partnership_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mentee_id"], ["school.id"], name=op.f("fk_partnership_mentee_id")),
        sa.ForeignKeyConstraint(["mentor_id"], ["school.id"], name=op.f("fk_partnership_mentor_id")),
        sa.PrimaryKeyConstraint("edition_id", "mentee_id", "mentor_id", "started_on", name=op.f("pk_partnership")),
    )
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partnership_mentee_id"), ["mentee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partnership_mentor_id"), ["mentor_id"], unique=False)

    op.create_table(
        "plan_item",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("region_operator", sa.String(length=120), nullable=True),
        sa.Column("district_operator", sa.String(length=120), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_plan_item_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "number", name=op.f("pk_plan_item")),
    )
    op.create_table(
        "plan_progress",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "district_code",
            sa.String(length=32),
            nullable=False,
            comment="district, or city for the region's operator",
        ),
        sa.Column(
            "status",
            sa.String(length=16),
            nullable=False,
            comment="not-started, in-progress, done, not-required",
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_plan_progress_batch_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_plan_progress_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "number", "district_code", name=op.f("pk_plan_progress")),
    )
    op.create_table(
        "publication_edition",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_publication_edition_edition_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_edition_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "edition_id", name=op.f("pk_publication_edition")),
    )
    with op.batch_alter_table("publication_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_edition_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=64), nullable=True),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.String(length=255), nullable=True),
        sa.Column(
            "reason",
            sa.String(length=24),
            nullable=False,
            comment="unknown-school, ambiguous-school, conflict",
        ),
        sa.Column("message", sa.Text(), nullable=False, comment="in Russian, with the mend"),
        sa.Column("payload", sa.JSON(), nullable=False, comment="the row as read: heading → text"),
        sa.Column("proposal_id", sa.Integer(), nullable=True, comment="school proposed for confirmation"),
        sa.Column("status", sa.String(length=12), nullable=False, comment="open, resolved, withdrawn"),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_quarantine_batch_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["school.id"], name=op.f("fk_quarantine_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quarantine_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "result",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True, comment="n; NULL where the source gives none"),
        sa.Column("pct_2", sa.Float(), nullable=True),
        sa.Column("pct_3", sa.Float(), nullable=True),
        sa.Column("pct_4", sa.Float(), nullable=True),
        sa.Column("pct_5", sa.Float(), nullable=True),
        sa.Column("below_minimum", sa.Float(), nullable=True),
        sa.Column("band_minimum_60", sa.Float(), nullable=True),
        sa.Column("band_61_80", sa.Float(), nullable=True),
        sa.Column("band_81_100", sa.Float(), nullable=True),
        sa.Column("below_minimum_count", sa.Integer(), nullable=True),
        sa.Column("count_80_99", sa.Integer(), nullable=True),
        sa.Column("count_100", sa.Integer(), nullable=True),
        sa.Column("mean_score", sa.Float(), nullable=True),
        sa.Column("median_score", sa.Float(), nullable=True),
        sa.Column(
            "low_share",
            sa.Float(),
            nullable=True,
            comment="percent «2» or below minimum, derived at import; NULL if unknown",
        ),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_result_batch_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_result_edition_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_result_school_id")),
        sa.PrimaryKeyConstraint("edition_id", "school_id", name=op.f("pk_result")),
    )
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_result_school_id"), ["school_id"], unique=False)

    op.create_table(
        "school_building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("municipality", sa.String(length=120), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_building_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_building")),
    )
    with op.batch_alter_table("school_building", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_building_school_id"), ["school_id"], unique=False)

    op.create_table(
        "school_card",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place in the alphabetical order of names, numbers by value",
        ),
        sa.Column(
            "is_school",
            sa.Boolean(),
            nullable=False,
            comment="of general education by kind, or with any result",
        ),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=True),
        sa.Column("district_code", sa.String(length=32), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("ogrn", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_school_card_publication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_card_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "school_id", name=op.f("pk_school_card")),
    )
    with op.batch_alter_table("school_card", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_school_card_publication_id_school_card_district_code"),
            ["publication_id", "district_code"],
            unique=False,
        )

    op.create_table(
        "school_summary",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "counted",
            sa.Integer(),
            nullable=False,
            comment="results of the method's procedures in the year that count",
        ),
        sa.Column("low", sa.Integer(), nullable=False, comment="of them low"),
        sa.Column(
            "low_share",
            sa.Float(),
            nullable=True,
            comment="percent, weighted by participants over the counted ones",
        ),
        sa.Column("participants", sa.Integer(), nullable=False, comment="Σ n over the counted ones"),
        sa.Column(
            "assessed",
            sa.Boolean(),
            nullable=False,
            comment="a listing was made and the rule had a result that counts",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_school_summary_publication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_summary_school_id")),
        sa.PrimaryKeyConstraint("publication_id", "method", "year", "school_id", name=op.f("pk_school_summary")),
    )
    with op.batch_alter_table("school_summary", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_summary_school_id"), ["school_id"], unique=False)

    op.create_table(
        "school_year",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("pupils", sa.Float(), nullable=True, comment="Обучающихся"),
        sa.Column("parents_higher_education", sa.Float(), nullable=True, comment="Родители с высшим образованием"),
        sa.Column("incomplete_families", sa.Float(), nullable=True, comment="Неполные семьи"),
        sa.Column("on_register", sa.Float(), nullable=True, comment="Обучающиеся на профилактическом учёте"),
        sa.Column(
            "russian_not_native",
            sa.Float(),
            nullable=True,
            comment="Обучающиеся, для которых русский язык неродной",
        ),
        sa.Column("special_needs", sa.Float(), nullable=True, comment="Обучающиеся с ОВЗ"),
        sa.Column("teacher_vacancies", sa.Float(), nullable=True, comment="Незанятые ставки педагогов"),
        sa.Column("teachers_top_category", sa.Float(), nullable=True, comment="Педагоги высшей и первой категории"),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_school_year_batch_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_school_year_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_year_school_id")),
        sa.PrimaryKeyConstraint("edition_id", "school_id", name=op.f("pk_school_year")),
        comment="social passport of one school year; the year stands in the edition",
    )
    op.create_table(
        "score_distribution",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False, comment="percent at each primary score 0…maximum"),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_score_distribution_batch_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_score_distribution_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_score_distribution_school_id")),
        sa.PrimaryKeyConstraint("edition_id", "school_id", name=op.f("pk_score_distribution")),
    )
    with op.batch_alter_table("score_distribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_distribution_school_id"), ["school_id"], unique=False)
    op.bulk_insert(
        sa.table("district", sa.column("code"), sa.column("number"), sa.column("name")),
        [{"code": code, "number": number, "name": name} for code, number, name in DISTRICTS],
    )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("score_distribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_distribution_school_id"))

    op.drop_table("score_distribution")
    op.drop_table("school_year")
    with op.batch_alter_table("school_summary", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_summary_school_id"))

    op.drop_table("school_summary")
    with op.batch_alter_table("school_card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_card_publication_id_school_card_district_code"))

    op.drop_table("school_card")
    with op.batch_alter_table("school_building", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_building_school_id"))

    op.drop_table("school_building")
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_school_id"))

    op.drop_table("result")
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quarantine_batch_id"))

    op.drop_table("quarantine")
    with op.batch_alter_table("publication_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_edition_edition_id"))

    op.drop_table("publication_edition")
    op.drop_table("plan_progress")
    op.drop_table("plan_item")
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partnership_mentor_id"))
        batch_op.drop_index(batch_op.f("ix_partnership_mentee_id"))

    op.drop_table("partnership")
    with op.batch_alter_table("mark_comparison", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mark_comparison_school_id"))

    op.drop_table("mark_comparison")
    op.drop_table("login_proposal")
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_school_id"))

    op.drop_table("listing")
    op.drop_table("benchmark")
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_school_inn"))
        batch_op.drop_index(batch_op.f("ix_school_district_code_school_number"))

    op.drop_table("school")
    op.drop_table("publication_method")
    op.drop_table("procedure_summary")
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_dataset_edition_status"))
        batch_op.drop_index(batch_op.f("ix_edition_batch_id"))
        batch_op.drop_index(batch_op.f("ix_edition_assessment_id"))

    op.drop_table("edition")
    op.drop_table("district_summary")
    op.drop_table("context_summary")
    op.drop_table("current_publication")
    op.drop_table("publication")
    op.drop_table("method_version")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_content_hash"))

    op.drop_table("import_batch")
    op.drop_table("district")
    op.drop_table("assessment")
    op.drop_table("app_setting")
