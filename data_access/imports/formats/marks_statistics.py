"""ФИС ОКО, «Статистика по отметкам» of ВПР: one sheet an assessment, percents of the marks by group of participants."""

from data_access.imports import names, titles
from data_access.imports.findings import Findings
from data_access.imports.formats import base, participant_groups
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Benchmark, Parsed, Row
from data_access.imports.source import Source
from data_access.imports.table import Table
from data_access.imports.titles import Head

KIND = "marks-statistics"
TITLE = "ФИС ОКО: статистика по отметкам"
MARKS = tuple(Field(f"pct_{mark}", (str(mark),)) for mark in (2, 3, 4, 5))
LAYOUT = Layout(
    fields=(participant_groups.GROUP, participant_groups.SCHOOLS, base.PARTICIPANTS, *MARKS),
    without=("0", "1"),
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has marks 2–5 by group of participants."""


def parse(source: Source, options: Options) -> Parsed:
    """Rows of the schools; rows of the country, the region and the municipalities as benchmarks."""
    findings = Findings(source.name)
    tables = base.tables(source, LAYOUT, options, findings)
    rows: list[Row] = []
    benchmarks: list[Benchmark] = []
    facts = {}
    for table in tables:
        head = titles.read(table.sheet, table.header, options, findings)
        if head is not None:
            facts[head.key] = head.facts
        _read(table, head, rows, benchmarks)
    base.check_benchmarks(benchmarks, findings)
    findings.raise_if_any()
    ignored = [heading for table in tables for heading in table.ignored]
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored, facts=facts, benchmarks=benchmarks)


def _read(table: Table, head: Head | None, rows: list[Row], benchmarks: list[Benchmark]) -> None:
    groups = participant_groups.groups(table)
    schools = participant_groups.schools(groups)
    counted = table.counts("schools")
    participants = table.counts("participants", required=True)
    columns = [field.name for field in MARKS]
    marks = [table.percents(name) for name in columns]
    base.check_sum(table, columns, marks, "отметки", participants)
    if head is None:
        return
    key = head.key
    sheet = table.sheet.name
    for number, cells, group, school, counts, n, pct_2, pct_3, pct_4, pct_5 in zip(
        table.numbers, table.rows, groups, schools, counted, participants, *marks, strict=True
    ):
        values = {"participants": n, "pct_2": pct_2, "pct_3": pct_3, "pct_4": pct_4, "pct_5": pct_5}
        if school is not None:
            rows.append(Row(sheet, number, school, values, key, key.year, headings=table.headings, cells=cells))
        elif group is not None:
            benchmarks.append(
                Benchmark(
                    sheet,
                    number,
                    key,
                    participant_groups.group_code(group),
                    group.level,
                    group.name,
                    counts,
                    values,
                    names.district_code(group.name) if group.level == "municipality" else None,
                )
            )
