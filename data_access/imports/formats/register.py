"""Register of schools as data.gov.spb.ru publishes it (csv): one row an address, so several rows a school."""

from data_access.imports import names
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Source
from data_access.imports.table import Table
from monitoring import school_kinds

KIND = "register"
TITLE = "Реестр образовательных организаций"
LAYOUT = Layout(
    fields=(
        Field("district", ("Район",)),
        Field("name", ("Полное наименование", "Наименование")),
        Field("abbreviated_name", ("Сокращённое наименование",)),
        Field("address", ("Адрес",)),
        Field("mo", ("МО", "Муниципальное образование"), required=False),
        Field("inn", ("ИНН",)),
        Field("ogrn", ("ОГРН",)),
        Field("note", ("Примечание",), required=False),
    ),
    without=("lon", "lat"),
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has both names of a school, its address, ИНН and ОГРН."""


def parse(source: Source, options: Options) -> Parsed:
    """One row an address. A malformed ОГРН or ИНН is left out of the reference; the payload keeps what was written."""
    rows, ignored = base.read(source, LAYOUT, options, _rows)
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored)


def _rows(table: Table) -> list[Row]:
    districts = base.districts_of(table)
    fields = ("name", "abbreviated_name", "address", "mo", "inn", "ogrn", "note")
    rows = []
    for number, cells, district, full, short, address, mo, inn, ogrn, note in zip(
        table.numbers, table.rows, districts, *(table.texts(field) for field in fields), strict=True
    ):
        school = names.school(full or short, ogrn=ogrn, inn=inn, district=district)
        if school.district_code is None and school.names_a_school:
            table.note(number, "district", "район не из 18 районов города", "Укажите район")
        kind = school_kinds.recognise(full)
        values = {
            "name": short or full,
            "full_name": full or short,
            "kind": school_kinds.recognise(short) if kind == "other" else kind,
            "number": school.number,
            "district_code": school.district_code,
            "address": address or None,
            "municipality": mo or None,
            "note": note.strip("-–— ") or None,
            "inn": school.inn,
        }
        rows.append(Row(table.sheet.name, number, school, values, headings=table.headings, cells=cells))
    return rows
