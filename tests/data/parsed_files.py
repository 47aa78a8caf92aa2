"""Checked files made in memory, for the tests of storing; and what the database holds of them."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from data_access import schema, working
from data_access.imports.parsed import AssessmentFacts, Parsed, Row, SchoolRef
from data_access.imports.store import ImportOutcome, Incoming, KeptIndex, store
from monitoring.indicators import INDICATORS
from monitoring.procedures import AssessmentKey

NOW = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
MATH_6 = AssessmentKey(2025, "vpr", "math", 6)
RUSSIAN_6 = AssessmentKey(2025, "vpr", "russian", 6)
_contents = itertools.count(1)


def valid_ogrn(number: int) -> str:
    """A different ОГРН with a right check digit for each number."""
    first = f"10278{number:07d}"
    return f"{first}{int(first) % 11 % 10}"


def valid_inn(number: int) -> str:
    """A different ИНН with a right check digit for each number."""
    first = f"78{number:07d}"
    weighted = sum(int(digit) * weight for digit, weight in zip(first, (2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True))
    return f"{first}{weighted % 11 % 10}"


def place(number: int | str, district: str | None = "nevsky", **values: Any) -> dict[str, Any]:
    """An institution as a register row names it; ``ogrn`` and ``inn`` are given only where asked for."""
    kind = values.pop("kind", "school")
    word = {"school": "СОШ", "lyceum": "лицей", "gymnasium": "гимназия"}[kind]
    return {
        "name": f"ГБОУ {word} № {number}",
        "full_name": f"Государственное бюджетное общеобразовательное учреждение {word} № {number}",
        "kind": kind,
        "number": str(number),
        "district_code": district,
        "address": f"Санкт-Петербург, улица Школьная, дом {number}",
        "municipality": None,
        "note": None,
        "ogrn": None,
        "inn": None,
    } | values


def register(*places: Mapping[str, Any], kind: str = "register", synthetic: bool = False) -> Parsed:
    """A register (or ``points``) of the places, rows from 2 on."""
    rows = []
    for number, item in enumerate(places, start=2):
        values = {name: value for name, value in item.items() if name not in {"ogrn", "inn"}}
        if kind == "points":
            values = {name: values[name] for name in values if name not in {"municipality", "note"}}
            values = {"lon": None, "lat": None} | values
        else:
            values["inn"] = item["inn"]
        ref = SchoolRef(
            ogrn=item["ogrn"],
            inn=item["inn"] if kind == "register" else None,
            name=item["name"],
            kind=item["kind"],
            number=item["number"],
            district_code=item["district_code"],
        )
        rows.append(Row("", number, ref, values))
    return Parsed(kind, "Реестр школ", "реестр (register.csv)", synthetic, tuple(rows))


def of(number: int | str, district: str = "nevsky", **parts: Any) -> SchoolRef:
    """A school as a file of results names it."""
    named = {"name": f"ГБОУ СОШ № {number}", "kind": "school", "number": str(number), "district_code": district}
    return SchoolRef(**(named | parts))


def marks(n: int, low: float) -> dict[str, Any]:
    """Values of a row of marks."""
    return {"participants": n, "pct_2": low, "pct_3": 100 - low, "pct_4": 0.0, "pct_5": 0.0}


def file_of(
    rows: Sequence[tuple[SchoolRef, Mapping[str, Any]]],
    kind: str = "flat-marks",
    key: AssessmentKey | None = MATH_6,
    *,
    year: int | None = None,
    synthetic: bool = False,
    facts: AssessmentFacts | None = None,
    first_row: int = 2,
) -> Parsed:
    """A file of results with the rows given, all of one assessment (or of none)."""
    made = tuple(
        Row(
            "Лист1",
            number,
            ref,
            dict(values),
            assessment=key,
            year=key.year if key else year,
            headings=((0, "ОО"), (1, "Участников")),
            cells=(ref.name or "", values.get("participants")),
        )
        for number, (ref, values) in enumerate(rows, start=first_row)
    )
    assessments = {key: facts or AssessmentFacts()} if key else {}
    return Parsed(kind, "Файл", f"файл вида {kind}", synthetic, made, year=year, assessments=assessments)


def passport(**known: float) -> dict[str, float | None]:
    """Values of a social passport."""
    return {code: known.get(code) for code in INDICATORS}


def put(
    engine: Engine,
    parsed: Parsed,
    *,
    file: str = "file.csv",
    content: str | None = None,
    dry_run: bool = False,
    kept: KeptIndex | None = None,
) -> ImportOutcome:
    """Stores the file; without ``content`` it is another file than all before."""
    incoming = Incoming(
        file=file,
        parsed=parsed,
        content_hash=content or f"content-{next(_contents)}",
        synthetic=parsed.synthetic,
        role="analyst",
        now=NOW,
    )
    return store(engine, incoming, kept or KeptIndex(), dry_run=dry_run)


def schools(connection: Connection) -> list[dict[str, Any]]:
    """All schools in the order of their names, as dictionaries."""
    query = select(schema.school).order_by(schema.school.c.name, schema.school.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def ids_by_number(engine: Engine) -> dict[str, int]:
    """Number → id of the schools."""
    with engine.connect() as connection:
        rows = connection.execute(select(schema.school.c.number, schema.school.c.id)).all()
    return {row.number: row.id for row in rows}


def working_results(connection: Connection) -> dict[tuple[AssessmentKey, str], dict[str, tuple[Any, ...]]]:
    """The working state of results: (assessment, form) → number of the school → participants, pct_2, low_share."""
    result, assessment, edition, school = schema.result.c, schema.assessment.c, schema.edition.c, schema.school.c
    query = (
        select(
            assessment.year,
            assessment.procedure,
            assessment.subject,
            assessment.grade,
            edition.form,
            school.number,
            result.participants,
            result.pct_2,
            result.low_share,
        )
        .join(schema.edition, edition.id == result.edition_id)
        .join(schema.assessment, assessment.id == edition.assessment_id)
        .join(schema.school, school.id == result.school_id)
        .where(result.edition_id.in_(working.heads()))
    )
    found: dict[tuple[AssessmentKey, str], dict[str, tuple[Any, ...]]] = {}
    for row in connection.execute(query):
        place_of = (AssessmentKey(row.year, row.procedure, row.subject, row.grade), row.form)
        found.setdefault(place_of, {})[row.number] = (row.participants, row.pct_2, row.low_share)
    return found


def count(connection: Connection, table: Any) -> int:
    """Number of rows."""
    return len(connection.execute(select(table)).all())
