"""Which rows of a register or of points speak of one institution, and of which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data_access.imports.findings import Finding
from data_access.imports.parsed import Row, SchoolRef
from data_access.imports.records import AMBIGUOUS, UNKNOWN, Problem, describe
from data_access.imports.schools import School, SchoolIndex, plain_number
from data_access.imports.scopes import Scope

_IDENTIFIERS = ("ogrn", "inn")


@dataclass(slots=True)
class Group:
    """Rows of the file that speak of one institution; ``school_id`` is None while it is not in the database."""

    rows: list[Row] = field(default_factory=list)
    school_id: int | None = None


def grouped(rows: Sequence[Row], index: SchoolIndex, scope: Scope) -> tuple[list[Group], list[Problem]]:
    """Rows put together by institution: those known to the index, and new ones, told apart by the same rule."""
    fresh = SchoolIndex((0, 0))
    groups: dict[tuple[str, int], Group] = {}
    problems: list[Problem] = []
    named = {(plain_number(row.school.number), row.school.district_code) for row in rows}
    # The best identified rows first, so that a row with less joins its institution rather than founding another.
    for row in sorted(rows, key=lambda item: (not item.school.ogrn, not item.school.inn, item.row_number)):
        ref = row.school
        known = index.match(ref, contradicting=True)
        if known.school_id is not None and not _displaced(ref, index.schools[known.school_id], named):
            key = ("known", known.school_id)
            if not _other_institution(ref, known.by, groups.get(key)):
                groups.setdefault(key, Group(school_id=known.school_id)).rows.append(row)
                continue
        new = fresh.match(ref, contradicting=True)
        if new.school_id is not None and not _other_institution(ref, new.by, groups.get(("new", new.school_id))):
            groups[("new", new.school_id)].rows.append(row)
        elif known.is_ambiguous or new.is_ambiguous or not ref.names_a_school:
            problems.append(_doubtful(row, scope, known.candidates, known.proposal_id, index))
        else:
            number = len(fresh.schools)
            groups[("new", number)] = Group([row])
            fresh.add(_as_school(number, row))
    ordered = sorted(groups.values(), key=lambda group: min(row.row_number for row in group.rows))
    for group in ordered:
        group.rows.sort(key=lambda row: row.row_number)
    return ordered, problems


def _displaced(ref: SchoolRef, found: School, named: set[tuple[str | None, str | None]]) -> bool:
    """Whether the file gives the school's ОГРН or ИНН to a row of another number, and names the school itself too."""
    number = plain_number(ref.number)
    if not number or not found.number or number == found.number:
        return False
    return (found.number, found.district_code) in named


def _other_institution(ref: SchoolRef, by: str, group: Group | None) -> bool:
    """Whether the file itself tells this row's institution from the one that its number or name resembles."""
    if by in _IDENTIFIERS or group is None:
        return False
    return any(
        (ref.ogrn and row.school.ogrn and row.school.ogrn != ref.ogrn)
        or (ref.inn and row.school.inn and row.school.inn != ref.inn)
        for row in group.rows
    )


def _doubtful(
    row: Row, scope: Scope, candidates: Iterable[int], proposal_id: int | None, index: SchoolIndex
) -> Problem:
    named = f"«{row.school.name}»" if row.school.name else "без названия"
    fitting = "; ".join(describe(index, item) for item in candidates)
    if not row.school.names_a_school:
        return Problem(row, scope, UNKNOWN, "в строке не названа организация", "Заполните название и ОГРН")
    message = f"организация определяется неоднозначно: {named}" + (f"; подходят {fitting}" if fitting else "")
    return Problem(row, scope, AMBIGUOUS, message, "Укажите ОГРН или ИНН", proposal_id)


def distrust_shared(rows: Sequence[Row], file: str, findings: list[Finding]) -> list[Row]:
    """Rows without an ОГРН that the file gives to different institutions: it cannot tell which of them has it."""
    holders: dict[str, set[tuple[str | None, str | None]]] = {}
    for row in rows:
        if row.school.ogrn:
            holders.setdefault(row.school.ogrn, set()).add((row.school.inn, plain_number(row.school.number)))
    shared = {ogrn for ogrn, pairs in holders.items() if _differ(pairs)}
    kept = []
    for row in rows:
        if row.school.ogrn in shared:
            message = f"ОГРН {row.school.ogrn} указан у разных организаций и не использован"
            findings.append(Finding(file, row.sheet, row.row_number, None, message, "Исправьте ОГРН в источнике"))
            row = replace(row, school=replace(row.school, ogrn=None))
        kept.append(row)
    return kept


def _differ(pairs: set[tuple[str | None, str | None]]) -> bool:
    inns = {inn for inn, _ in pairs if inn}
    numbers = {number for _, number in pairs if number}
    return len(inns) > 1 or (not inns and len(numbers) > 1)


def _as_school(school_id: int, row: Row) -> School:
    values, ref = row.values, row.school
    name = values.get("name") or ref.name or ""
    return School(
        id=school_id,
        ogrn=ref.ogrn,
        inn=ref.inn,
        login=None,
        number=plain_number(values.get("number") or ref.number),
        kind=values.get("kind") or ref.kind or "other",
        name=name,
        full_name=values.get("full_name") or name,
        district_code=values.get("district_code") or ref.district_code or "",
    )


def contested(groups: Sequence[Group], present: Mapping[int, dict[str, object]]) -> set[object]:
    """ОГРН that the database and the file give to different institutions: neither is believed.

    Otherwise a column that slipped by a row would lead every later file to a neighbouring school.
    """
    holders = {held["ogrn"]: school_id for school_id, held in present.items() if held["ogrn"]}
    return {
        row.school.ogrn
        for group in groups
        for row in group.rows
        if row.school.ogrn in holders and holders[row.school.ogrn] != group.school_id
    }
