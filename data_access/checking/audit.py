"""Whether the journal of changes tells the whole story of each record, and whether the database still guards it."""

from collections import defaultdict

from sqlalchemy import Connection, select, text

from data_access.checking.part import Asked, Part, examples
from data_access.schema import RECORDS, audit_entry

GUARDS = {
    "sqlite": (2, "select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_entry'"),
    "postgresql": (1, "select tgname from pg_trigger where tgrelid = 'audit_entry'::regclass and tgenabled <> 'D'"),
}
"""How many triggers guard the journal, and how they are asked for."""


def look(asked: Asked, part: Part) -> None:
    """Entries of each record are 1, 2, … up to its present revision; none of them tells of a record that is not there;
    the triggers that refuse changes of the journal stand."""
    told: dict[tuple[str, int], list[int]] = defaultdict(list)
    columns = (audit_entry.c.kind, audit_entry.c.record_id, audit_entry.c.revision)
    for row in asked.connection.execute(select(*columns)):
        told[(row.kind, row.record_id)].append(row.revision)
    for kind, table in RECORDS.items():
        present = {row.id: row.revision for row in asked.connection.execute(select(table.c.id, table.c.revision))}
        entries = {record: revisions for (code, record), revisions in told.items() if code == kind}
        broken = [
            record
            for record, revision in sorted(present.items())
            if sorted(entries.get(record, [])) != list(range(1, revision + 1))
        ]
        if broken:
            part.problems.append(f"{kind}: в журнале пропуск у записей {examples(broken)}")
        gone = sorted(entries.keys() - present.keys())
        if gone:
            part.problems.append(f"{kind}: журнал говорит о записях, которых нет: {examples(gone)}")
    strange = sorted({kind for kind, _ in told} - RECORDS.keys())
    if strange:
        part.notes.append(f"в журнале виды записей, которых программа не знает: {examples(strange)}")
    _guards(asked.connection, part)


def _guards(connection: Connection, part: Part) -> None:
    wanted, question = GUARDS[connection.dialect.name]
    if len(connection.scalars(text(question)).all()) < wanted:
        part.problems.append("нет триггеров, которые не дают менять и удалять записи журнала")
