"""Logins of schools in ФИС ОКО (our template): login ↔ ОГРН, or a name from which a match is proposed."""

from collections.abc import Mapping

from data_access.imports import cells
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.findings import Findings
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Sheet, Source
from data_access.imports.table import Table

KIND = "logins"
TITLE = "Логины школ в ФИС ОКО"
LAYOUT = Layout(
    fields=(
        Field("login", base.LOGIN.headings),
        base.OGRN,
        base.NAME,
        base.DISTRICT,
    ),
    one_of=(("ogrn", "name"),),
    without=("Год", "Предмет", "Кол-во участников", "Средний балл", "принимали участие"),
)
LAYOUTS = (LAYOUT,)


def claims(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> bool:
    """Whether the sheet has a login beside a school, and no results."""
    return base.has_header(LAYOUT, sheet, mapping)


def recognise(source: Source) -> bool:
    """Whether any sheet of the file is of this kind."""
    return any(claims(sheet) for sheet in source.sheets)


def parse(source: Source, options: Options) -> Parsed:
    """One row a login; the ОГРН may be empty."""
    findings = Findings(source.name)
    tables = base.tables(source, LAYOUT, options, findings)
    rows = [row for table in tables for row in _rows(table)]
    findings.raise_if_any()
    ignored = [heading for table in tables for heading in table.ignored]
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored)


def login(cell: Cell) -> str | None:
    """A login, lower-case."""
    if cells.is_blank(cell):
        return None
    found = cells.login(cells.text(cell))
    if found is None:
        raise Unreadable(f"«{cells.text(cell)}» не логин")
    return found


def _rows(table: Table) -> list[Row]:
    logins = table.read("login", login, required=True, mend="Логин имеет вид edu780123")
    return [
        Row(
            table.sheet.name,
            number,
            school,
            {"login": found, "name": school.name},
            headings=table.headings,
            cells=row,
        )
        for number, row, school, found in zip(table.numbers, table.rows, base.school_refs(table), logins, strict=True)
    ]
