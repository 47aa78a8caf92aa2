"""The table of a sheet once its header is found: columns by field, rows with something in them, checked values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeGuard, TypeVar

from data_access.imports import cells
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.findings import Findings
from data_access.imports.headers import Layout
from data_access.imports.options import Options
from data_access.imports.source import Sheet, holds_anything

T = TypeVar("T")
_MENDS: dict[Callable[..., Any], str] = {
    cells.percent: "Укажите процент от 0 до 100",
    cells.count: "Укажите целое число, не меньше нуля",
    cells.day: "Укажите дату, например 20.04.2026",
    cells.school_year: "Укажите год, например 2025 или 2024/25",
}
NOTE = "Примечание"


@dataclass(frozen=True)
class Table:
    """A sheet under one header.

    ``columns``: field → position. ``headings``: position and heading of the known columns, as written. ``rows`` and
    ``numbers``: the rows below the header that are not empty, and their numbers in the file. ``ignored``: headings
    that stand for no field.
    """

    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    headings: tuple[tuple[int, str], ...]
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    ignored: tuple[str, ...]
    findings: Findings

    def heading(self, field: str) -> str:
        """The heading of a field's column as written in the file."""
        position = self.columns[field]
        return next(heading for place, heading in self.headings if place == position)

    def column(self, field: str) -> list[Cell]:
        """Cells of a field, one a row; empty ones when the sheet has no such column."""
        position = self.columns.get(field)
        if position is None:
            return [None] * len(self.rows)
        return [row[position] for row in self.rows]

    def texts(self, field: str) -> list[str]:
        """Cells of a field as text."""
        # Columns repeat few texts (year, subject, district), and schools stand in every file.
        return [_collapsed(cell) if type(cell) is str else cells.text(cell) for cell in self.column(field)]

    def read(
        self, field: str, reader: Callable[[Cell], T | None], *, required: bool = False, mend: str = ""
    ) -> list[T | None]:
        """Cells of a field through ``reader``; unreadable ones (and, if ``required``, empty ones) become findings."""
        found: list[T | None] = []
        for number, cell in zip(self.numbers, self.column(field), strict=True):
            value = None
            try:
                value = reader(cell)
                if value is None and required:
                    raise Unreadable("ячейка пуста")
            except Unreadable as error:
                self.note(number, field, str(error), mend or _MENDS.get(reader, "Исправьте ячейку"))
            found.append(value)
        return found

    def percents(self, field: str, *, required: bool = False) -> list[float | None]:
        """Percents of a field, 0 to 100, as published."""
        column = self.column(field)
        if _are_floats(column) and min(column) >= 0.0 and max(column) <= 100.0:
            return column  # type: ignore[return-value]
        return self.read(field, cells.percent, required=required)

    def counts(self, field: str, *, required: bool = False) -> list[int | None]:
        """Whole numbers of a field, not negative."""
        column = self.column(field)
        if _are_floats(column) and min(column) >= 0.0 and all(map(float.is_integer, column)):
            whole = list(map(int, column))
            if max(whole) <= cells.MAX_COUNT:
                return whole  # type: ignore[return-value]
        return self.read(field, cells.count, required=required)

    def note(self, number: int, field: str | None, message: str, mend: str = "") -> None:
        """Notes a finding in a row of this sheet."""
        heading = self.heading(field) if field is not None and field in self.columns else None
        self.findings.add(message, mend, sheet=self.sheet.name or None, row=number, column=heading)

    def above(self) -> Sequence[Sequence[Cell]]:
        """Rows above the header: titles and labels."""
        return self.sheet.rows[: self.header]


_collapsed = lru_cache(maxsize=50_000)(cells.text)


def _are_floats(column: list[Any]) -> "TypeGuard[list[float]]":
    """Whether all cells are numbers as a workbook has them: then they are checked at once."""
    return set(map(type, column)) == {float}


