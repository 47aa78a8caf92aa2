"""Row-level security: PostgreSQL repeats the scope of the viewer as a second wall. Nothing on SQLite, which has none.

Later tables are walled by their own migrations; ``tests/data/test_walls.py`` fails for one that is forgotten.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from data_access.migrations import policies
from data_access.migrations.policies import ALL, DECLARED, VIEWER

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# Computed or imported for each school: read within the scope, written by who sees all.
_OF_SCHOOLS = (
    "approved_school", "listing", "mark_comparison", "objectivity_sign", "result", "school_change", "school_context",
    "school_effect", "school_evidence", "school_group", "school_summary", "school_year", "score_distribution",
    "similar_schools",
)  # fmt: skip

# Files as they were read, what stands in them and what waits for a decision: for who sees all.
_RAW = ("login_proposal", "partnership", "plan_item", "plan_progress", "quarantine")

_RECORDS = {
    "school": (
        "answer", "approved_change", "external_entry", "measure", "motivation_survey", "recommendation",
        "responsible_post", "review", "risk_profile", "support_case", "teacher_deficit", "training",
    ),
    "place": ("approved_list", "event", "practice", "survey"),
    "pair": ("partnership_agreement",),
    "activity": ("joint_activity",),
    "item": ("road_map_item",),
    "task": ("road_map_task",),
}  # fmt: skip
_NAME_A_SCHOOL = frozenset({"event"})
_WITH_FILES = frozenset(
    {
        "approved_list", "event", "joint_activity", "measure", "partnership_agreement", "practice", "responsible_post",
        "road_map_task", "survey",
    }
)  # fmt: skip

_OTHERS = ("audit_entry", "record_file", "watched_school")


def upgrade() -> None:
    """Apply."""
    if not _walled():
        return
    for table in _OF_SCHOOLS:
        policies.enclose(table, policies.reads("school", table), ALL)
    for table in _RAW:
        policies.enclose(table, ALL, ALL)
    reads, writes = {}, {}
    for subject, kind in _kinds():
        named = kind in _NAME_A_SCHOOL
        policies.enclose(
            kind, policies.reads(subject, kind, names_school=named), policies.writes(subject, kind, names_school=named)
        )
        reads[kind] = policies.reads(subject, "record", names_school=named)
        writes[kind] = policies.writes(subject, "record", names_school=named)
    # An entry is read with its record and written by who writes the record; the account of what is no record (kinds of
    # other tables) is kept by anybody who has declared himself and read by who sees all.
    known = ", ".join(f"'{kind}'" for kind in reads)
    policies.enclose(
        "audit_entry",
        policies.by_record("audit_entry", reads),
        f"{policies.by_record('audit_entry', writes)} or audit_entry.kind not in ({known}) and {DECLARED}",
    )
    # States of the plan are open, their evidence is not: files of a task go with the right to report it.
    files = {kind: reads[kind] for kind in _WITH_FILES - {"road_map_task"}} | {"road_map_task": writes["road_map_task"]}
    policies.enclose(
        "record_file",
        policies.by_record("record_file", files),
        policies.by_record("record_file", {kind: writes[kind] for kind in _WITH_FILES}),
    )
    # Everybody's own bookmarks. One may be taken off when its school is out of the scope by now, not put on.
    own = f"watched_school.viewer = {VIEWER} or {policies.SCOPE} = 'system'"
    policies.enclose("watched_school", own, f"({own}) and ({policies.reads('school', 'watched_school')})")
    op.execute("drop policy watched_school_delete on watched_school")
    op.execute(f"create policy watched_school_delete on watched_school for delete using ({own})")


def downgrade() -> None:
    """Take back."""
    if not _walled():
        return
    policies.open_up((*_OF_SCHOOLS, *_RAW, *(kind for _, kind in _kinds()), *_OTHERS))


def _kinds() -> Iterator[tuple[str, str]]:
    for subject, kinds in _RECORDS.items():
        for kind in kinds:
            yield subject, kind


def _walled() -> bool:
    bind: sa.Connection = op.get_bind()
    return bind.dialect.name == "postgresql"
