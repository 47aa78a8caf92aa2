"""What every format module offers, and what they share: school columns, checks across a row, the parsed whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from data_access.imports import cells, names
from data_access.imports.findings import Findings
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import AssessmentFacts, Benchmark, Parsed, Row, SchoolRef
from data_access.imports.source import Sheet, Source
from data_access.imports.table import Table, locate
from monitoring.procedures import AssessmentKey

SUM_TOLERANCE = 1.0
"""Shares are rounded to two decimals and a few pupils may lack a mark: 100 ± 1 counts as the whole."""

OGRN = Field("ogrn", ("ОГРН",), required=False)
INN = Field("inn", ("ИНН",), required=False)
LOGIN = Field("login", ("Логин", "Логин ОО"), required=False)
NAME = Field(
    "name",
    ("ОО", "Образовательная организация", "Наименование ОО", "Школа", "Наименование", "school"),
    required=False,
)
NUMBER = Field("school_number", ("Номер", "Номер ОО", "Номер школы", "number", "num"), required=False)
DISTRICT = Field("district", ("Район", "Муниципалитет", "Муниципалитет (район)"), required=False)
PARTICIPANTS = Field(
    "participants",
    ("Кол-во участников", "Кол-во участников(всего)", "Количество участников", "Участников", "Число участников"),
)


class Format(Protocol):
    """A module that reads one kind of file."""

    KIND: str
    TITLE: str
    LAYOUTS: tuple[Layout, ...]

    @staticmethod
    def claims(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> bool:
        """Whether a sheet is of this kind, told by its header."""

    @staticmethod
    def parse(source: Source, options: Options) -> Parsed:
        """The whole file read and checked; ``Refused`` with all findings."""


def has_header(layout: Layout, sheet: Sheet, mapping: Mapping[str, str] | None = None) -> bool:
    """Whether the sheet has the header of a layout."""
    return layout.header_row(sheet.head, mapping) is not None


def by_header(*layouts: Layout) -> Callable[..., bool]:
    """``claims`` of a kind whose sheets are told by the header of one of its layouts."""

    def claims(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> bool:
        return any(has_header(layout, sheet, mapping) for layout in layouts)

    return claims


def read(
    source: Source, layout: Layout, options: Options, rows_of: Callable[[Table], list[Row]]
) -> tuple[list[Row], list[str]]:
    """Rows of all tables of the file and the headings that stand for no field; ``Refused`` with all findings."""
    findings = Findings(source.name)
    found = tables(source, layout, options, findings)
    rows = [row for table in found for row in rows_of(table)]
    findings.raise_if_any()
    return rows, [heading for table in found for heading in table.ignored]


def tables(source: Source, layout: Layout, options: Options, findings: Findings) -> list[Table]:
    """The tables of all sheets; a sheet without the header of the layout is a finding."""
    found = (locate(sheet, layout, options, findings) for sheet in source.sheets)
    return [table for table in found if table is not None]


def school_refs(table: Table, number: str = "school_number") -> list[SchoolRef]:
    """The school of each row from the columns ogrn, inn, login, name, district and that of its number."""
    texts = (table.texts(name) for name in ("ogrn", "inn", "login", "name", number))
    districts = districts_of(table)
    return [
        names.school(name, ogrn=ogrn, inn=inn, login=login, number=number, district=district)
        for ogrn, inn, login, name, number, district in zip(*texts, districts, strict=True)
    ]


def districts_of(table: Table) -> list[str | None]:
    """District code of each row; a cell that names none of the 18 gives None."""
    return [names.district_code(text) if text else None for text in table.texts("district")]


def check_sum(
    table: Table,
    fields: Sequence[str],
    columns: Sequence[Sequence[float | None]],
    what: str,
    n: Sequence[int | None],
    except_at: Sequence[bool] | None = None,
) -> None:
    """Notes rows whose shares are incomplete or do not make 100 ± 1; a row without participants may have none.

    ``except_at``: rows of the table that are not looked at.
    """
    if not any(None in column for column in columns):
        totals = list(map(sum, zip(*columns, strict=True)))
        if all(abs(total - 100) <= SUM_TOLERANCE for total in totals):
            return
    for position, shares in enumerate(zip(*columns, strict=True)):
        if except_at is not None and except_at[position]:
            continue
        given = [share for share in shares if share is not None]
        total = sum(given)
        if len(given) == len(shares) and abs(total - 100) <= SUM_TOLERANCE + 1e-9:
            continue
        if not n[position] and not total:
            continue
        number = table.numbers[position]
        if len(given) < len(shares):
            empty = next(field for field, share in zip(fields, shares, strict=True) if share is None)
            # A cell that could not be read has been told of already.
            if not cells.text(table.column(empty)[position]).strip("-–—−"):
                table.note(number, empty, "ячейка пуста", "Укажите процент; если таких нет, укажите 0")
            continue
        table.note(
            number,
            fields[0],
            f"{what} в сумме {total:.2f} %".replace(".", ",") + " вместо 100 ± 1",
            "Проверьте проценты в строке",
        )


def parsed(
    module_kind: str,
    title: str,
    source: Source,
    rows: Iterable[Row],
    *,
    origin: str,
    ignored: Iterable[str] = (),
    facts: Mapping[AssessmentKey, AssessmentFacts] | None = None,
    benchmarks: Iterable[Benchmark] = (),
) -> Parsed:
    """The parsed whole; ``origin`` is what the file is, to which its years are added."""
    rows = tuple(rows)
    assessments: dict[AssessmentKey, AssessmentFacts] = {}
    for row in rows:
        if row.assessment is not None and row.assessment not in assessments:
            assessments[row.assessment] = (facts or {}).get(row.assessment, AssessmentFacts())
    years = sorted({row.year for row in rows if row.year is not None})
    span = "" if not years else f", {years[0]}" if len(years) == 1 else f", {years[0]}–{years[-1]}"
    return Parsed(
        kind=module_kind,
        title=title,
        source_text=f"{origin}{span} ({source.name})",
        synthetic=source.synthetic,
        rows=rows,
        year=years[0] if len(years) == 1 else None,
        assessments=assessments,
        benchmarks=tuple(benchmarks),
        ignored=tuple(ignored),
    )


def check_benchmarks(benchmarks: list[Benchmark], findings: Findings) -> None:
    """Drops repeated rows of one group; two that differ are a finding."""
    first: dict[tuple[AssessmentKey, str], Benchmark] = {}
    for row in benchmarks:
        former = first.setdefault((row.assessment, row.group_code), row)
        if former.values != row.values or former.schools != row.schools:
            findings.add(
                f"группа «{row.name}» встречается дважды с разными числами (ещё строка {former.row_number})",
                "Оставьте одну из строк",
                sheet=row.sheet or None,
                row=row.row_number,
            )
    benchmarks[:] = first.values()


def years_of(table: Table, field: str, common: int | None, options: Options) -> list[int | None]:
    """The year of each row: of its cell, else ``common``; none, or one against ``--year``, is a finding."""
    years = table.read(field, cells.school_year)
    column = table.column(field)
    for position, (number, year) in enumerate(zip(table.numbers, years, strict=True)):
        if year is None and cells.is_blank(column[position]):
            years[position] = common
            if common is None:
                table.note(number, field, "не указан год", "Добавьте столбец «Год» или параметр --year")
        elif year is not None and options.year is not None and year != options.year:
            table.note(number, field, f"год {year} не совпадает с параметром --year {options.year}", "Уберите параметр")
    return years


def only(source: Source, sheet: Sheet) -> Source:
    """The source with one of its sheets alone."""
    return replace(source, sheets=(sheet,))
