"""Quarantine for the analyst: rows are listed (``open_rows``), corrected, confirmed or rejected.

Confirming takes the school of each row as proposed, or as chosen instead, and stores what the row says.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from data_access import clock, walls
from data_access.imports import editions, held_rows, logins, records, scopes
from data_access.imports.datasets import PARTS, Dataset, Record
from data_access.imports.held_rows import Decision, Held, QuarantinedRow, open_rows
from data_access.imports.records import CONFLICT
from data_access.imports.schools import load
from data_access.imports.scopes import Scope
from data_access.schema import import_batch, school
from data_access.writing import writing

__all__ = ["CannotConfirm", "Confirmation", "QuarantinedRow", "confirm", "open_rows", "reject"]

CONFIRMABLE = {form for form, parts in PARTS.items() if parts} - {"plan"}
"""Forms whose quarantined rows may be confirmed; the others are mended in their files."""


class CannotConfirm(Exception):
    """Nothing was confirmed; the message says which row stands in the way and why, in Russian."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What was done: the batch made (None where only logins were assigned), rows stored, logins assigned."""

    batch_id: int | None
    rows_stored: int
    logins: int


def confirm(
    engine: Engine,
    ids: Iterable[int],
    *,
    schools: Mapping[int, int] | None = None,
    now: datetime | None = None,
    role: str = "analyst",
) -> Confirmation:
    """Takes the proposals of the rows: all of them or, with CannotConfirm, none.

    ``schools``: row → school that was chosen instead of the proposal. Rows of results become new editions made by a
    batch of kind ``quarantine``; logins are assigned to schools. Of rows
    that contradict each other the confirmed one stands, the others are withdrawn.
    """
    wanted, now = sorted(set(ids)), now or clock.now()
    with writing(engine) as connection:
        walls.declare_system(connection)
        rows = _chosen(connection, wanted, schools or {})
        named = {str(row.values["login"]): row for row in rows if row.scope.form == "logins"}
        of_results = [row for row in rows if row.scope.form != "logins"]
        _assign(connection, named)
        batch_id = _store(connection, of_results, now, role) if of_results else None
        names = _names(connection, rows)
        for row in rows:
            words = f"Принята: {names.get(row.proposal_id or 0, '')}."
            held_rows.settle(connection, [row.id], "resolved", Decision(role, now, words))
        _withdraw_rivals(connection, rows, Decision(role, now, "Принята другая строка файла об этой школе."))
    return Confirmation(batch_id, len(of_results), len(named))


def reject(
    engine: Engine, ids: Iterable[int], *, reason: str = "", now: datetime | None = None, role: str = "analyst"
) -> int:
    """Withdraws rows without storing them; returns how many. ``reason`` is kept with each."""
    words = f"Исключена: {reason}" if reason else "Исключена."
    with writing(engine) as connection:
        walls.declare_system(connection)
        return held_rows.settle(connection, ids, "withdrawn", Decision(role, now or clock.now(), words))


def _names(connection: Connection, rows: Sequence[Held]) -> dict[int, str]:
    wanted = {row.proposal_id for row in rows}
    return {row.id: row.name for row in connection.execute(select(school.c.id, school.c.name)) if row.id in wanted}


def _chosen(connection: Connection, wanted: Sequence[int], schools: Mapping[int, int]) -> list[Held]:
    available = held_rows.held(connection)
    known = set(connection.scalars(select(school.c.id))) if schools else set()
    for row_id, school_id in schools.items():
        if row_id in available:
            if school_id not in known:
                raise CannotConfirm(f"{_place(available[row_id])}: такой школы нет.")
            available[row_id] = replace(available[row_id], proposal_id=school_id)
    for row_id in wanted:
        row = available.get(row_id)
        if row is None:
            raise CannotConfirm(f"Строки карантина {row_id} нет среди открытых.")
        if row.proposal_id is None:
            raise CannotConfirm(f"{_place(row)}: школа не предложена, исправьте строку в файле и загрузите его снова.")
        if row.scope.form != "logins" and row.scope.form not in CONFIRMABLE:
            raise CannotConfirm(f"{_place(row)}: такие строки исправляются в файле.")
    return [available[row_id] for row_id in wanted]


def _place(row: Held) -> str:
    return f"Строка карантина {row.id} ({row.file}, строка {row.row_number})"


