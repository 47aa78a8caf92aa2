"""ФИС ОКО, «Сравнение отметок с отметками по журналу»: the wide layout of 2024 and later, and the long one of 2021."""

from collections.abc import Mapping, Sequence
from typing import Any

from data_access.imports import names, titles
from data_access.imports.cells import Cell, Unreadable, count, percent, text
from data_access.imports.findings import Findings
from data_access.imports.formats import base, participant_groups
from data_access.imports.headers import Field, Layout, normalise
from data_access.imports.names import Group
from data_access.imports.options import Options
from data_access.imports.parsed import Benchmark, Parsed, Row, SchoolRef
from data_access.imports.source import Source
from data_access.imports.table import Table, locate
from data_access.imports.titles import Head

KIND = "mark-comparison"
TITLE = "ФИС ОКО: сравнение отметок с отметками по журналу"
_WORDS = {"lowered": "Понизили", "confirmed": "Подтвердили", "raised": "Повысили"}
PERCENTS = tuple(
    Field(f"{code}_pct", (f"{word} %",), pattern=rf"{word.casefold()}\b.*%") for code, word in _WORDS.items()
)
COUNTS = tuple(
    Field(
        f"{code}_n",
        (f"{word} Кол-во участников",),
        required=False,
        pattern=rf"{word.casefold()}\b.*кол-во участников",
    )
    for code, word in _WORDS.items()
)
WIDE = Layout(fields=(participant_groups.GROUP, base.PARTICIPANTS, *PERCENTS, *COUNTS))
LONG = Layout(fields=(participant_groups.GROUP, base.PARTICIPANTS, Field("share", ("%",))))
LAYOUTS = (WIDE, LONG)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet compares marks with those of the journal, in either layout."""
_PARTS = {word.casefold(): code for code, word in _WORDS.items()} | {"всего": "total"}


def parse(source: Source, options: Options) -> Parsed:
    """Rows of the schools with shares (and numbers, where given) of lowered, confirmed and raised marks."""
    findings = Findings(source.name)
    rows: list[Row] = []
    benchmarks: list[Benchmark] = []
    facts = {}
    ignored: list[str] = []
    for sheet in source.sheets:
        is_long = base.has_header(LONG, sheet, options.mapping)
        table = locate(sheet, LONG if is_long else WIDE, options, findings)
        if table is None:
            continue
        ignored += table.ignored
        head = titles.read(sheet, table.header, options, findings)
        records = _long(table) if is_long else _wide(table)
        if head is not None:
            facts[head.key] = head.facts
            _collect(table, head, records, rows, benchmarks)
    base.check_benchmarks(benchmarks, findings)
    findings.raise_if_any()
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored, facts=facts, benchmarks=benchmarks)


Record = tuple[int, Sequence[Cell], Group | None, dict[str, Any]]


def _wide(table: Table) -> list[Record]:
    groups = participant_groups.groups(table)
    participants = table.counts("participants", required=True)
    share_names = [field.name for field in PERCENTS]
    shares = [table.percents(name) for name in share_names]
    base.check_sum(table, share_names, shares, "доли", participants)
    counts = [table.counts(field.name) for field in COUNTS]
    keys = ["participants", *share_names, *(field.name for field in COUNTS)]
    records: list[Record] = []
    for number, cells, group, *values in zip(
        table.numbers, table.rows, groups, participants, *shares, *counts, strict=True
    ):
        record = dict(zip(keys, values, strict=True))
        _check_counts(table, number, record)
        records.append((number, cells, group, record))
    return records


def _long(table: Table) -> list[Record]:
    """Blocks of a group's own row and the four rows under it."""
    blocks: list[tuple[int, str, Sequence[Cell]]] = []
    parts: list[dict[str, tuple[int | None, float | None]]] = []
    group_at, n_at, share_at = (table.columns[name] for name in ("group", "participants", "share"))
    for number, row in zip(table.numbers, table.rows, strict=True):
        written = text(row[group_at])
        part = _PARTS.get(normalise(written).partition("(")[0].strip(" %"))
        if part is None:
            blocks.append((number, written, row))
            parts.append({})
        elif not blocks:
            table.note(number, "group", f"строка «{written}» стоит до названия группы", "Получите файл ещё раз")
        elif part in parts[-1]:
            table.note(number, "group", f"строка «{written}» повторяется", "Получите файл ещё раз")
        else:
            parts[-1][part] = (
                _cell(table, number, "participants", row[n_at], count),
                _cell(table, number, "share", row[share_at], percent),
            )
    groups = participant_groups.groups(table, [block[0] for block in blocks], [block[1] for block in blocks])
    return [
        (number, row, group, _block(table, number, found))
        for (number, _written, row), group, found in zip(blocks, groups, parts, strict=True)
    ]


def _cell(table: Table, number: int, field: str, cell: Cell, reader: Any) -> Any:
    try:
        value = reader(cell)
        if value is None:
            raise Unreadable("ячейка пуста")
    except Unreadable as error:
        table.note(number, field, str(error), "Укажите число")
        return None
    return value


def _block(table: Table, number: int, found: dict[str, tuple[int | None, float | None]]) -> dict[str, Any]:
    lacking = [word for word, part in _PARTS.items() if part not in found]
    if lacking:
        table.note(
            number,
            "group",
            f"в группе нет строк: {', '.join(lacking)}",
            "Получите файл ещё раз: он обрезан или испорчен",
        )
    record: dict[str, Any] = {"participants": found.get("total", (None, None))[0]}
    for code in _WORDS:
        record[f"{code}_n"], record[f"{code}_pct"] = found.get(code, (None, None))
    shares = [record[f"{code}_pct"] for code in _WORDS]
    if record["participants"] and None not in shares and abs(sum(shares) - 100) > base.SUM_TOLERANCE + 1e-9:
        message = f"доли в сумме {sum(shares):.2f} %".replace(".", ",") + " вместо 100 ± 1"
        table.note(number, "share", message, "Проверьте проценты группы")
    _check_counts(table, number, record)
    return record


def _check_counts(table: Table, number: int, record: Mapping[str, Any]) -> None:
    counts = [record[f"{code}_n"] for code in _WORDS]
    n = record["participants"]
    if n is not None and None not in counts and sum(counts) > n:
        table.note(number, "participants", f"участников {n}, а по частям {sum(counts)}", "Проверьте числа строки")


def _collect(table: Table, head: Head, records: list[Record], rows: list[Row], benchmarks: list[Benchmark]) -> None:
    schools: list[SchoolRef | None] = participant_groups.schools([record[2] for record in records])
    for (number, cells, group, values), school in zip(records, schools, strict=True):
        if school is not None:
            rows.append(
                Row(
                    table.sheet.name,
                    number,
                    school,
                    values,
                    head.key,
                    head.key.year,
                    headings=table.headings,
                    cells=cells,
                )
            )
        elif group is not None:
            benchmarks.append(
                Benchmark(
                    table.sheet.name,
                    number,
                    head.key,
                    participant_groups.group_code(group),
                    group.level,
                    group.name,
                    None,
                    values,
                    names.district_code(group.name) if group.level == "municipality" else None,
                )
            )
