"""Which datasets the rows of a file belong to, and their assessments in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from data_access.imports.datasets import Dataset
from data_access.imports.parsed import AssessmentFacts, Parsed, Row
from data_access.schema import assessment
from monitoring import years
from monitoring.procedures import AssessmentKey, assessment_name

FORM_OF_KIND = {
    "register": "register",
    "points": "points",
    "logins": "logins",
    "marks-statistics": "marks",
    "flat-marks": "marks",
    "mark-comparison": "comparison",
    "score-distribution": "distribution",
    "exam-bands": "bands",
    "exam-means": "means",
    "social-passport": "context",
    "partnerships": "partnership",
    "plan": "plan",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a dataset speaks of: its form with an assessment, with a year, or with neither."""

    form: str
    key: AssessmentKey | None = None
    year: int | None = None


def scope_of(kind: str, row: Row) -> Scope:
    """The scope that a row of a file of this kind belongs to."""
    form = FORM_OF_KIND[kind]
    if row.assessment is not None:
        return Scope(form, row.assessment)
    return Scope(form, year=row.year if form in {"context", "plan"} else None)


def by_scope(parsed: Parsed) -> list[tuple[Scope, list[Row]]]:
    """The rows of a file by scope, in the order of the file."""
    found: dict[Scope, list[Row]] = {}
    place: list[Row] = []
    former: Row | None = None
    for row in parsed.rows:
        # Rows of one assessment mostly stand together and share its key: the scope is looked up when it changes.
        if former is None or row.assessment is not former.assessment or row.year != former.year:
            place = found.setdefault(scope_of(parsed.kind, row), [])
            former = row
        place.append(row)
    return list(found.items())


def assessment_ids(connection: Connection, wanted: Mapping[AssessmentKey, AssessmentFacts]) -> dict[AssessmentKey, int]:
    """Ids of the assessments; the missing ones are made, date and maximum taken over where the file has them."""
    if not wanted:
        return {}
    table = assessment.c
    query = select(table.id, table.year, table.procedure, table.subject, table.grade, table.held_on, table.max_score)
    query = query.where(table.year.in_({key.year for key in wanted}))
    ids: dict[AssessmentKey, int] = {}
    for row in connection.execute(query):
        key = AssessmentKey(row.year, row.procedure, row.subject, row.grade)
        if key not in wanted:
            continue
        ids[key] = row.id
        facts = wanted[key]
        held_on, max_score = facts.held_on or row.held_on, facts.max_score or row.max_score
        if (held_on, max_score) != (row.held_on, row.max_score):
            change = update(assessment).where(table.id == row.id)
            connection.execute(change.values(held_on=held_on, max_score=max_score))
    missing = [key for key in wanted if key not in ids]
    if missing:
        made = connection.scalars(
            insert(assessment).returning(table.id, sort_by_parameter_order=True),
            [
                {
                    "year": key.year,
                    "procedure": key.procedure,
                    "subject": key.subject,
                    "grade": key.grade,
                    "held_on": wanted[key].held_on,
                    "max_score": wanted[key].max_score,
                }
                for key in missing
            ],
        )
        ids.update(zip(missing, made, strict=True))
    return ids


_FORM_NAMES = {
    "marks": "отметки",
    "bands": "результаты по группам баллов",
    "means": "средние баллы",
    "comparison": "сравнение с журналом",
    "distribution": "распределение первичных баллов",
    "context": "социальный паспорт",
    "partnership": "реестр партнёрств",
    "plan": "план мероприятий",
    "register": "реестр школ",
    "points": "точки школ на карте",
    "logins": "логины ФИС ОКО",
}


def datasets(
    connection: Connection, scopes: Iterable[Scope], facts: Mapping[AssessmentKey, AssessmentFacts]
) -> dict[Scope, Dataset]:
    """The dataset of each scope; assessments are made as needed."""
    scopes = list(scopes)
    wanted = {scope.key: facts.get(scope.key, AssessmentFacts()) for scope in scopes if scope.key is not None}
    ids = assessment_ids(connection, wanted)
    found = {}
    for scope in scopes:
        name = _FORM_NAMES[scope.form]
        if scope.key is not None:
            key = scope.key
            title = f"{assessment_name(key.procedure, key.subject, key.grade)}, {years.label(key.year)}, {name}"
            found[scope] = Dataset(f"{scope.form}:{ids[key]}", scope.form, title, ids[key], key.year)
        elif scope.year is not None:
            title = f"{name.capitalize()}, {years.label(scope.year)}"
            found[scope] = Dataset(f"{scope.form}:{scope.year}", scope.form, title, None, scope.year)
        else:
            found[scope] = Dataset(scope.form, scope.form, name.capitalize())
    return found
