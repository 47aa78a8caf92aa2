"""Why a cell is masked is stored in place of whether it is; the audit of reading.

Rows of older publications are masked with something to spare: what is small by the rules of now hides all districts of
its assessment, for the rows do not tell which others would do. What is published anew is masked as needed.
"""

import sqlalchemy as sa
from alembic import op

from data_access.migrations import policies
from data_access.migrations.policies import SCOPE

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_SYSTEM = f"{SCOPE} = 'system'"
_COMMENT = "monitoring.masking.Reason by data_access.scope; NULL where open to all"
_COLUMNS = {
    "procedure_summary": ("mask",),
    "territory_change": ("mask", "city_mask"),
    "list_flow": ("left_mask", "mask"),
    "context_fit": ("mask",),
}

_OF_SUMMARIES = """
UPDATE procedure_summary SET mask = CASE
  WHEN participants BETWEEN 1 AND 9 THEN 'few'
  WHEN schools < 3 AND mean_schools < 3 THEN 'few-schools'
  WHEN hidden THEN 'complementary'
END
"""
_OF_THEIR_NEIGHBOURS = """
UPDATE procedure_summary SET mask = 'complementary'
WHERE mask IS NULL AND district_code <> 'city' AND EXISTS (
  SELECT 1 FROM procedure_summary AS small
  WHERE small.publication_id = procedure_summary.publication_id
    AND small.assessment_id = procedure_summary.assessment_id
    AND small.mask IS NOT NULL AND NOT small.hidden
)
"""
_OF_CHANGES = """
UPDATE territory_change SET
  mask = CASE WHEN hidden OR EXISTS (
    SELECT 1 FROM procedure_summary AS behind
    JOIN assessment AS earlier ON earlier.id = behind.assessment_id
    JOIN assessment AS own ON own.id = territory_change.assessment_id
      AND own.procedure = earlier.procedure AND own.subject = earlier.subject AND own.grade = earlier.grade
      AND earlier.year <= own.year
    WHERE behind.publication_id = territory_change.publication_id
      AND behind.district_code = territory_change.district_code AND behind.mask IS NOT NULL
  ) THEN 'complementary' END,
  city_mask = (
    SELECT city.mask FROM procedure_summary AS city
    WHERE city.publication_id = territory_change.publication_id
      AND city.assessment_id = territory_change.assessment_id AND city.district_code = 'city'
  )
"""
_OF_FLOWS = """
UPDATE list_flow SET {mask} = CASE WHEN {counted} < 10 THEN 'few-schools' ELSE 'complementary' END
WHERE {counted} > 0 AND (
  {counted} < 10 OR (district_code <> 'city' AND EXISTS (
    SELECT 1 FROM list_flow AS small
    WHERE small.publication_id = list_flow.publication_id AND small.method = list_flow.method
      AND small.year = list_flow.year AND small.{counted} BETWEEN 1 AND 9
  ))
)
"""


# The audit only grows, whoever writes: the database itself refuses the rest.
_SQLITE = """
CREATE TRIGGER access_entry_{verb} BEFORE {verb} ON access_entry
BEGIN SELECT RAISE(ABORT, 'access_entry is append-only'); END
"""
_POSTGRESQL = """
CREATE FUNCTION access_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'access_entry is append-only'; END $$;
CREATE TRIGGER access_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_entry
FOR EACH STATEMENT EXECUTE FUNCTION access_entry_refuse();
"""


def upgrade() -> None:
    """Apply."""
    _mask()
    _audit()


def _mask() -> None:
    for table, names in _COLUMNS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.String(length=16), nullable=True, comment=_COMMENT))
    for statement in (
        _OF_SUMMARIES,
        _OF_THEIR_NEIGHBOURS,
        _OF_CHANGES,
        _OF_FLOWS.format(mask="left_mask", counted="left_compared"),
        _OF_FLOWS.format(mask="mask", counted="compared"),
    ):
        op.execute(statement)
    for table in ("procedure_summary", "territory_change"):
        op.drop_column(table, "hidden")


def _audit() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "access_entry",
        sa.Column("id", number, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "request", sa.String(length=64), nullable=False, comment="its number, as in the log; «cli» for a command"
        ),
        sa.Column(
            "viewer", sa.String(length=64), comment="Viewer.code; NULL for who had not signed in and for commands"
        ),
        sa.Column("account_id", sa.Integer(), comment="no foreign key: the audit outlives whatever it names"),
        sa.Column("action", sa.String(length=16), nullable=False, comment="data_access.access_log.ACTIONS"),
        sa.Column(
            "what", sa.String(length=200), nullable=False, comment="address without its query, or name of the command"
        ),
        sa.Column("school_id", sa.Integer(), comment="whose page or records"),
        sa.Column("district_code", sa.String(length=32)),
        sa.Column("outcome", sa.String(length=16), nullable=False, comment="data_access.access_log.OUTCOMES"),
        sa.Column("publication_id", sa.Integer(), comment="the data version that was shown"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
        comment="append-only: triggers refuse changes",
    )
    op.create_index(op.f("ix_access_entry_at"), "access_entry", ["at"])
    op.create_index(op.f("ix_access_entry_school_id_access_entry_at"), "access_entry", ["school_id", "at"])
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(verb=verb))
    else:
        op.execute(_POSTGRESQL)
        # Written and read by the system alone: who may read it, the query asks.
        policies.enclose("access_entry", _SYSTEM, _SYSTEM)


def downgrade() -> None:
    """Take back: masked cells stay hidden; what was audited is lost."""
    if op.get_bind().dialect.name != "sqlite":
        policies.open_up(["access_entry"])
        op.execute("DROP TRIGGER access_entry_append_only ON access_entry")
        op.execute("DROP FUNCTION access_entry_refuse()")
    op.drop_index(op.f("ix_audit_entry_at"), table_name="audit_entry")
    op.drop_table("access_entry")
    for table in ("procedure_summary", "territory_change"):
        op.add_column(table, sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
        changed = sa.table(table, sa.column("hidden"), sa.column("mask"))
        op.execute(changed.update().values(hidden=changed.c.mask.is_not(None)))
    for table, names in _COLUMNS.items():
        for name in names:
            op.drop_column(table, name)
