"""The register of schools and their points: several rows (addresses) become one institution with its buildings.

The register is the authority on names, numbers, districts and identifiers; the points add coordinates and fill what
is blank. So both orders of import end in the same state.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from data_access.imports import buildings
from data_access.imports.differences import Difference
from data_access.imports.district_points import district_of_point, outside
from data_access.imports.findings import Finding
from data_access.imports.grouping import Group, contested, distrust_shared, grouped
from data_access.imports.parsed import Parsed, Row
from data_access.imports.records import UNKNOWN, Problem, describe
from data_access.imports.schools import School, SchoolIndex, plain_number
from data_access.imports.scopes import Scope
from data_access.schema import import_batch, school
from monitoring import districts

_STORED = ("ogrn", "inn", "number", "kind", "name", "full_name", "district_code", "address", "lon", "lat")
_TAIL = re.compile(r"(\s+\w+ого\s+района)?(\s+г(орода|\.))?\s+Санкт-Петербурга\.?$", re.IGNORECASE)


@dataclass(slots=True)
class Institutions:
    """The outcome: rows stored, rows set aside, warnings, and what changed."""

    rows_stored: int
    problems: list[Problem]
    findings: list[Finding]
    difference: Difference


def shown_name(name: str) -> str:
    """The name as shown: without the district and the city that stand at the end of official names."""
    plain = " ".join(name.split())
    return (_TAIL.sub("", plain) or plain)[:300]


def store(
    connection: Connection,
    batch_id: int,
    file: str,
    parsed: Parsed,
    index: SchoolIndex,
    synthetic: bool,
    boundaries: Path | None = None,
) -> Institutions:
    """Stores a register (``parsed.kind`` register) or points; the index takes in what changed.

    ``boundaries`` is the folder of imported boundaries, None for the bundled drawing.
    """
    authority = parsed.kind == "register"
    scope = Scope(parsed.kind)
    before = len(index.schools)
    findings: list[Finding] = []
    rows = distrust_shared(parsed.rows, file, findings)
    groups, problems = grouped(rows, index, scope)
    present = _present(connection)
    doubted = contested(groups, present) if _has_other_source(connection, parsed.kind) else set()
    created: list[dict[str, object]] = []
    changed: list[dict[str, object]] = []
    places: dict[int, Sequence[Row]] = {}
    new_groups: list[Group] = []
    for group in groups:
        merged = _merged(group.rows, authority)
        claimed = merged["ogrn"]
        if claimed in doubted:
            merged["ogrn"] = None
        if group.school_id is None:
            if merged["district_code"] is None:
                problems += [_without_district(row, scope) for row in group.rows]
                continue
            created.append(merged | {"synthetic": synthetic, "batch_id": batch_id})
            new_groups.append(group)
            continue
        places[group.school_id] = group.rows
        held = present[group.school_id]
        if claimed in doubted or held["ogrn"] in doubted:
            findings.append(_contest(file, group.rows[0], claimed, held["ogrn"], describe(index, group.school_id)))
            merged["ogrn"] = None
            held = held | {"ogrn": None}
        final = _combined(held, merged, authority)
        final["district_code"] = district_of_point(held, merged, final, boundaries)
        findings += _disagreements(file, group.rows[0], merged, held, final, describe(index, group.school_id))
        if final != present[group.school_id]:
            changed.append({"school": group.school_id} | final)
    # A school that the file does not name may hold an ОГРН that the file gives to another one.
    robbed = [
        {"school": school_id} | held | {"ogrn": None}
        for school_id, held in present.items()
        if held["ogrn"] in doubted and school_id not in places
    ]
    ids = _insert(connection, created)
    for group, school_id in zip(new_groups, ids, strict=True):
        places[school_id] = group.rows
    _update(connection, changed + robbed)
    buildings.store(connection, places, replacing=authority)
    _refresh(index, zip(ids, created, strict=True), changed + robbed)
    findings += outside(file, places.values(), boundaries)
    touched = len(places)
    difference = Difference(
        parsed.kind,
        "Реестр школ" if authority else "Точки школ на карте",
        before,
        before + len(ids),
        len(ids),
        len(changed),
        touched - len(ids) - len(changed),
        before - (touched - len(ids)),
    )
    return Institutions(sum(len(rows) for rows in places.values()), problems, findings, difference)


def _contest(file: str, row: Row, claimed: object, held: object, name: str) -> Finding:
    values = ", ".join(dict.fromkeys(str(value) for value in (claimed, held) if value))
    message = f"{name}: ОГРН {values} в файле и в базе указан у разных школ и не использован"
    return Finding(file, row.sheet, row.row_number, None, message, "Сверьте ОГРН с ЕГРЮЛ и исправьте источник")


def _without_district(row: Row, scope: Scope) -> Problem:
    message = f"район организации не указан или не распознан: «{row.school.name or ''}»"
    return Problem(row, scope, UNKNOWN, message, "Укажите один из 18 районов Санкт-Петербурга")


def _merged(rows: Sequence[Row], authority: bool) -> dict[str, object]:
    """What the rows of one institution say of it together.

    The main row is the first one without a note among those with the most frequent full name: notes mark branches.
    """
    names = Counter(row.values.get("full_name") or row.school.name or "" for row in rows)
    usual = max(names.values())
    same = [row for row in rows if names[row.values.get("full_name") or row.school.name or ""] == usual]
    main = next((row for row in same if not row.values.get("note")), same[0])
    values, ref = main.values, main.school
    full_name = values.get("full_name") or values.get("name") or ref.name or ""
    merged: dict[str, object] = {
        "ogrn": _first(row.school.ogrn for row in (main, *rows)),
        "inn": _first(row.school.inn for row in (main, *rows)),
        "number": plain_number(values.get("number") or ref.number),
        "kind": values.get("kind") or ref.kind or "other",
        "name": shown_name(values.get("name") or full_name),
        "full_name": " ".join(full_name.split()),
        "district_code": values.get("district_code") or ref.district_code,
        "address": values.get("address"),
        "lon": values.get("lon"),
        "lat": values.get("lat"),
    }
    if not authority:
        located = next((row for row in rows if row.values.get("lon") is not None), main)
        merged |= {"lon": located.values.get("lon"), "lat": located.values.get("lat")}
    return merged


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _combined(held: dict[str, object], merged: dict[str, object], authority: bool) -> dict[str, object]:
    """The state of a known school after the file: of two values the register's stands, blanks are filled by either."""
    final = dict(held)
    for name in _STORED:
        blank = held[name] in {None, "", "other"}
        said = merged[name] not in {None, "", "other"}
        if name == "kind" and "special" in {held[name], merged[name]}:
            final[name] = "special"  # names seldom tell it, so a source that does is believed
        elif said and (blank or (authority and name not in {"lon", "lat"})):
            final[name] = merged[name]
    if not authority and merged["lon"] is not None and merged["lat"] is not None:
        final |= {"lon": merged["lon"], "lat": merged["lat"]}
    return final


