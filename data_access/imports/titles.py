"""The rows above the header of a ФИС ОКО export: which assessment the sheet is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_access.imports import cells
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.findings import Findings
from data_access.imports.headers import normalise
from data_access.imports.options import Options
from data_access.imports.parsed import AssessmentFacts
from data_access.imports.source import Sheet
from monitoring.procedures import PROCEDURES, AssessmentKey, recognise_procedure, recognise_subject

_TITLE = re.compile(
    r"(впр|огэ|егэ|рдр)[\s.,]*"
    r"(?:(\d{4}(?:[/-]\d{2,4})?)(?: ?г\.?(?: |$)| год)?)?[\s.,]*"
    r"(.*?)[\s.,]*(?:(\d{1,2})(?:-?й)? ?класс.*)?"
)
_SHEET_GRADE = re.compile(r"([а-я]{2,4}) ?(\d{1,2})(?: .*)?")
_PROCEDURE_WORD = re.compile(r"(?<![а-я])(впр|огэ|егэ|рдр)(?![а-я])")
_YEAR_WORD = re.compile(r"(?<!\d)(20\d\d)(?:[/-](20\d\d|\d\d))?(?!\d)")
FIRST_AUTUMN_MONTH = 8
LONGEST_GRADE = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The assessment of a sheet, and its date and maximum score where they are given."""

    key: AssessmentKey
    facts: AssessmentFacts


def school_year_of(day: date) -> int:
    """The year in which the school year of a date ends: an autumn work belongs to the year that has just begun."""
    return day.year + 1 if day.month >= FIRST_AUTUMN_MONTH else day.year


def read(sheet: Sheet, header: int, options: Options, findings: Findings) -> Head | None:
    """The head of a sheet, or None with findings. Title, labels, sheet name and options must not contradict."""
    before = findings.count
    head = _Reader(sheet, header, findings)
    subject = head.subject()
    grade = head.grade()
    held_on, max_score = head.held_on(), head.max_score()
    procedure = head.procedure(options)
    year = head.year(held_on, options)
    if findings.count > before or subject is None or grade is None or year is None:
        return None
    return Head(AssessmentKey(year, procedure, subject, grade), AssessmentFacts(held_on, max_score))


def named_procedures(rows: Sequence[Sequence[Cell]]) -> set[str]:
    """Codes of the procedures that title rows name («Результаты ОГЭ 2025»)."""
    words = {
        word for row in rows for cell in row if cell for word in _PROCEDURE_WORD.findall(normalise(cells.text(cell)))
    }
    return {code for code in map(recognise_procedure, words) if code}


def named_years(rows: Sequence[Sequence[Cell]]) -> set[int]:
    """School years that title rows name: «2025», «2024/25»."""
    years = set()
    for row in rows:
        for cell in row:
            for start, end in _YEAR_WORD.findall(normalise(cells.text(cell))):
                years.add(int(start) + 1 if end else int(start))
    return years


