"""What tests of sheets fill in: sound values of every kind, and files made of templates."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import python_calamine
import xlsxwriter

from data_access.changes import Change, apply
from data_access.imports.source import Source
from data_access.sheets.columns import SHEET, columns
from data_access.viewer import Role, Viewer
from monitoring.records.fields import Field
from monitoring.records.kinds import KINDS
from tests.data.access_world import World

TODAY = date(2022, 10, 15)
HOSTILE = '=HYPERLINK("http://пример","тест"); «ёлочки», и -запятая'
OVER: dict[str, dict[str, Any]] = {
    "road_map_item": {"number": 77},
    "road_map_task": {"number": 78, "done_on": date(2022, 9, 10), "status": "done"},
    "partnership_agreement": {"status": "active"},
    "teacher_deficit": {"assessed": 20, "with_deficit": 5},
    "motivation_survey": {"surveyed": 20, "high": 5, "middle": 5, "low": 5},
    "training": {"enrolled": 20, "finished": 5},
    "answer": {"about": "recommendation", "reference": None},
    "event": {"sort": "heads"},
    "approved_list": {"year": 2022, "place": "city", "method": "two-years"},
    "approved_change": {"decision": "removed"},
}


def writer(world: World, code: str) -> Viewer:
    """Who writes the kind in these tests."""
    return world.viewer("school" if code == "answer" else "committee")


def sound(world: World, code: str) -> dict[str, Any]:
    """Values of a record of the kind that nothing speaks against; what it refers to is made."""
    kind = KINDS[code]
    schools = iter([world.id("Школа 12-2"), world.id("Гимназия 12-3")])
    values = {field.name: _value(field, schools) for field in kind.fields}
    for field in kind.fields:
        if field.type == "record":
            values[field.name] = made(world, field.of)
    if code == "road_map_task":
        made(world, "road_map_item", number=78)
    return {**values, **OVER.get(code, {})}


def made(world: World, code: str, **more: object) -> int:
    """The number of a new record of the kind."""
    values = sound(world, code) | more
    return apply(world.connection, writer(world, code), Change(code, values), today=TODAY).record_id


def _value(field: Field, schools: Any) -> Any:
    match field.type:
        case "line" | "words":
            return "директор школы" if field.post else HOSTILE[: field.most]
        case "day":
            return date(2022, 9, 10)
        case "number":
            return max(field.lowest, 3)
        case "choice":
            return field.choices[0].code
        case "choices":
            return tuple(choice.code for choice in field.choices[-3:])
        case "place":
            return "nevsky"
        case "school-year":
            return 2023
        case "school":
            return next(schools)
    return None


def as_cells(world: World, code: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a person writes them, by heading: names and words instead of codes."""
    names = {number: name for name, number in world.city.school.items()}
    found: dict[str, Any] = {}
    for column in columns(KINDS[code]):
        field, value = column.field, values[column.field.name]
        if value is None or column.part == "ogrn":
            continue
        if field.type == "school":
            district = {"nevsky": "Невский", "kurortny": "Курортный", "kronshtadtsky": "Кронштадтский"}
            found[column.title] = names[value] if column.part == "name" else district[world.city.district[names[value]]]
        elif field.type in {"choice", "place"}:
            found[column.title] = field.label_of(value)
        elif field.type == "choices":
            found[column.title] = "; ".join(field.label_of(item) for item in value)
        elif field.type == "school-year":
            found[column.title] = f"{value - 1}/{value % 100}"
        else:
            found[column.title] = value
    return found


def rows_of(book: bytes, sheet: str = SHEET) -> list[list[Any]]:
    """Cells of a sheet."""
    return python_calamine.load_workbook(BytesIO(book)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def headings(book: bytes) -> list[str]:
    """Headings of the sheet to fill in, without the star."""
    return [str(cell).removesuffix(" *") for cell in rows_of(book)[1] if cell]


def book(
    titles: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str = "записи.xlsx", sheet: str = SHEET
) -> Source:
    """A workbook with these headings, read."""
    return Source.of(name, book_bytes(titles, rows))


def book_bytes(titles: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The workbook as it is sent."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as made_book:
        page = made_book.add_worksheet(SHEET)
        days = made_book.add_format({"num_format": "dd.mm.yyyy"})
        page.write_row(0, 0, titles)
        for number, row in enumerate(rows, start=1):
            for position, title in enumerate(titles):
                cell = row.get(title)
                if isinstance(cell, date):
                    page.write_datetime(number, position, cell, days)
                elif isinstance(cell, int | float):
                    page.write_number(number, position, cell)
                elif cell:
                    page.write_string(number, position, cell)
    return target.getvalue()


def text(titles: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str = "записи.csv") -> Source:
    """The same as csv."""
    target = StringIO(newline="")
    sheet = csv.writer(target, delimiter=";")
    sheet.writerow(titles)
    for row in rows:
        cells = (row.get(title) for title in titles)
        sheet.writerow([f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell for cell in cells])
    return Source.of(name, target.getvalue().encode("utf-8-sig"))


COMMITTEE = Viewer(Role.COMMITTEE)
