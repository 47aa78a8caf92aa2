"""Flat table of marks: one row a school and assessment (regional form of ВПР; our template for ОГЭ and РДР)."""

from collections.abc import Mapping

from data_access.imports import assessments
from data_access.imports.assessments import AssessmentColumns
from data_access.imports.findings import Findings
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Sheet, Source
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


def claims(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> bool:
    """Whether the sheet has marks 2–5 beside a subject and a school."""
    return base.has_header(LAYOUT, sheet, mapping)


def recognise(source: Source) -> bool:
    """Whether any sheet of the file is of this kind."""
    return any(claims(sheet) for sheet in source.sheets)


def parse(source: Source, options: Options) -> Parsed:
    """Rows with participants and percents of the marks 2–5; ВПР where no procedure is named."""
    findings = Findings(source.name)
    tables = base.tables(source, LAYOUT, options, findings)
    rows = [row for table in tables for row in _rows(table, options)]
    findings.raise_if_any()
    ignored = [heading for table in tables for heading in table.ignored]
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
