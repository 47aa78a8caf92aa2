"""Row-level security as migrations write it. What a released migration has used stays as it is: add, never change.

The settings that the policies ask for are told by ``data_access.walls``. They are asked in scalar subqueries: the
database then evaluates them once a statement and still finds rows by index.
"""

from collections.abc import Iterable, Mapping

from alembic import op

SCOPE = "(select current_setting('traektoria.scope', true))"
DISTRICT = "(select current_setting('traektoria.district', true))"
SCHOOL = "(select nullif(current_setting('traektoria.school', true), '')::int)"
VIEWER = "(select current_setting('traektoria.viewer', true))"

ALL = f"{SCOPE} in ('all', 'system')"
DECLARED = f"{SCOPE} <> ''"
"""False as well where the setting is missing: NULL lets no row pass."""

OWN = f"""array(
select id from school where {SCOPE} = 'district' and district_code = {DISTRICT}
union
select card.school_id from school_card card join current_publication now on now.publication_id = card.publication_id
where {SCOPE} = 'district' and card.district_code = {DISTRICT}
union
select {SCHOOL} where {SCOPE} = 'school'
)"""  # noqa: S608 - constants of this module
"""The schools of the viewer: of a district by the register and by the cards of the current publication, as the queries
see them. As an array it is made once a statement; of ``in (select …)`` the planner believes that it is made anew with
each loop of a join, and reads whole tables instead. No view: ``pg_dump`` refuses policies that look into one."""

CONCERNS = {
    # Subject of a kind of record: who reads its rows, who writes them.
    "school": (f"{{row}}.school_id = any ({OWN})",) * 2,
    "pair": (f"{{row}}.mentee_id = any ({OWN}) or {{row}}.mentor_id = any ({OWN})",) * 2,
    "activity": ("{row}.agreement_id in (select id from partnership_agreement)",) * 2,
    "place": (
        f"{{row}}.place = 'city' and {DECLARED} or {SCOPE} = 'district' and {{row}}.place = {DISTRICT}"
        f" or {SCOPE} = 'school' and {{row}}.place = {DISTRICT} and {{of_school}}",
        f"{SCOPE} = 'operator' and {{row}}.place = 'city' or {SCOPE} = 'district' and {{row}}.place = {DISTRICT}"
        f" or {SCOPE} = 'school' and {{row}}.place = {DISTRICT} and {{by_school}}",
    ),
    "item": (DECLARED, "false"),
    "task": (
        DECLARED,
        f"{SCOPE} = 'operator' and {{row}}.place = 'city' or {SCOPE} = 'district' and {{row}}.place = {DISTRICT}",
    ),
}
"""Beside who sees all. The states of the plan are open to all; of its evidence see ``files`` in the migration."""


def reads(subject: str, row: str, *, names_school: bool = False) -> str:
    """Condition under which the viewer reads a record; ``row`` is the table or its alias."""
    return _condition(CONCERNS[subject][0], row, names_school)


def writes(subject: str, row: str, *, names_school: bool = False) -> str:
    """Condition under which the viewer writes a record."""
    return _condition(CONCERNS[subject][1], row, names_school)


def _condition(pattern: str, row: str, names_school: bool) -> str:
    of_school = f"({row}.school_id is null or {row}.school_id = {SCHOOL})" if names_school else "true"
    by_school = f"{row}.school_id = {SCHOOL}" if names_school else "false"
    return f"{ALL} or {pattern.format(row=row, of_school=of_school, by_school=by_school)}"


def enclose(table: str, read: str, write: str) -> None:
    """Walls the table: rows that pass ``read`` are seen, rows that pass ``write`` may be made, changed and deleted."""
    # FORCE: the owner of the tables is held to the policies as everybody else.
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy {table}_read on {table} for select using ({read})")
    op.execute(f"create policy {table}_insert on {table} for insert with check ({write})")
    op.execute(f"create policy {table}_update on {table} for update using ({write}) with check ({write})")
    op.execute(f"create policy {table}_delete on {table} for delete using ({write})")


def open_up(tables: Iterable[str]) -> None:
    """Takes the walls of the tables down."""
    for table in tables:
        for action in ("read", "insert", "update", "delete"):
            op.execute(f"drop policy {table}_{action} on {table}")
        op.execute(f"alter table {table} no force row level security")
        op.execute(f"alter table {table} disable row level security")


def by_record(row: str, conditions: Mapping[str, str]) -> str:
    """Condition on a row that names a record by ``kind`` and ``record_id``: that of the record's own kind, in which the
    record is ``record``."""
    cases = "\n".join(
        f"when '{kind}' then exists (select 1 from {kind} record where record.id = {row}.record_id and ({condition}))"  # noqa: S608
        for kind, condition in conditions.items()
    )
    return f"{ALL} or case {row}.kind\n{cases}\nelse false end"
