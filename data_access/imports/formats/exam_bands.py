"""Exam results by school with bands of scores: regional tables with counts, and our flat table of shares."""

from collections.abc import Mapping

from data_access.imports import assessments, cells
from data_access.imports.assessments import AssessmentColumns
from data_access.imports.findings import Findings
from data_access.imports.formats import base, exam_counts
from data_access.imports.formats.exam_means import score
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Sheet, Source
from data_access.imports.table import Table
from monitoring.procedures import PROCEDURES

KIND = "exam-bands"
TITLE = "Результаты экзамена по школам с долями по баллам"
BANDS = (
    Field("below_minimum", ("Ниже минимума, %",)),
    Field("band_minimum_60", ("Минимум–60, %",), required=False),
    Field("band_61_80", ("61–80, %",), required=False),
    Field("band_81_100", ("81–100, %",), required=False),
)
LAYOUT = Layout(
    fields=(
        assessments.YEAR,
        assessments.PROCEDURE,
        assessments.SUBJECT,
        base.OGRN,
        base.LOGIN,
        base.NAME,
        base.DISTRICT,
        base.PARTICIPANTS,
        *BANDS,
        Field("mean_score", ("Средний балл",), required=False),
        Field("median_score", ("Медиана",), required=False),
    ),
    one_of=(("ogrn", "login", "name"),),
)
LAYOUTS = (LAYOUT,)


def claims(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> bool:
    """Whether the sheet has shares by band, or counts by subject under merged headings."""
    return base.has_header(LAYOUT, sheet, mapping) or exam_counts.measure_row(sheet) is not None


def parse(source: Source, options: Options) -> Parsed:
    """Rows with shares by band or counts, and the mean and median where given."""
    findings = Findings(source.name)
    rows: list[Row] = []
    ignored: list[str] = []
    for sheet in source.sheets:
        if exam_counts.measure_row(sheet) is not None:
            rows += exam_counts.read(sheet, options, findings)
        else:
            for table in base.tables(base.only(source, sheet), LAYOUT, options, findings):
                rows += _rows(table, options)
                ignored += table.ignored
    findings.raise_if_any()
    procedures = sorted({row.assessment.procedure for row in rows if row.assessment})
    origin = f"{TITLE}: {', '.join(PROCEDURES[code].name for code in procedures)}"
    return base.parsed(KIND, TITLE, source, rows, origin=origin, ignored=ignored)


def _rows(table: Table, options: Options) -> list[Row]:
    keys = AssessmentColumns(table, options, default_procedure=None).keys()
    participants = table.counts("participants", required=True)
    names = [field.name for field in BANDS]
    bands = [table.percents(name) for name in names]
    _check_bands(table, names, bands, participants)
    mend = "Укажите балл от 0 до 100"
    means, medians = (table.read(name, score, mend=mend) for name in ("mean_score", "median_score"))
    fields = ("participants", *names, "mean_score", "median_score")
    empty = {"below_minimum_count": None, "count_80_99": None, "count_100": None}
    return [
        Row(
            table.sheet.name,
            number,
            school,
            dict(zip(fields, values, strict=True)) | empty,
            key,
            key.year if key else None,
            headings=table.headings,
            cells=row,
        )
        for number, row, school, key, *values in zip(
            table.numbers,
            table.rows,
            base.school_refs(table),
            keys,
            participants,
            *bands,
            means,
            medians,
            strict=True,
        )
    ]


def _check_bands(
    table: Table, names: list[str], bands: list[list[float | None]], participants: list[int | None]
) -> None:
    """The share below the minimum must be there; the bands above it all together or (base mathematics) not at all."""
    upper = [[cells.is_blank(cell) for cell in table.column(name)] for name in names[1:]]
    alone = [all(blanks) for blanks in zip(*upper, strict=True)]
    for number, single, below, n in zip(table.numbers, alone, table.column(names[0]), participants, strict=True):
        if single and n and cells.is_blank(below):
            table.note(number, names[0], "ячейка пуста", "Укажите процент; если таких нет, укажите 0")
    base.check_sum(table, names, bands, "доли", participants, except_at=alone)