def _disagreements(
    file: str,
    row: Row,
    merged: Mapping[str, object],
    held: Mapping[str, object],
    final: Mapping[str, object],
    name: str,
) -> list[Finding]:
    """Warnings where the file and the database differ in what identifies a school."""
    found = []
    for column, title in (("ogrn", "ОГРН"), ("inn", "ИНН"), ("district_code", "район")):
        before, after = held[column], merged[column]
        if before and after and before != after:
            old, new, taken = (_shown(column, value) for value in (before, after, final[column]))
            message = f"{name}: {title} в файле {new}, в базе {old}; принято {taken}"
            found.append(Finding(file, row.sheet, row.row_number, None, message, "Проверьте, какое значение верно"))
    return found


def _shown(name: str, value: object) -> str:
    return districts.by_code()[str(value)].title if name == "district_code" else str(value)


def _has_other_source(connection: Connection, kind: str) -> bool:
    """Whether what is known of schools comes from the other kind of file too; the same kind corrects itself."""
    other = "points" if kind == "register" else "register"
    batch = import_batch.c
    return bool(connection.scalar(select(exists().where(batch.kind == other, batch.status == "stored"))))


def _present(connection: Connection) -> dict[int, dict[str, object]]:
    rows = connection.execute(select(school.c.id, *(school.c[name] for name in _STORED)))
    return {row[0]: dict(zip(_STORED, row[1:], strict=True)) for row in rows}


def _insert(connection: Connection, created: list[dict[str, object]]) -> list[int]:
    if not created:
        return []
    return list(connection.scalars(insert(school).returning(school.c.id, sort_by_parameter_order=True), created))


def _update(connection: Connection, changed: list[dict[str, object]]) -> None:
    if not changed:
        return
    # An ОГРН may pass from one school to another: all old ones go first, for the column is unique.
    freed = update(school).where(school.c.id == bindparam("school"))
    connection.execute(freed.values(ogrn=None), [{"school": item["school"]} for item in changed])
    connection.execute(freed.values({name: bindparam(name) for name in _STORED}), changed)


def _as_school(school_id: int, values: dict[str, object]) -> School:
    text = {name: None if values[name] is None else str(values[name]) for name in _STORED}
    return School(
        school_id,
        text["ogrn"],
        text["inn"],
        None,
        text["number"],
        text["kind"] or "other",
        text["name"] or "",
        text["full_name"] or "",
        text["district_code"] or "",
    )


def _refresh(
    index: SchoolIndex, created: Iterable[tuple[int, dict[str, object]]], changed: Iterable[dict[str, object]]
) -> None:
    states = [_as_school(school_id, values) for school_id, values in created]
    for values in changed:
        state = _as_school(int(str(values["school"])), values)
        state.login = index.schools[state.id].login
        states.append(state)
    # Old states leave first: two schools may have exchanged an ОГРН.
    index.drop(state.id for state in states)
    for state in states:
        index.add(state)
