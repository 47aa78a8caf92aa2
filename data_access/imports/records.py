"""From checked rows to records of datasets: schools found, doubtful rows set aside, derived cells filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data_access.imports.datasets import PARTS, Record
from data_access.imports.parsed import Parsed, Row
from data_access.imports.schools import Match, SchoolIndex
from data_access.imports.scopes import FORM_OF_KIND, Scope, by_scope
from monitoring import districts

FIS_OKO = {"marks-statistics", "mark-comparison", "score-distribution"}

_WITH_LOW_SHARE = {"marks", "bands", "means"}

_Grouped = dict[tuple[object, ...], list[tuple[Row, list[Record]]]]
"""Rows of one scope by the key of their main record."""

CONFLICT, UNKNOWN, AMBIGUOUS = "conflict", "unknown-school", "ambiguous-school"


@dataclass(slots=True)
class Problem:
    """A row set aside. ``proposal_id`` is the school that the analyst may confirm, for ``side`` school or partner."""

    row: Row
    scope: Scope
    reason: str
    message: str
    mend: str
    proposal_id: int | None = None
    side: str = "school"
    school_id: int | None = None
    partner_id: int | None = None


@dataclass(slots=True)
class Resolved:
    """The outcome of matching a file: records by scope, rows set aside, logins to propose (login → name, school)."""

    records: dict[Scope, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    logins: dict[str, tuple[str, int]] = field(default_factory=dict)
    rows_stored: int = 0


def resolve(parsed: Parsed, index: SchoolIndex) -> Resolved:
    """Finds the school of every row and makes records; rows in doubt or in conflict become problems."""
    resolved = Resolved()
    for scope, rows in by_scope(parsed):
        grouped: _Grouped = {}
        for row in rows:
            made = _place(parsed.kind, scope, row, index, resolved)
            if made is not None:
                grouped.setdefault(made[0].key, []).append((row, made))
        records = _without_conflicts(scope, grouped, index, resolved)
        if records:
            resolved.records[scope] = records
    resolved.problems.sort(key=lambda problem: problem.row.row_number)
    if FORM_OF_KIND[parsed.kind] == "marks":
        _add_benchmarks(parsed, resolved)
    return resolved


def _without_conflicts(scope: Scope, grouped: _Grouped, index: SchoolIndex, resolved: Resolved) -> list[Record]:
    """The records of the rows that no other row of the file contradicts; a repeated row counts once."""
    records: list[Record] = []
    conflicting_items = _conflicting_items(grouped) if scope.form == "plan" else set()
    for key, places in grouped.items():
        first = places[0][1]
        if len(places) > 1 and any(made[0].cells != first[0].cells for _, made in places):
            resolved.problems += [_conflict(scope, row, made[0], places, index) for row, made in places]
        elif key[0] in conflicting_items:
            resolved.problems += [_conflicting_item(scope, row) for row, _ in places]
        else:
            resolved.rows_stored += 1
            records += first
    return _once(records) if scope.form == "plan" else records


def _place(kind: str, scope: Scope, row: Row, index: SchoolIndex, resolved: Resolved) -> list[Record] | None:
    """The records of one row, the main one first; None where the row was set aside."""
    if scope.form == "plan":
        return _plan_records(row)
    login_first = kind in FIS_OKO or (row.assessment is not None and row.assessment.procedure == "vpr")
    match = index.match(row.school, login_first=login_first)
    other = index.match(row.partner) if row.partner is not None else None
    if match.school_id is None or (other is not None and other.school_id is None):
        resolved.problems.append(doubt(scope, row, match, other, index))
        return None
    if other is not None and other.school_id == match.school_id:
        message = f"подшефная школа и школа-наставник — одна организация: {describe(index, match.school_id)}"
        resolved.problems.append(Problem(row, scope, CONFLICT, message, "Исправьте одну из школ в файле"))
        return None
    login = row.school.login
    if login and match.by != "login" and index.schools[match.school_id].login is None and index.by_login(login) is None:
        resolved.logins.setdefault(login, (row.school.name or login, match.school_id))
    partner_id = other.school_id if other else None
    return [record_of(scope, row.values, row.row_number, match.school_id, partner_id, sheet=row.sheet[:64])]


def record_of(
    scope: Scope,
    values: Mapping[str, Any],
    row_number: int,
    school_id: int,
    partner_id: int | None,
    *,
    sheet: str | None = None,
) -> Record:
    """The record of one row whose schools are known, with the derived cells filled in."""
    part = PARTS[scope.form][0]
    cells = part.filled(values)
    if partner_id is not None:
        cells["mentee_id"], cells["mentor_id"] = school_id, partner_id
    else:
        cells["school_id"] = school_id
    if scope.form in _WITH_LOW_SHARE:
        cells["low_share"] = low_share(scope.form, values)
    return Record(part, cells, row_number, sheet)


def low_share(form: str, values: Mapping[str, Any]) -> float | None:
    """Percent of participants with a low result: mark «2», or below the minimum; None where the file does not tell."""
    if form == "marks":
        return values.get("pct_2")
    if form != "bands":
        return None
    share, count, n = (values.get(name) for name in ("below_minimum", "below_minimum_count", "participants"))
    if share is None and count is not None and n:
        share = 100 * count / n
    return share


def _plan_records(row: Row) -> list[Record]:
    return [Record(part, part.filled(row.values), row.row_number, row.sheet[:64]) for part in PARTS["plan"]]


def _conflicting_items(grouped: _Grouped) -> set[object]:
    """Numbers of plan items that rows of different districts describe differently."""
    seen: dict[object, tuple[object, ...]] = {}
    found = set()
    for key, places in grouped.items():
        for _, made in places:
            for item in made[1:]:
                if seen.setdefault(key[0], item.cells) != item.cells:
                    found.add(key[0])
    return found


def _once(records: list[Record]) -> list[Record]:
    """Plan items come with every row that mentions them: the first of each stays."""
    seen: dict[tuple[str, tuple[object, ...]], Record] = {}
    for record in records:
        seen.setdefault((record.part.table.name, record.key), record)
    return list(seen.values())


def _add_benchmarks(parsed: Parsed, resolved: Resolved) -> None:
    part = PARTS["marks"][1]
    for item in parsed.benchmarks:
        values: dict[str, object] = {
            "group_code": item.group_code,
            "level": item.level,
            "name": item.name,
            "schools": item.schools,
        }
        record = Record(part, part.filled({**item.values, **values}), item.row_number)
        resolved.records.setdefault(Scope("marks", item.assessment), []).append(record)


def describe(index: SchoolIndex, school_id: int) -> str:
    """«ГБОУ СОШ № 5 (Невский район)»."""
    item = index.schools[school_id]
    return f"{item.name} ({districts.by_code()[item.district_code].title})"


def doubt(scope: Scope, row: Row, match: Match, other: Match | None, index: SchoolIndex) -> Problem:
    """The problem of a row whose school (or partner) is unknown or ambiguous."""
    in_doubt, side, ref = (match, "school", row.school) if match.school_id is None else (other, "partner", row.partner)
    assert in_doubt is not None
    assert ref is not None
    named = ", ".join(
        filter(
            None,
            (
                f"«{ref.name}»" if ref.name else f"№ {ref.number}" if ref.number else "",
                f"ОГРН {ref.ogrn}" if ref.ogrn else "",
                f"логин {ref.login}" if ref.login else "",
                districts.by_code()[ref.district_code].title if ref.district_code else "",
            ),
        )
    )
    whose = "школа-наставник" if side == "partner" else "школа"
    note = f"; {in_doubt.note}" if in_doubt.note else ""
    if in_doubt.is_ambiguous:
        reason, message = AMBIGUOUS, f"{whose} определяется неоднозначно: {named or 'не названа'}{note}; подходят "
        message += "; ".join(describe(index, item) for item in in_doubt.candidates[:4])
    else:
        reason, message = UNKNOWN, f"{whose} не найдена: {named or 'не названа'}{note}"
    proposal = in_doubt.proposal_id
    if other is not None and match.school_id is None and other.school_id is None:
        proposal = None  # one confirmation cannot settle two schools
    if proposal is not None:
        mend = f"Похоже на: {describe(index, proposal)} — подтвердите или исправьте строку в файле"
    else:
        mend = "Укажите ОГРН либо номер и район или загрузите эту школу в реестре, затем загрузите файл снова"
    return Problem(
        row, scope, reason, message, mend, proposal, side, match.school_id, other.school_id if other else None
    )


def _conflict(
    scope: Scope, row: Row, record: Record, places: Sequence[tuple[Row, list[Record]]], index: SchoolIndex
) -> Problem:
    others = ", ".join(str(other.row_number) for other, _ in places if other is not row)
    school_id = record.values.get("school_id", record.values.get("mentee_id"))
    whose = f" о школе {describe(index, school_id)}" if isinstance(school_id, int) else ""
    return Problem(
        row,
        scope,
        CONFLICT,
        f"строка противоречит другой строке файла{whose} (строка {others})",
        "Оставьте в файле одну строку и загрузите его снова"
        + (" или подтвердите одну из них" if isinstance(school_id, int) else ""),
        school_id if isinstance(school_id, int) else None,
        "school",
        school_id if isinstance(school_id, int) else None,
        _integer(record.values.get("mentor_id")),
    )


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _conflicting_item(scope: Scope, row: Row) -> Problem:
    message = f"пункт {row.values['number']} описан в файле по-разному"
    return Problem(row, scope, CONFLICT, message, "Сделайте мероприятие, операторов и сроки пункта одинаковыми")
