"""Plan of the order («дорожная карта», our template): items with operators and terms, and progress by district."""

from typing import Any

from data_access.imports import cells, names
from data_access.imports.assessments import common_year, title_rows
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout, normalise
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row, SchoolRef
from data_access.imports.source import Source
from data_access.imports.table import Table
from monitoring.districts import CITY

KIND = "plan"
TITLE = "План мероприятий («дорожная карта»)"
STATUSES = {
    "не начато": "not-started",
    "в работе": "in-progress",
    "выполнено": "done",
    "не требуется": "not-required",
}
LAYOUT = Layout(
    fields=(
        Field("year", ("Год плана", "Год"), required=False),
        Field("number", ("Пункт", "Номер пункта")),
        Field("title", ("Мероприятие",)),
        Field("region_operator", ("Оператор (регион)",), required=False),
        Field("district_operator", ("Оператор (район)",), required=False),
        Field("starts_on", ("Начало",)),
        Field("due_on", ("Срок",)),
        Field("district", ("Район",), required=False),
        Field("status", ("Статус",)),
        Field("done_on", ("Дата выполнения",), required=False),
        Field("evidence", ("Основание",), required=False),
    )
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has items with a term and a status."""
_ITEM = ("title", "region_operator", "district_operator", "starts_on", "due_on")


def parse(source: Source, options: Options) -> Parsed:
    """One row an item and district; an empty district is the city's operator. All rows of an item must agree on it."""
    items: dict[tuple[int | None, int | None], tuple[int, dict[str, Any]]] = {}
    rows, ignored = base.read(source, LAYOUT, options, lambda table: _rows(table, options, items))
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored)


def status(cell: Cell) -> str | None:
    """Code of a status given in Russian."""
    written = normalise(cells.text(cell))
    if written and written not in STATUSES:
        raise Unreadable(f"статус «{cells.text(cell)}» неизвестен")
    return STATUSES.get(written)


def item_number(cell: Cell) -> int | None:
    """Number of an item; a full stop after it is accepted."""
    number = cells.count(cell.strip().rstrip(".") if isinstance(cell, str) else cell, 999)
    if number == 0:
        raise Unreadable("номер пункта 0")
    return number


def district(cell: Cell) -> str | None:
    """Code of the district; ``city`` for an empty cell."""
    if cells.is_blank(cell):
        return CITY
    code = names.district_code(cells.text(cell))
    if code is None:
        raise Unreadable(f"район «{cells.text(cell)}» не из 18 районов города")
    return code


def title(cell: Cell) -> str | None:
    """Text of a cell."""
    return cells.text(cell) or None


def _rows(
    table: Table, options: Options, items: dict[tuple[int | None, int | None], tuple[int, dict[str, Any]]]
) -> list[Row]:
    years = base.years_of(table, "year", common_year(title_rows(table), options), options)
    districts = table.read("district", district, mend="Укажите район; для города оставьте ячейку пустой")
    columns: dict[str, list[Any]] = {
        "number": table.read("number", item_number, required=True, mend="Укажите номер пункта"),
        "title": table.read("title", title, required=True, mend="Укажите мероприятие"),
        "region_operator": table.read("region_operator", title),
        "district_operator": table.read("district_operator", title),
        "starts_on": table.read("starts_on", cells.day, required=True),
        "due_on": table.read("due_on", cells.day, required=True),
        "district_code": districts if "district" in table.columns else [CITY] * len(table.rows),
        "status": table.read("status", status, required=True, mend=f"Укажите: {', '.join(STATUSES)}"),
        "done_on": table.read("done_on", cells.day),
        "evidence": table.read("evidence", title),
    }
    rows = []
    for position, (number, year) in enumerate(zip(table.numbers, years, strict=True)):
        values = {name: column[position] for name, column in columns.items()}
        _check(table, number, year, values, items)
        rows.append(
            Row(
                table.sheet.name,
                number,
                SchoolRef(),
                values,
                year=year,
                headings=table.headings,
                cells=table.rows[position],
            )
        )
    return rows


def _check(
    table: Table,
    number: int,
    year: int | None,
    values: dict[str, Any],
    items: dict[tuple[int | None, int | None], tuple[int, dict[str, Any]]],
) -> None:
    if values["starts_on"] and values["due_on"] and values["due_on"] < values["starts_on"]:
        table.note(number, "due_on", "срок раньше начала", "Исправьте даты")
    if values["done_on"] and values["status"] not in {"done", None}:
        table.note(number, "done_on", "дата выполнения у невыполненного пункта", "Исправьте статус или уберите дату")
    if values["number"] is None:
        return
    former_row, former = items.setdefault((year, values["number"]), (number, values))
    other = next((name for name in _ITEM if former[name] != values[name]), None)
    if other is not None:
        table.note(
            number,
            other,
            f"пункт {values['number']} описан иначе, чем в строке {former_row}",
            "Опишите пункт одинаково",
        )
