"""Regional tables of ЕГЭ and ОГЭ: two or three merged header rows, then counts per subject, one row a school."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data_access.imports import assessments, cells, names
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.findings import Findings
from data_access.imports.formats import base
from data_access.imports.formats.exam_means import score
from data_access.imports.headers import Field, Layout, of_row
from data_access.imports.options import Options
from data_access.imports.parsed import Row
from data_access.imports.source import Sheet
from monitoring.procedures import SUBJECTS, AssessmentKey, recognise_subject

# Pattern of a normalised heading → column of the schema, and how its cells are read.
_MEASURES: tuple[tuple[str, str, Callable[[Cell], Any]], ...] = (
    (r"принимали участие|принимало участие|участвовали", "participants", cells.count),
    (r"не преодолели (?:минимальный )?порог(?:,? ?кол-во|,чел)?", "below_minimum_count", cells.count),
    (r"не преодолели (?:минимальный )?порог,? ?%", "below_minimum", cells.percent),
    (r"(?:от )?80(?:-| до )99(?: балл(?:ов|а))?", "count_80_99", cells.count),
    (r"100(?: баллов)?", "count_100", cells.count),
    (r"средний балл", "mean_score", score),
    (r"медиана", "median_score", score),
)
_LABELS = Layout(
    fields=(
        Field("district", (*base.DISTRICT.headings, "Муниципальное образование"), required=False),
        base.NAME,
        base.OGRN,
        base.LOGIN,
        Field("graduates", ("Всего выпускников", "Количество выпускников"), required=False),
    ),
    one_of=(("name", "ogrn", "login"),),
)
_VALUES = (
    "participants",
    "below_minimum",
    "band_minimum_60",
    "band_61_80",
    "band_81_100",
    "below_minimum_count",
    "count_80_99",
    "count_100",
    "mean_score",
    "median_score",
)


@dataclass(frozen=True, slots=True)
class _Measure:
    """A column: what it holds, its reader, and its position."""

    name: str
    reader: Callable[[Cell], Any]
    position: int


def measure_row(sheet: Sheet) -> int | None:
    """Index of the row with «принимали участие» under the subjects, or None."""
    for index, headings in enumerate(sheet.head):
        if index and any(found.name == "participants" for found in _measures(headings)):
            return index
    return None


def read(sheet: Sheet, options: Options, findings: Findings) -> list[Row]:
    """Rows of all schools and subjects: one of each school and subject with participants."""
    header = measure_row(sheet)
    assert header is not None
    return _Reader(sheet, header, options, findings).rows()


@lru_cache(maxsize=10_000)
def _measure(heading: str) -> tuple[str, Callable[[Cell], Any]] | None:
    """What a normalised heading measures, and its reader."""
    for pattern, name, reader in _MEASURES:
        if re.fullmatch(pattern, heading):
            return name, reader
    return None


def _measures(headings: Sequence[str]) -> list[_Measure]:
    told = ((_measure(heading), position) for position, heading in enumerate(headings) if heading)
    return [_Measure(*found, position) for found, position in told if found is not None]


class _Reader:
    def __init__(self, sheet: Sheet, header: int, options: Options, findings: Findings) -> None:
        self.sheet = sheet
        self.header = header
        self.options = options
        self.findings = findings
        self.measures = _measures(sheet.head[header])
        self.first = self.measures[0].position

    def note(self, message: str, mend: str, row: int | None = None, position: int | None = None) -> None:
        self.findings.add(
            message,
            mend,
            sheet=self.sheet.name or None,
            row=row,
            column=None if position is None else self.heading(position),
        )

    def heading(self, position: int) -> str:
        """Heading of a column for messages: the subject and the measure."""
        own = cells.text(self.sheet.rows[self.header][position])
        above = self._above(position)
        return f"{above}: {own}" if above else own

    def _above(self, position: int) -> str:
        row = self.sheet.rows[self._subject_row()]
        last = min(position, len(row) - 1)
        return next((cells.text(row[at]) for at in range(last, self.first - 1, -1) if cells.text(row[at])), "")

    def _subject_row(self) -> int:
        """The nearest row above the measures that begins with a subject; else the nearest that holds anything there."""
        filled = [
            index
            for index in range(self.header - 1, -1, -1)
            if len(self.sheet.rows[index]) > self.first and cells.text(self.sheet.rows[index][self.first])
        ]
        named = (index for index in filled if recognise_subject(cells.text(self.sheet.rows[index][self.first])))
        return next(named, filled[0] if filled else self.header - 1)

    def rows(self) -> list[Row]:
        before = self.findings.count
        subjects = self._subjects()
        labels, label_headings = self._labels()
        keys = self._keys(list(subjects))
        if self.findings.count > before:
            return []
        headings = tuple(
            sorted(label_headings + [(item.position, self.heading(item.position)) for item in self.measures])
        )
        found: list[Row] = []
        district: str | None = None
        for number, row in enumerate(self.sheet.rows[self.header + 1 :], start=self.header + 2):
            if not any(cells.text(cell) for cell in row) or self._is_numbering(row):
                continue
            if len(row) <= self.measures[-1].position:
                self.note("строка короче заголовка: файл обрезан или строка испорчена", "Получите файл ещё раз", number)
                continue
            texts = {name: cells.text(row[position]) for name, position in labels.items()}
            if names.is_total(texts.get("name", "")) or names.is_total(texts.get("district", "")):
                continue
            # Municipalities are merged cells: only the first row of each holds the name.
            if texts.get("district"):
                district = names.district_code(texts["district"])
            school = names.school(
                texts.get("name", ""), ogrn=texts.get("ogrn", ""), login=texts.get("login", ""), district=district
            )
            for code, columns in subjects.items():
                values = self._values(number, row, columns)
                if values is not None:
                    key = keys[code]
                    found.append(
                        Row(self.sheet.name, number, school, values, key, key.year, headings=headings, cells=row)
                    )
        if not found and self.findings.count == before:
            self.note("под заголовком нет ни одной строки с участниками", "Выгрузите данные заново", self.header + 1)
        return found

    def _subjects(self) -> dict[str, list[_Measure]]:
        """Columns by subject code; unknown subjects and doubled or lacking columns are findings."""
        line = self._subject_row()
        found: dict[str, list[_Measure]] = {}
        code: str | None = None
        row = self.sheet.rows[line]
        for position in range(self.first, len(row)):
            written = cells.text(row[position])
            if written:
                code = recognise_subject(written)
                if code is None:
                    self.note(f"предмет «{written}» неизвестен", "Проверьте заголовки", line + 1, position)
                elif code in found:
                    self.note(f"предмет «{written}» встречается дважды", "Оставьте один", line + 1, position)
                    code = None
                else:
                    found[code] = []
            measure = next((item for item in self.measures if item.position == position), None)
            if measure is not None and code is not None:
                if measure.name in {item.name for item in found[code]}:
                    self.note("заголовок встречается дважды", "Оставьте один столбец", self.header + 1, position)
                found[code].append(measure)
        if not found and code is None and not any(cells.text(cell) for cell in row[self.first :]):
            self.note("над столбцами «принимали участие» нет предмета", "Верните строку предметов", self.header + 1)
        for code, measures in found.items():
            there = {item.name for item in measures}
            if "participants" not in there or there.isdisjoint({"below_minimum_count", "below_minimum"}):
                self.note(
                    f"{SUBJECTS[code].name}: нет столбца «принимали участие» или «не преодолели порог»",
                    "Верните столбец",
                    self.header + 1,
                )
        return found

    def _labels(self) -> tuple[dict[str, int], list[tuple[int, str]]]:
        """Columns left of the measures by field, headed in any of the header rows."""
        found: dict[str, int] = {}
        headings: list[tuple[int, str]] = []
        for index in range(self.header + 1):
            row = self.sheet.rows[index][: self.first]
            for position, heading in enumerate(of_row(row)):
                field = _LABELS.field_of(heading) if heading else None
                if field is None:
                    continue
                if field in found:
                    self.note("заголовок встречается дважды", "Оставьте один из столбцов", index + 1, position)
                found[field] = position
                headings.append((position, cells.text(row[position])))
        lacking = _LABELS.missing(found)
        if lacking:
            self.note(f"нет столбцов: {', '.join(lacking)}", "Исправьте заголовки", self.header + 1)
        return found, headings

    def _keys(self, codes: list[str]) -> dict[str, AssessmentKey]:
        title_rows = [*self.sheet.rows[: self.header], [self.sheet.name]]
        for message, mend in assessments.contradictions(title_rows, self.options):
            self.note(message, mend)
        year = assessments.common_year(title_rows, self.options)
        procedure = assessments.common_procedure(title_rows, self.options, None)
        if year is None:
            self.note("не указан год", "Укажите год в строке над таблицей или параметр --year")
        if procedure not in assessments.EXAM_GRADES:
            self.note("не указана процедура", "Напишите над таблицей ЕГЭ или ОГЭ либо укажите --procedure")
            return {}
        if year is None:
            return {}
        grade = assessments.EXAM_GRADES[procedure]
        return {code: AssessmentKey(year, procedure, code, grade) for code in codes}

    def _is_numbering(self, row: Sequence[Cell]) -> bool:
        """A row that numbers the columns (1, 2, 3, …), as printed forms have."""
        filled = [cells.text(cell) for cell in row if cells.text(cell)]
        return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]

    def _values(self, number: int, row: Sequence[Cell], measures: list[_Measure]) -> dict[str, Any] | None:
        """Values of one school and subject; None where the subject was not taken."""
        if all(cells.is_blank(row[item.position]) for item in measures):
            return None
        values: dict[str, Any] = dict.fromkeys(_VALUES)
        at = {item.name: item.position for item in measures}
        for item in measures:
            try:
                values[item.name] = item.reader(row[item.position])
            except Unreadable as error:
                self.note(str(error), "Исправьте число", number, item.position)
                return values
        n = values["participants"]
        if n is None:
            self.note("ячейка пуста", "Укажите число участников", number, at["participants"])
            return values
        if n == 0:
            values["mean_score"] = values["median_score"] = None
        below = "below_minimum_count" if "below_minimum_count" in at else "below_minimum"
        if n and values[below] is None:
            self.note("ячейка пуста", "Если таких нет, укажите 0", number, at[below])
        parts = sum(values[name] or 0 for name in ("below_minimum_count", "count_80_99", "count_100"))
        if parts > n:
            self.note(f"участников {n}, а по частям {parts}", "Проверьте числа строки", number, at["participants"])
        return values
