"""Quarantined rows in the database: kept with their typed values, listed, closed when a later file answers them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, bindparam, func, insert, select, update

from data_access.imports.datasets import PARTS
from data_access.imports.editions import chunked
from data_access.imports.findings import Finding
from data_access.imports.parsed import AssessmentFacts, Parsed, SchoolRef
from data_access.imports.records import CONFLICT, Problem
from data_access.imports.schools import SchoolIndex, plain_name
from data_access.imports.scopes import Scope, scope_of
from data_access.schema import import_batch, quarantine, school
from monitoring.procedures import AssessmentKey

_IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """One open row. ``proposal_id`` and ``proposal_name`` are None where there is nothing to confirm."""

    id: int
    batch_id: int
    file: str
    kind: str
    sheet: str | None
    row_number: int
    column: str | None
    reason: str
    message: str
    payload: dict[str, str]
    proposal_id: int | None
    proposal_name: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A quarantined row with what is needed to store it; ``held`` gives these."""

    id: int
    batch_id: int
    row_number: int
    reason: str
    proposal_id: int | None
    kind: str
    scope: Scope
    facts: AssessmentFacts
    values: dict[str, Any]
    ref: SchoolRef
    row_key: str
    side: str
    school_id: int | None
    partner_id: int | None
    synthetic: bool
    file: str
    sheet: str | None


def row_key(scope: Scope, ref: SchoolRef, partner: SchoolRef | None = None) -> str:
    """Tells the same row of another file: its dataset and the school as written."""
    named = [_as_written(item) for item in (ref, partner) if item is not None]
    return hashlib.sha256(repr((scope.form, scope.key, scope.year, named)).encode()).hexdigest()[:32]


def _as_written(ref: SchoolRef) -> tuple[str | None, ...]:
    identifier = ref.login or ref.ogrn or ref.inn
    return (identifier,) if identifier else (plain_name(ref.name or ""), ref.number, ref.district_code)


def open_places(connection: Connection, batch_id: int) -> set[tuple[str | None, int]]:
    """Sheet and row of each open row of the batch."""
    rows = select(quarantine.c.sheet, quarantine.c.row_number).where(
        quarantine.c.batch_id == batch_id, quarantine.c.status == "open"
    )
    return {(sheet, row) for sheet, row in connection.execute(rows)}


def keep(connection: Connection, batch_id: int, parsed: Parsed, problems: Iterable[Problem]) -> int:
    """Puts rows into quarantine; returns how many."""
    rows = [
        {
            "batch_id": batch_id,
            "sheet": (problem.row.sheet or None) and problem.row.sheet[:64],
            "row_number": problem.row.row_number,
            "column_name": None,
            "reason": problem.reason,
            "message": f"{_capital(problem.message)}. {problem.mend}.",
            "payload": dict(problem.row.payload),
            "record": _record(parsed, problem),
            "proposal_id": problem.proposal_id,
            "status": "open",
        }
        for problem in problems
    ]
    for some in chunked(rows, 1000):
        connection.execute(insert(quarantine), some)
    return len(rows)


