"""Mean scores of an exam by school: one row a school (and subject, where there is such a column)."""

from data_access.imports import assessments
from data_access.imports.assessments import AssessmentColumns
from data_access.imports.cells import Cell, bounded
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Source
from data_access.imports.table import Table
from monitoring.procedures import PROCEDURES

KIND = "exam-means"
TITLE = "Средние баллы экзамена по школам"
LAYOUT = Layout(
    fields=(
        assessments.YEAR,
        assessments.PROCEDURE,
        Field("subject", assessments.SUBJECT.headings, required=False),
        base.OGRN,
        base.LOGIN,
        base.DISTRICT,
        Field("number", base.NUMBER.headings, required=False),
        base.NAME,
        Field("participants", base.PARTICIPANTS.headings, required=False),
        Field("mean", ("Средний балл", "mean_score")),
        Field("median", ("Медиана", "median_score"), required=False),
    ),
    one_of=(("ogrn", "login", "name", "number"),),
    without=("Ниже минимума, %", "не преодолели порог", "принимали участие", "2", "Группы участников"),
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has a mean score by school, and no shares of participants."""


def score(cell: Cell) -> float | None:
    """A mean or median test score: 0 to 100."""
    return bounded(cell, 0, 100)


def parse(source: Source, options: Options) -> Parsed:
    """Rows with the mean, and median and participants where given; the subject is ``all`` where there is no column."""
    rows, ignored = base.read(source, LAYOUT, options, lambda table: _rows(table, options))
    procedures = sorted({row.assessment.procedure for row in rows if row.assessment})
    origin = f"{TITLE}: {', '.join(PROCEDURES[code].name for code in procedures)}"
    return base.parsed(KIND, TITLE, source, rows, origin=origin, ignored=ignored)


def _rows(table: Table, options: Options) -> list[Row]:
    keys = AssessmentColumns(table, options, default_procedure=None, default_subject="all").keys()
    mend = "Укажите балл от 0 до 100"
    means = table.read("mean", score, required=True, mend=mend)
    medians = table.read("median", score, mend=mend)
    participants = table.counts("participants")
    schools = base.school_refs(table, number="number")
    return [
        Row(
            table.sheet.name,
            number,
            school,
            {"participants": n, "mean_score": mean, "median_score": median},
            key,
            key.year if key else None,
            headings=table.headings,
            cells=cells,
        )
        for number, cells, school, key, n, mean, median in zip(
            table.numbers, table.rows, schools, keys, participants, means, medians, strict=True
        )
    ]
