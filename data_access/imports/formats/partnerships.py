"""Registry of partnerships (our template): a school, its mentor school, the agreement and what is done together."""

import re
from datetime import date
from typing import Any

from data_access.imports import cells, names
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout, normalise
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row, SchoolRef
from data_access.imports.source import Source
from data_access.imports.table import Table
from monitoring.procedures import recognise_subject

KIND = "partnerships"
TITLE = "Реестр партнёрств школ"
STATUSES = {
    "предложено": "proposed",
    "действует": "active",
    "приостановлено": "paused",
    "завершено": "ended",
}
LAYOUT = Layout(
    fields=(
        Field("mentee_ogrn", ("ОГРН подшефной школы",), required=False),
        Field("mentee_name", ("Подшефная школа",), required=False),
        Field("mentor_ogrn", ("ОГРН школы-наставника",), required=False),
        Field("mentor_name", ("Школа-наставник",), required=False),
        Field("subjects", ("Предметы",)),
        Field("agreement_number", ("Номер соглашения",), required=False),
        Field("agreement_date", ("Дата соглашения",), required=False),
        Field("coordinator_post", ("Должность координатора",), required=False),
        Field("status", ("Статус",)),
        Field("started_on", ("Начало",)),
        Field("ended_on", ("Окончание",), required=False),
        Field("activities", ("Совместных мероприятий",), required=False),
        Field("last_activity_on", ("Последнее мероприятие",), required=False),
    ),
    one_of=(("mentee_ogrn", "mentee_name"), ("mentor_ogrn", "mentor_name")),
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet pairs schools with mentor schools."""
# Initials or a patronymic: the coordinator is given by post, so that the registry holds no persons.
_PERSON = re.compile(r"\b[А-ЯЁ]\. ?[А-ЯЁ]\.|\b[А-ЯЁ][а-яё]+(?:ович|евич|ьич|овна|евна|ична|инична)\b")


def parse(source: Source, options: Options) -> Parsed:
    """One row a partnership; ``school`` is the school that is helped, ``partner`` its mentor."""
    rows, ignored = base.read(source, LAYOUT, options, _rows)
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored)


def status(cell: Cell) -> str | None:
    """Code of a status given in Russian."""
    written = normalise(cells.text(cell))
    if written and written not in STATUSES:
        raise Unreadable(f"статус «{cells.text(cell)}» неизвестен")
    return STATUSES.get(written)


def subjects(cell: Cell) -> list[str] | None:
    """Codes of the subjects of a list divided by «;» or «,»."""
    codes = []
    for part in _subject_names(cells.text(cell)):
        code = recognise_subject(part)
        if code is None:
            raise Unreadable(f"предмет «{part}» неизвестен")
        if code not in codes:
            codes.append(code)
    return codes or None


def post(cell: Cell) -> str | None:
    """A post; a person's name is refused without being repeated."""
    written = cells.text(cell)
    if _PERSON.search(written):
        raise Unreadable("названо имя человека")
    return written or None


def _subject_names(written: str) -> list[str]:
    """Parts of a list of subjects; the comma of «математика, базовый уровень» divides nothing."""
    names_found: list[str] = []
    for part in written.split(";"):
        if recognise_subject(part):
            names_found.append(part.strip())
            continue
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        while pieces:
            first = pieces.pop(0)
            if pieces and recognise_subject(f"{first}, {pieces[0]}"):
                first = f"{first}, {pieces.pop(0)}"
            names_found.append(first)
    return names_found


def _rows(table: Table) -> list[Row]:
    mentees = _schools(table, "mentee")
    mentors = _schools(table, "mentor")
    columns: dict[str, list[Any]] = {
        "started_on": table.read("started_on", cells.day, required=True),
        "ended_on": table.read("ended_on", cells.day),
        "subjects": table.read("subjects", subjects, required=True, mend="Например: русский язык; математика"),
        "agreement_number": [text or None for text in table.texts("agreement_number")],
        "agreement_date": table.read("agreement_date", cells.day),
        "coordinator_post": table.read("coordinator_post", post, mend="Укажите должность, например «методист»"),
        "status": table.read("status", status, required=True, mend=f"Укажите: {', '.join(STATUSES)}"),
        "activities": [count or 0 for count in table.counts("activities")],
        "last_activity_on": table.read("last_activity_on", cells.day),
    }
    rows = []
    for position, number in enumerate(table.numbers):
        values = {name: column[position] for name, column in columns.items()}
        _check(table, number, mentees[position], mentors[position], values["started_on"], values)
        rows.append(
            Row(
                table.sheet.name,
                number,
                mentees[position],
                values,
                partner=mentors[position],
                headings=table.headings,
                cells=table.rows[position],
            )
        )
    return rows


def _schools(table: Table, side: str) -> list[SchoolRef]:
    return [
        names.school(name, ogrn=ogrn)
        for ogrn, name in zip(table.texts(f"{side}_ogrn"), table.texts(f"{side}_name"), strict=True)
    ]


def _check(
    table: Table, number: int, mentee: SchoolRef, mentor: SchoolRef, started_on: date | None, values: dict[str, Any]
) -> None:
    if mentee.ogrn is not None and mentee.ogrn == mentor.ogrn:
        table.note(number, "mentor_ogrn", "школа названа наставником самой себя", "Исправьте одну из школ")
    ended_on = values["ended_on"]
    if started_on and ended_on and ended_on < started_on:
        table.note(number, "ended_on", "окончание раньше начала", "Исправьте даты")
