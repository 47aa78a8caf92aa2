"""Whether the journal of changes tells the whole story of each record, that of reading what the program writes, and
whether the database still guards both."""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import Connection, select, text

from data_access import clock
from data_access.access_log import ACTIONS, OUTCOMES
from data_access.checking.part import Asked, Part, examples
from data_access.schema import RECORDS, access_entry, audit_entry

AHEAD = timedelta(minutes=5)
"""How far clocks of machines may differ."""

GUARDS = {
    "sqlite": (2, "select name from sqlite_master where type = 'trigger' and tbl_name = :journal"),
    "postgresql": (1, "select tgname from pg_trigger where tgrelid = cast(:journal as regclass) and tgenabled <> 'D'"),
}
"""How many triggers guard a journal, and how they are asked for."""


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
    _guards(asked.connection, audit_entry.name, part)


def look_at_reading(asked: Asked, part: Part) -> None:
    """Entries of reading and of deeds are of kinds that the program writes, none is of a time to come, the triggers
    that refuse changes stand. That none is missing cannot be told: numbers given by a database have gaps."""
    connection, entry = asked.connection, access_entry.c
    for column, known in ((entry.action, ACTIONS), (entry.outcome, OUTCOMES)):
        strange = sorted(set(connection.scalars(select(column).distinct())) - set(known))
        if strange:
            part.problems.append(f"программа такого не пишет ({column.name}): {examples(strange)}")
    ahead = connection.scalars(select(entry.id).where(entry.at > clock.now() + AHEAD).order_by(entry.id)).all()
    if ahead:
        part.problems.append(f"записи из будущего: {examples(ahead)}")
    _guards(connection, access_entry.name, part)


def _guards(connection: Connection, journal: str, part: Part) -> None:
    wanted, question = GUARDS[connection.dialect.name]
    if len(connection.scalars(text(question), {"journal": journal}).all()) < wanted:
        part.problems.append("нет триггеров, которые не дают менять и удалять записи журнала")
