"""Logins of schools in ФИС ОКО (our template): login ↔ ОГРН, or a name from which a match is proposed."""

from data_access.imports import cells
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Source
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
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has a login beside a school, and no results."""


def parse(source: Source, options: Options) -> Parsed:
    """One row a login; the ОГРН may be empty."""
    rows, ignored = base.read(source, LAYOUT, options, _rows)
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
