"""Social passport of schools (our template): the indicators of ``monitoring.indicators`` of one or several years."""

from collections.abc import Callable
from functools import partial

from data_access.imports import cells
from data_access.imports.assessments import YEAR, common_year, title_rows
from data_access.imports.cells import Cell
from data_access.imports.formats import base
from data_access.imports.headers import Field, Layout
from data_access.imports.options import Options
from data_access.imports.parsed import Parsed, Row
from data_access.imports.source import Source
from data_access.imports.table import Table
from monitoring.indicators import INDICATORS, Indicator

KIND = "social-passport"
TITLE = "Социальный паспорт школ"
LAYOUT = Layout(
    fields=(
        YEAR,
        base.OGRN,
        base.LOGIN,
        base.NAME,
        base.DISTRICT,
        *(
            Field(code, (f"{indicator.name}, {indicator.unit}", indicator.name), required=False)
            for code, indicator in INDICATORS.items()
        ),
    ),
    one_of=(("ogrn", "login", "name"), tuple(INDICATORS)),
    without=("Предмет", "Процедура"),
)
LAYOUTS = (LAYOUT,)
claims = base.by_header(*LAYOUTS)
"""Whether the sheet has an indicator of the social passport beside a school."""


def parse(source: Source, options: Options) -> Parsed:
    """Rows with every indicator (None where the file gives none) of the row's year."""
    rows, ignored = base.read(source, LAYOUT, options, lambda table: _rows(table, options))
    return base.parsed(KIND, TITLE, source, rows, origin=TITLE, ignored=ignored)


def _reader(indicator: Indicator) -> tuple[Callable[[Cell], float | None], str]:
    bounds = f"от {indicator.minimum:g} до {indicator.maximum:g}"
    if indicator.unit == "%":
        return partial(cells.bounded, low=indicator.minimum, high=indicator.maximum), f"Укажите процент {bounds}"
    return partial(cells.count, high=int(indicator.maximum)), f"Укажите целое число {bounds}"


def _rows(table: Table, options: Options) -> list[Row]:
    years = _years(table, options)
    columns = []
    for code, indicator in INDICATORS.items():
        reader, mend = _reader(indicator)
        columns.append(table.read(code, reader, mend=mend))
    return [
        Row(
            table.sheet.name,
            number,
            school,
            dict(zip(INDICATORS, values, strict=True)),
            year=year,
            headings=table.headings,
            cells=row,
        )
        for number, row, school, year, *values in zip(
            table.numbers, table.rows, base.school_refs(table), years, *columns, strict=True
        )
    ]


def _years(table: Table, options: Options) -> list[int | None]:
    return base.years_of(table, "year", common_year(title_rows(table), options), options)