def findings(file: str, problems: Iterable[Problem]) -> list[Finding]:
    """The same rows as findings for whoever imports."""
    return [
        Finding(file, problem.row.sheet or None, problem.row.row_number, None, problem.message, problem.mend)
        for problem in problems
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _record(parsed: Parsed, problem: Problem) -> dict[str, Any]:
    scope, row = problem.scope, problem.row
    facts = parsed.assessments.get(scope.key, AssessmentFacts()) if scope.key else AssessmentFacts()
    return {
        "kind": parsed.kind,
        "form": scope.form,
        "year": scope.year,
        "assessment": [scope.key.year, scope.key.procedure, scope.key.subject, scope.key.grade] if scope.key else None,
        "held_on": facts.held_on.isoformat() if facts.held_on else None,
        "max_score": facts.max_score,
        "values": {name: value.isoformat() if isinstance(value, date) else value for name, value in row.values.items()},
        "school": _ref_record(row.school),
        "row_key": row_key(scope, row.school, row.partner),
        "side": problem.side,
        "school_id": problem.school_id,
        "partner_id": problem.partner_id,
    }


def _ref_record(ref: SchoolRef) -> dict[str, str | None]:
    return {name: getattr(ref, name) for name in SchoolRef.__dataclass_fields__}


def open_rows(connection: Connection) -> list[QuarantinedRow]:
    """Rows that wait for the analyst, newest file first, in the order of the file."""
    table = quarantine.c
    query = (
        select(
            table.id,
            table.batch_id,
            import_batch.c.file_name,
            import_batch.c.kind,
            table.sheet,
            table.row_number,
            table.column_name,
            table.reason,
            table.message,
            table.payload,
            table.proposal_id,
            school.c.name,
        )
        .join(import_batch, import_batch.c.id == table.batch_id)
        .outerjoin(school, school.c.id == table.proposal_id)
        .where(table.status == "open")
        .order_by(table.batch_id.desc(), table.sheet, table.row_number, table.id)
    )
    rows: list[tuple[Any, ...]] = [tuple(row) for row in connection.execute(query)]
    return [QuarantinedRow(*row) for row in rows]


def held(connection: Connection) -> dict[int, Held]:
    """All open rows with their typed values, by id."""
    table = quarantine.c
    query = (
        select(
            table.id,
            table.batch_id,
            table.row_number,
            table.sheet,
            table.reason,
            table.proposal_id,
            table.record,
            import_batch.c.synthetic,
            import_batch.c.file_name,
        )
        .join(import_batch, import_batch.c.id == table.batch_id)
        .where(table.status == "open", table.record.is_not(None))
        .order_by(table.id)
    )
    return {row.id: _held(row) for row in connection.execute(query) if row.record}


def _held(row: Any) -> Held:
    record = row.record
    key = AssessmentKey(*record["assessment"]) if record["assessment"] else None
    held_on = date.fromisoformat(record["held_on"]) if record["held_on"] else None
    return Held(
        row.id,
        row.batch_id,
        row.row_number,
        row.reason,
        row.proposal_id,
        record["kind"],
        Scope(record["form"], key, record["year"]),
        AssessmentFacts(held_on, record["max_score"]),
        _typed(record["form"], record["values"]),
        SchoolRef(**record["school"]),
        record["row_key"],
        record["side"],
        record["school_id"],
        record["partner_id"],
        row.synthetic,
        row.file_name,
        row.sheet,
    )


def _typed(form: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Dates back from the text that JSON keeps of them."""
    typed = dict(values)
    for part in PARTS[form]:
        for column in part.table.c:
            text = typed.get(column.name)
            if isinstance(column.type, Date) and isinstance(text, str):
                typed[column.name] = date.fromisoformat(text)
    return typed


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided on a row, when, and what in Russian words."""

    by: str
    at: datetime
    words: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """Columns of the quarantine."""
        return {"decided_by": self.by, "decided_at": self.at}


def settle(connection: Connection, ids: Iterable[int], status: str, decision: Decision | None = None) -> int:
    """Closes open rows: ``resolved`` or ``withdrawn``; returns how many. A file that answers them decides nothing."""
    done = 0
    values: dict[str, Any] = {"status": status}
    if decision is not None:
        # What was corrected before stays said.
        values |= decision.values | {"decision": func.coalesce(quarantine.c.decision + " ", "") + decision.words}
    for some in chunked(ids, _IDS_AT_ONCE):
        change = update(quarantine).where(quarantine.c.id.in_(some), quarantine.c.status == "open")
        done += connection.execute(change.values(values)).rowcount
    return done


def supersede(connection: Connection, file: str, parsed: Parsed, problems: Iterable[Problem]) -> int:
    """Closes rows of earlier files that this file answers; to be called before its own problems are kept.

    A file of the same name and kind answers all earlier rows of the datasets it holds; another file those of the
    same dataset and the same school as written. Rows in doubt again are withdrawn for their successors.
    """
    earlier = held(connection)
    if not earlier:
        return 0
    again = {row_key(problem.scope, problem.row.school, problem.row.partner) for problem in problems}
    present: set[str] = set()
    scopes: set[Scope] = set()
    for row in parsed.rows:
        scope = scope_of(parsed.kind, row)
        scopes.add(scope)
        present.add(row_key(scope, row.school, row.partner))
    resolved, withdrawn = [], []
    for item in earlier.values():
        if item.row_key in again:
            withdrawn.append(item.id)
        elif item.row_key in present or (item.file == file and item.kind == parsed.kind and item.scope in scopes):
            resolved.append(item.id)
    return settle(connection, resolved, "resolved") + settle(connection, withdrawn, "withdrawn")


def refresh_proposals(connection: Connection, index: SchoolIndex) -> int:
    """After schools changed: proposes to the analyst what open rows match by now; returns how many changed."""
    changes = []
    for item in held(connection).values():
        if item.reason == CONFLICT or item.side != "school":
            continue
        match = index.match(item.ref)
        proposal = match.school_id if match.school_id is not None else match.proposal_id
        if proposal is not None and proposal != item.proposal_id:
            changes.append({"row": item.id, "proposed": proposal})
    if changes:
        change = update(quarantine).where(quarantine.c.id == bindparam("row"))
        connection.execute(change.values(proposal_id=bindparam("proposed")), changes)
    return len(changes)