def locate(sheet: Sheet, layout: Layout, options: Options, findings: Findings) -> Table | None:
    """The table of ``sheet`` in ``layout``, or None with findings that say what is wrong with its header."""
    mapping = options.mapping
    if not check_mapping(layout, options, findings):
        return None
    header = layout.header_row(sheet.head, mapping)
    if header is None:
        _explain(sheet, layout, mapping, findings)
        return None
    row = sheet.rows[header]
    headings = sheet.head[header]
    claims = layout.columns(headings, mapping)
    before = findings.count
    place: dict[str, Any] = {"sheet": sheet.name or None, "row": header + 1}
    _check_duplicates(row, headings, claims, findings, place)
    columns = {name: positions[0] for name, positions in claims.items()}
    ignored = []
    absent = [item.name for item in layout.fields if item.name not in columns]
    for position, heading in enumerate(headings):
        if heading and position not in columns.values():
            written = cells.text(row[position])
            meant = layout.resembling(heading, absent)
            if meant and not mapping:
                findings.add("неизвестный заголовок", f"Похоже, это «{meant}»: исправьте его", column=written, **place)
            elif heading != NOTE.casefold():
                ignored.append(f"{sheet.name}: {written}" if sheet.name else written)
    rows, numbers = _body(sheet, header, findings, text=not sheet.name)
    if not rows and findings.count == before:
        findings.add("под заголовком нет ни одной строки", "Выгрузите данные заново", **place)
    if findings.count > before:
        return None
    known = tuple((position, cells.text(row[position])) for position in sorted(columns.values()))
    return Table(sheet, header, columns, known, rows, numbers, tuple(ignored), findings)


def check_mapping(layout: Layout, options: Options, findings: Findings) -> bool:
    """Notes the fields of ``--map`` that the layout does not have; whether there are none."""
    fields = [item.name for item in layout.fields]
    unknown = [name for name in options.mapping if name not in fields]
    for name in unknown:
        findings.add(f"параметр --map: поля {name} нет", f"Есть поля: {', '.join(fields)}")
    return not unknown


def _check_duplicates(
    row: Sequence[Cell],
    headings: Sequence[str],
    claims: Mapping[str, Sequence[int]],
    findings: Findings,
    place: Mapping[str, Any],
) -> None:
    seen: set[str] = set()
    doubled = {positions[1] for positions in claims.values() if len(positions) > 1}
    for position, heading in enumerate(headings):
        if heading and (heading in seen or position in doubled):
            findings.add(
                "заголовок встречается дважды", "Оставьте один из столбцов", column=cells.text(row[position]), **place
            )
        seen.add(heading)


def _explain(sheet: Sheet, layout: Layout, mapping: Mapping[str, str], findings: Findings) -> None:
    header, matched = layout.closest(sheet.head, mapping)
    row = sheet.rows[header] if sheet.rows else []
    there = [cells.text(cell) for cell in row if cells.text(cell)]
    headings = sheet.head[header] if sheet.head else []
    lacking = layout.missing(layout.columns(headings, mapping))
    there_text = f"есть: {', '.join(there[:30])}" if matched else "строка заголовков не найдена"
    for name, column in mapping.items():
        if name not in layout.columns(headings, mapping):
            findings.add(
                f"параметр --map: столбца «{column}» нет ({there_text})",
                "Укажите один из имеющихся столбцов",
                sheet=sheet.name or None,
            )
    alien = layout.alien(headings)
    if lacking:
        findings.add(
            f"нет столбцов: {', '.join(lacking)} ({there_text})",
            "Исправьте заголовки или укажите соответствие: --map поле=столбец",
            sheet=sheet.name or None,
            row=header + 1 if matched else None,
        )
    elif alien:
        findings.add(
            f"столбцы другого вида файла: {', '.join(alien)}",
            "Проверьте вид файла (--kind)",
            sheet=sheet.name or None,
            row=header + 1,
        )


def _body(sheet: Sheet, header: int, findings: Findings, *, text: bool) -> tuple[list[Sequence[Cell]], list[int]]:
    """Rows below the header that hold something; in a text file one of another length than the header is a finding."""
    width = len(sheet.rows[header])
    rows: list[Sequence[Cell]] = []
    numbers: list[int] = []
    for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2):
        if not holds_anything(row):
            continue
        if text and len(row) != width:
            if len(row) < width:
                findings.add(
                    f"в строке {len(row)} столбцов вместо {width}: файл обрезан или строка испорчена",
                    "Получите файл ещё раз",
                    row=number,
                )
            elif any(str(cell).strip() for cell in row[width:]):
                findings.add(
                    f"в строке {len(row)} столбцов вместо {width}",
                    "Ячейки с разделителем внутри должны стоять в кавычках",
                    row=number,
                )
            row = row[:width]
        rows.append(row)
        numbers.append(number)
    return rows, numbers
