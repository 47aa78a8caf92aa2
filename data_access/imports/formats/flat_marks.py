"""Flat table of marks: one row a school and assessment (regional form of ВПР; our template for ОГЭ and РДР)."""

from data_access.imports import assessments
from data_access.imports.assessments import AssessmentColumns
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Source
from data_access.imports.table import Table

KIND = "flat-marks"
TITLE = "Отметки по школам, плоская таблица"
MARKS = tuple(Field(f"pct_{mark}", (str(mark),)) for mark in (2, 3, 4, 5))
LAYOUT = Layout(
    fields=(
        assessments.PROCEDURE,
        assessments.YEAR,
        assessments.GRADE,
        assessments.SUBJECT,
        base.DISTRICT,
        base.OGRN,
        base.LOGIN,
        base.NAME,
        base.PARTICIPANTS,
        *MARKS,
    ),
    one_of=(("ogrn", "login", "name"),),
    without=("0", "1", "Группы участников"),
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has marks 2–5 beside a subject and a school."""


def parse(source: Source, options: Options) -> Parsed:
    """Rows with participants and percents of the marks 2–5; ВПР where no procedure is named."""
    rows, ignored = base.read(source, LAYOUT, options, lambda table: _rows(table, options))
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored)


def _rows(table: Table, options: Options) -> list[Row]:
    keys = AssessmentColumns(table, options, default_procedure="vpr").keys()
    participants = table.counts("participants", required=True)
    names = [field.name for field in MARKS]
    marks = [table.percents(name) for name in names]
    base.check_sum(table, names, marks, "отметки", participants)
    for number, key in zip(table.numbers, keys, strict=True):
        if key is not None and key.procedure == "ege" and key.subject != "math_base":
            table.note(number, "subject", "ЕГЭ отметок не имеет, кроме базовой математики", "Возьмите форму с баллами")
    return [
        Row(
            table.sheet.name,
            number,
            school,
            {"participants": n, "pct_2": pct_2, "pct_3": pct_3, "pct_4": pct_4, "pct_5": pct_5},
            assessment=key,
            year=key.year if key else None,
            headings=table.headings,
            cells=cells,
        )
        for number, cells, school, key, n, pct_2, pct_3, pct_4, pct_5 in zip(
            table.numbers, table.rows, base.school_refs(table), keys, participants, *marks, strict=True
        )
    ]