def _assign(connection: Connection, named: dict[str, Held]) -> None:
    if not named:
        return
    pairs = {login: row.proposal_id for login, row in named.items() if row.proposal_id is not None}
    try:
        logins.check_free(connection, pairs)
    except logins.CannotAssign as error:
        raise CannotConfirm(str(error)) from error
    logins.assign(connection, {school_id: login for login, school_id in pairs.items()}, load(connection))


def _store(connection: Connection, rows: Sequence[Held], now: datetime, role: str) -> int:
    facts = {row.scope.key: row.facts for row in rows if row.scope.key is not None}
    datasets = scopes.datasets(connection, dict.fromkeys(row.scope for row in rows), facts)
    made: dict[Scope, dict[tuple[object, ...], tuple[Held, Record]]] = {}
    for row in rows:
        record = _record(row)
        taken = made.setdefault(row.scope, {})
        if record.key in taken and taken[record.key][1].cells != record.cells:
            rival = taken[record.key][0].id
            raise CannotConfirm(f"{_place(row)} противоречит строке карантина {rival}: выберите одну.")
        taken.setdefault(record.key, (row, record))
    parents = editions.heads(connection, (dataset.key for dataset in datasets.values()))
    contents: list[tuple[Dataset, list[Record]]] = []
    for scope, taken in made.items():
        dataset = datasets[scope]
        _refuse_overwriting(connection, parents.get(dataset.key), dataset, list(taken.values()))
        contents.append((dataset, [record for _, record in taken.values()]))
    batch_id = _batch(connection, rows, now, role)
    editions.write(connection, batch_id, contents, parents)
    return batch_id


def _record(row: Held) -> Record:
    assert row.proposal_id is not None
    school_id, partner_id = row.school_id, row.partner_id
    if row.side == "partner":
        partner_id = row.proposal_id
    else:
        school_id = row.proposal_id
    assert school_id is not None
    if row.scope.form == "partnership" and partner_id is None:
        raise CannotConfirm(f"{_place(row)}: неизвестны обе школы, исправьте строку в файле.")
    if school_id == partner_id:
        raise CannotConfirm(f"{_place(row)}: подшефная школа и школа-наставник — одна организация.")
    return records.record_of(row.scope, row.values, row.row_number, school_id, partner_id, sheet=row.sheet or "")


def _refuse_overwriting(
    connection: Connection, parent: int | None, dataset: Dataset, taken: Sequence[tuple[Held, Record]]
) -> None:
    """A confirmed row may replace what an older file said of the school, never what the same or a newer one said."""
    if parent is None:
        return
    part = PARTS[dataset.form][0]
    columns = [part.table.c[name] for name in (*part.key, *part.cells)]
    width = len(part.key)
    query = select(part.table.c.batch_id, *columns).where(part.table.c.edition_id == parent)
    stored = {tuple(row[1 : 1 + width]): (row[0], tuple(row[1 + width :])) for row in connection.execute(query)}
    for row, record in taken:
        batch_id, cells = stored.get(record.key, (0, ()))
        if batch_id >= row.batch_id and cells != record.cells:
            raise CannotConfirm(f"{_place(row)}: у предложенной школы уже есть другие данные («{dataset.title}»).")


def _batch(connection: Connection, rows: Sequence[Held], now: datetime, role: str) -> int:
    files = ", ".join(dict.fromkeys(row.file for row in rows))
    ids = [row.id for row in rows]
    values = {
        "kind": "quarantine",
        "file_name": files[:255],
        "content_hash": hashlib.sha256(f"quarantine:{ids}:{now.isoformat()}".encode()).hexdigest(),
        "imported_at": now,
        "imported_by": role,
        "options": {"rows": ids},
        "source": f"Строки, подтверждённые аналитиком: {files}",
        "rows_read": len(rows),
        "rows_stored": len(rows),
        "rows_quarantined": 0,
        "synthetic": any(row.synthetic for row in rows),
        "status": "stored",
    }
    return connection.execute(insert(import_batch).returning(import_batch.c.id), values).scalar_one()


def _withdraw_rivals(connection: Connection, chosen: Sequence[Held], decision: Decision) -> None:
    settled = {(row.batch_id, row.scope, row.school_id, row.partner_id) for row in chosen if row.reason == CONFLICT}
    rivals = [
        row.id
        for row in held_rows.held(connection).values()
        if row.reason == CONFLICT and (row.batch_id, row.scope, row.school_id, row.partner_id) in settled
    ]
    held_rows.settle(connection, rivals, "withdrawn", decision)