class _Reader:
    def __init__(self, sheet: Sheet, header: int, findings: Findings) -> None:
        self.sheet = sheet
        self.findings = findings
        self.labels: dict[str, tuple[int, Cell]] = {}
        self.titles: list[tuple[int, str, re.Match[str]]] = []
        for number, row in enumerate(sheet.rows[:header], start=1):
            filled = [cell for cell in row if cell not in ("", None)]
            if not filled:
                continue
            first = normalise(cells.text(filled[0]))
            label, _, rest = first.partition(":")
            if label in {"предмет", "дата", "класс"} or label.startswith("максимальный первичный балл"):
                value = filled[1] if len(filled) > 1 else cells.text(filled[0]).partition(":")[2]
                self.labels[label] = (number, value if len(filled) > 1 or rest else None)
            elif found := _TITLE.fullmatch(first):
                self.titles.append((number, cells.text(filled[0]), found))

    def note(self, message: str, mend: str, row: int | None = None) -> None:
        self.findings.add(message, mend, sheet=self.sheet.name or None, row=row)

    def subject(self) -> str | None:
        named: dict[str, str] = {}
        for number, written in self._subject_texts():
            code = recognise_subject(re.sub(r"\(.*?\)", " ", written)) or recognise_subject(written)
            if code is None or code == "all":
                self.note(f"предмет «{written}» неизвестен", "Проверьте название предмета", number)
                return None
            named[code] = written
        if not named:
            self.note("не указан предмет", "Над таблицей нужна строка «Предмет:»")
        elif len(named) > 1:
            self.note(
                f"в заголовке листа разные предметы: {', '.join(sorted(named.values()))}",
                "На листе должны быть данные одной работы",
            )
        return next(iter(named)) if len(named) == 1 else None

    def _subject_texts(self) -> list[tuple[int, str]]:
        texts = []
        if "предмет" in self.labels:
            number, value = self.labels["предмет"]
            texts.append((number, cells.text(value)))
        # A report's name («ВПР. Статистика по отметкам») is no title of an assessment.
        texts += [
            (number, found[3])
            for number, _title, found in self.titles
            if found[3] and (found[4] or recognise_subject(found[3]))
        ]
        return texts

    def grade(self) -> int | None:
        grades = {int(found[4]) for _number, _title, found in self.titles if found[4]}
        if "класс" in self.labels:
            number, value = self.labels["класс"]
            written = cells.text(value).casefold().removesuffix("класс").strip()
            if not written.isdecimal() or len(written) > LONGEST_GRADE:
                self.note(f"класс «{written}» не число", "Укажите класс числом", number)
                return None
            grades.add(int(written))
        on_sheet = _SHEET_GRADE.fullmatch(normalise(self.sheet.name))
        if grades and on_sheet and recognise_subject(on_sheet[1]):
            grades.add(int(on_sheet[2]))
        if not grades:
            self.note("не указан класс", "Над таблицей нужна строка вида «ВПР 2026 Русский язык 4 класс»")
        elif len(grades) > 1:
            listed = ", ".join(map(str, sorted(grades)))
            self.note(f"в заголовке листа разные классы: {listed}", "На листе должны быть данные одной работы")
        elif not 1 <= min(grades) <= 11:
            self.note(f"класса {min(grades)} не бывает", "Укажите класс от 1 до 11")
        else:
            return min(grades)
        return None

    def held_on(self) -> date | None:
        number, value = self.labels.get("дата", (None, None))
        try:
            return cells.day(value)
        except Unreadable as error:
            self.note(f"дата работы: {error}", "Укажите дату, например 20.04.2026", number)
            return None

    def max_score(self) -> int | None:
        label = next((name for name in self.labels if name.startswith("максимальный")), None)
        if label is None:
            return None
        number, value = self.labels[label]
        try:
            score = cells.count(value, 200)
        except Unreadable as error:
            self.note(f"максимальный первичный балл: {error}", "Укажите целое число", number)
            return None
        if score == 0:
            self.note("максимальный первичный балл: 0", "Укажите целое число больше нуля", number)
        return score

    def procedure(self, options: Options) -> str:
        named = {code for _number, _title, found in self.titles if (code := recognise_procedure(found[1]))}
        if options.procedure_code:
            named.add(options.procedure_code)
        if len(named) > 1:
            listed = ", ".join(PROCEDURES[code].name for code in sorted(named))
            self.note(f"процедура не одна: {listed}", "Уберите --procedure или исправьте заголовок листа")
        return next(iter(named), "vpr")

    def year(self, held_on: date | None, options: Options) -> int | None:
        years: dict[int, str] = {}
        for number, title, found in self.titles:
            autumn = "осен" in title.casefold() or (held_on and held_on.month >= FIRST_AUTUMN_MONTH)
            if found[2]:
                try:
                    year = cells.school_year(found[2])
                except Unreadable as error:
                    self.note(str(error), "Исправьте год в заголовке листа", number)
                    return None
                # The title of an autumn work gives the calendar year in which it was held.
                if year and autumn and len(found[2]) == 4 and (held_on is None or held_on.year == year):
                    year += 1
                if year:
                    years[year] = f"заголовок «{title}»"
        if held_on:
            years.setdefault(school_year_of(held_on), f"дата {held_on:%d.%m.%Y}")
        if options.year:
            years.setdefault(options.year, f"параметр --year {options.year}")
        if not years:
            self.note("не указан год", "Укажите дату в строке «Дата:» или параметр --year")
        elif len(years) > 1:
            listed = "; ".join(f"{origin} — {year}" for year, origin in sorted(years.items()))
            self.note(f"год не один: {listed}", "Исправьте заголовок листа, дату или параметр --year")
        else:
            return next(iter(years))
        return None
