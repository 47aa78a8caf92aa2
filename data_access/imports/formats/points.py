"""Schools with their kind and point: one row a school, longitude and latitude in degrees (WGS 84)."""

from data_access.imports import names
from data_access.imports.cells import Cell, bounded
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Source
from data_access.imports.table import Table
from monitoring import school_kinds

KIND = "points"
TITLE = "Школы с координатами"
LAYOUT = Layout(
    fields=(
        Field("ogrn", ("ОГРН",)),
        Field("number", ("Номер",), required=False),
        Field("short_name", ("Сокращённое наименование",)),
        Field("full_name", ("Полное наименование",)),
        Field("org_type", ("Тип организации",), required=False),
        Field("kind", ("Вид организации", "Вид"), required=False),
        Field("district", ("Район",)),
        Field("address", ("Адрес",), required=False),
        Field("lon", ("Долгота",)),
        Field("lat", ("Широта",)),
        Field("specialisation", ("Специализация",), required=False),
        Field("coord_source", ("Источник координат",), required=False),
    )
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has longitude and latitude beside the names of a school."""
# St Petersburg and the region around it (camps and branches of city schools stand there).
LONGITUDES, LATITUDES = (27.0, 36.0), (58.0, 62.0)


def parse(source: Source, options: Options) -> Parsed:
    """One row a school; coordinates may be empty, but only together."""
    rows, ignored = base.read(source, LAYOUT, options, _rows)
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored)


def longitude(cell: Cell) -> float | None:
    """Degrees east, within the city's surroundings."""
    return bounded(cell, *LONGITUDES)


def latitude(cell: Cell) -> float | None:
    """Degrees north, within the city's surroundings."""
    return bounded(cell, *LATITUDES)


def _rows(table: Table) -> list[Row]:
    mend = "Укажите градусы: долготу около 30, широту около 60"
    longitudes = table.read("lon", longitude, mend=mend)
    latitudes = table.read("lat", latitude, mend=mend)
    fields = ("ogrn", "number", "short_name", "full_name", "kind", "address")
    rows = []
    for number, cells, district, lon, lat, ogrn, school_number, short, full, kind, address in zip(
        table.numbers,
        table.rows,
        base.districts_of(table),
        longitudes,
        latitudes,
        *(table.texts(field) for field in fields),
        strict=True,
    ):
        school = names.school(full or short, ogrn=ogrn, number=school_number, district=district)
        if school.district_code is None and school.names_a_school:
            table.note(number, "district", "район не из 18 районов города", "Укажите район")
        if (lon is None) != (lat is None):
            table.note(number, "lon" if lon is None else "lat", "координата без пары", "Укажите обе или ни одной")
        values = {
            "name": short or full,
            "full_name": full or short,
            "kind": school_kinds.recognise(kind or full or short),
            "number": school.number,
            "district_code": school.district_code,
            "address": address or None,
            "lon": lon,
            "lat": lat,
        }
        rows.append(Row(table.sheet.name, number, school, values, headings=table.headings, cells=cells))
    return rows
