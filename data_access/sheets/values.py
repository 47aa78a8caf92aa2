"""Cells of a row as values of a record: what cannot be read becomes a finding with its column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data_access.imports import cells, names
from data_access.imports.cells import Cell
from data_access.imports.schools import Match, SchoolIndex
from data_access.sheets.columns import SheetColumn, cell, meant
from data_access.sheets.table import Row
from monitoring.districts import by_code
from monitoring.records.fields import Field, FieldProblem, Value, read
from monitoring.records.kind import Kind
from monitoring.reports.record_lists import NamedSchool

Note = Callable[[str, str, str], None]
"""Takes the heading, what is wrong and what to do."""

MENDS = {
    "day": "Укажите дату, например 30.06.2026",
    "number": "Укажите целое число",
    "choice": "Выберите значение из списка ячейки",
    "choices": "Укажите значения из листа «Пояснение» через точку с запятой",
    "place": "Укажите район или «Санкт-Петербург»",
    "school-year": "Укажите учебный год, например 2025/26",
    "record": "Возьмите номер из листа «Номера записей»",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a row needs: the columns that the sheet has, all schools, those that exports name."""

    kind: Kind
    columns: tuple[SheetColumn, ...]
    schools: SchoolIndex
    named: Mapping[int, NamedSchool]

    def values(self, row: Row, before: Mapping[str, Value] | None, note: Note) -> dict[str, Value] | None:
        """Values by field of the columns that are there; None where any cannot be read.

        ``before``: values of the record that the row changes.
        """
        found: dict[str, Value] = {}
        sound = True
        for field in self.kind.fields:
            own = [column for column in self.columns if column.field is field]
            if not own:
                continue
            try:
                found[field.name] = self._value(field, own, row, before)
            except FieldProblem as problem:
                message, _, mend = str(problem).partition("|")
                note(own[0].title, message, mend or MENDS.get(field.type, "Исправьте ячейку"))
                sound = False
        return found if sound else None

    def _value(self, field: Field, own: Sequence[SheetColumn], row: Row, before: Mapping[str, Value] | None) -> Value:
        if field.type == "school":
            return self._school(field, own, row, before)
        written = row.cells.get(own[0].title)
        return read(field, raw(field, written))

    def _school(self, field: Field, own: Sequence[SheetColumn], row: Row, before: Mapping[str, Value] | None) -> Value:
        told = {column.part: row.text(column.title) for column in own}
        if not any(told.values()):
            if field.required:
                raise FieldProblem("школа не указана|Укажите ОГРН или название и район")
            return None
        standing = None if before is None else before[field.name]
        if isinstance(standing, int) and standing in self.named:
            kept = {column.part: meant(str(cell(column, standing, self.named[standing]) or "")) for column in own}
            if told == {part: " ".join(text.split()) for part, text in kept.items()}:
                return standing
        return self._found(**{f"{part}": text for part, text in told.items()})

    def _found(self, name: str = "", district: str = "", ogrn: str = "") -> int:
        code = names.district_code(district) if district else None
        if district and code is None:
            raise FieldProblem(f"района «{district}» нет|Укажите район, например «Невский»")
        if ogrn and cells.ogrn(ogrn) is None:
            raise FieldProblem(f"ОГРН «{ogrn}» неверен|Нужно 13 цифр с верной контрольной; без ОГРН оставьте пусто")
        if not name and not ogrn:
            raise FieldProblem("школа не указана|Укажите ОГРН или название и район")
        match = self.schools.match(names.school(name, ogrn=ogrn, district=code))
        if match.school_id is None:
            raise FieldProblem(self._not_found(match, name or ogrn))
        return match.school_id

    def _not_found(self, match: Match, told: str) -> str:
        if match.is_ambiguous:
            options = "; ".join(self._name(number) for number in match.candidates[:4])
            return f"под «{told}» подходит несколько школ: {options}|Укажите ОГРН или район"
        note = f" ({match.note})" if match.note else ""
        alike = f"; похожа {self._name(match.proposal_id)}" if match.proposal_id is not None else ""
        return f"школа «{told}» не найдена{note}{alike}|Возьмите название, район и ОГРН из листа «Школы»"

    def _name(self, number: int) -> str:
        found = self.schools.schools[number]
        return f"{found.name} ({by_code()[found.district_code].title})"


def raw(field: Field, written: Cell) -> object:
    """The cell as ``fields.read`` takes it."""
    if written is None or (isinstance(written, str) and not written.strip()):
        return None
    match field.type:
        case "line":
            return meant(cells.text(written))
        case "words":
            return meant(written.strip()) if isinstance(written, str) else cells.text(written)
        case "choices":
            return _parts(field, cells.text(written))
        case "place":
            text = cells.text(written)
            return names.district_code(text) or text
        case "choice" | "school-year":
            return meant(cells.text(written))
    return written


def _parts(field: Field, text: str) -> tuple[str, ...]:
    """Labels hold commas, so these part values only where they are no part of one."""
    labels = {choice.label.casefold() for choice in field.choices}
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return tuple(
        piece.strip() for part in parts for piece in ([part] if part.casefold() in labels else part.split(",")) if piece
    )
