"""Assessments named in the rows of flat tables: procedure, year, subject, grade, each from its column or beside it."""

from collections.abc import Sequence

from data_access.imports import cells, titles
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.headers import Field
from data_access.imports.options import Options
from data_access.imports.table import Table
from monitoring.procedures import PROCEDURES, SUBJECTS, AssessmentKey, recognise_procedure, recognise_subject

YEAR = Field("year", ("Год", "Учебный год"), required=False)
PROCEDURE = Field("procedure", ("Процедура",), required=False)
SUBJECT = Field("subject", ("Предмет", "Учебный предмет"))
GRADE = Field("grade", ("Класс", "Параллель"), required=False)

EXAM_GRADES = {"oge": 9, "ege": 11}


def title_rows(table: Table) -> Sequence[Sequence[Cell]]:
    """The rows above the header."""
    return table.sheet.rows[: table.header]


def common_year(rows: Sequence[Sequence[Cell]], options: Options) -> int | None:
    """The year for a table without such a column: of the options, else the only one that the title rows name."""
    named = titles.named_years(rows)
    if options.year is not None:
        return options.year
    return next(iter(named)) if len(named) == 1 else None


def common_procedure(rows: Sequence[Sequence[Cell]], options: Options, default: str | None) -> str | None:
    """The procedure for a table without such a column: of the options, of the title rows, else ``default``."""
    named = titles.named_procedures(rows)
    if options.procedure_code is not None:
        return options.procedure_code
    if len(named) == 1:
        return next(iter(named))
    return None if named else default


def contradictions(rows: Sequence[Sequence[Cell]], options: Options) -> list[tuple[str, str]]:
    """Contradictions between title rows and options, as (message, mend)."""
    found = []
    procedures = titles.named_procedures(rows)
    if options.procedure_code and procedures and options.procedure_code not in procedures:
        named = ", ".join(PROCEDURES[code].name for code in sorted(procedures))
        given = PROCEDURES[options.procedure_code].name
        found.append((f"в заголовке названа процедура {named}, в параметре --procedure — {given}", "Уберите параметр"))
    years = titles.named_years(rows)
    # «2024» in a title of 2024/25 may be the calendar year in which the work was held.
    if options.year and years and not {options.year, options.year - 1} & years:
        listed = ", ".join(map(str, sorted(years)))
        found.append((f"в заголовке назван год {listed}, в параметре --year — {options.year}", "Уберите параметр"))
    return found


class AssessmentColumns:
    """Reads the assessment of each row of a table; what is wrong becomes findings of the table.

    ``default_procedure`` holds where neither column, options nor title name one (None: that is a finding);
    ``default_subject`` where there is no column.
    """

    def __init__(
        self, table: Table, options: Options, default_procedure: str | None, default_subject: str | None = None
    ) -> None:
        self.table = table
        self.options = options
        rows = title_rows(table)
        for message, mend in contradictions(rows, options):
            table.note(table.header + 1, None, message, mend)
        self._year = common_year(rows, options)
        self._procedure = common_procedure(rows, options, default_procedure)
        self._subject = default_subject

    def keys(self) -> list[AssessmentKey | None]:
        """The assessment of each row, None where something was found wrong."""
        table = self.table
        raw = zip(*(table.texts(name) for name in ("year", "procedure", "subject", "grade")), strict=True)
        # A long table repeats few assessments: each distinct one is read once, and its faults are told at each row.
        known: dict[tuple[str, ...], AssessmentKey] = {}
        keys: list[AssessmentKey | None] = []
        for number, texts in zip(table.numbers, raw, strict=True):
            key = known.get(texts) or self._key(number, *texts)
            if key is not None:
                known[texts] = key
            keys.append(key)
        return keys

    def _key(self, number: int, year: str, procedure: str, subject: str, grade: str) -> AssessmentKey | None:
        found_year = self._read_year(number, year)
        found_procedure = self._read_procedure(number, procedure)
        found_subject = self._read_subject(number, subject)
        if found_procedure is None:
            return None
        found_grade = self._read_grade(number, grade, found_procedure)
        if found_year is None or found_subject is None or found_grade is None:
            return None
        return AssessmentKey(found_year, found_procedure, found_subject, found_grade)

    def _read_year(self, number: int, written: str) -> int | None:
        try:
            year = cells.school_year(written)
        except Unreadable as error:
            self.table.note(number, "year", str(error), "Укажите год, например 2025 или 2024/25")
            return None
        if year is not None and self.options.year is not None and year != self.options.year:
            self.table.note(
                number, "year", f"год {year} не совпадает с параметром --year {self.options.year}", "Уберите параметр"
            )
            return None
        year = year or self._year
        if year is None:
            self.table.note(number, "year", "не указан год", "Добавьте столбец «Год» или параметр --year")
        return year

    def _read_procedure(self, number: int, written: str) -> str | None:
        named = recognise_procedure(written) if written else None
        option = self.options.procedure_code
        if written and named is None:
            self.table.note(number, "procedure", f"процедура «{written}» неизвестна", "Укажите ВПР, ОГЭ, ЕГЭ или РДР")
            return None
        if named and option and named != option:
            self.table.note(
                number, "procedure", f"«{written}» не совпадает с параметром --procedure", "Уберите параметр"
            )
            return None
        procedure = named or self._procedure
        if procedure is None:
            self.table.note(
                number, "procedure", "не указана процедура", "Добавьте столбец «Процедура» или параметр --procedure"
            )
        return procedure

    def _read_subject(self, number: int, written: str) -> str | None:
        if not written and self._subject is not None and "subject" not in self.table.columns:
            return self._subject
        subject = recognise_subject(written) if written else None
        if subject is None:
            message = f"предмет «{written}» неизвестен" if written else "не указан предмет"
            self.table.note(number, "subject", message, f"Например: {SUBJECTS['russian'].name}")
        return subject

    def _read_grade(self, number: int, written: str, procedure: str) -> int | None:
        implied = EXAM_GRADES.get(procedure)
        plain = written.casefold().removesuffix("класс").strip()
        if not plain:
            if implied is None:
                self.table.note(number, "grade", "не указан класс", "Укажите класс числом от 1 до 11")
            return implied
        grade = int(plain) if plain.isdecimal() and len(plain) < 3 else 0
        if not 1 <= grade <= 11 or (implied is not None and grade != implied):
            name = PROCEDURES[procedure].name
            self.table.note(number, "grade", f"класс «{written}» не подходит ({name})", "Проверьте класс и процедуру")
            return None
        return grade
