"""Books (xlsx) and csv files that are the same bytes for the same content.

A book is written straight as the parts of its package (ECMA-376, Office Open XML): one sheet, strings inline. A
hundred books of the demo city take seconds this way; a general library spends several times as long on cells alone.
"""

import csv
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

Value = str | int | float | date | None

_SHEET_NAME = 31
"""Longest name of a sheet that the format allows; ФИС ОКО cuts to it as well."""

_DATE = (2025, 11, 15, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_ROOT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_BOOK_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:description>синтетические данные</dc:description>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2025-11-15T00:00:00Z</dcterms:created></cp:coreProperties>'
)


def write_book(
    path: Path, sheet_name: str, rows: Iterable[Sequence[Value]], merged: Iterable[tuple[int, int, int, int]] = ()
) -> Path:
    """Writes a book of one sheet; returns its path. Missing cells stay empty, dates are text like 15.11.2025.

    ``merged``: rectangles of merged cells as first row, first column, last row, last column, all from 0.
    """
    areas = [f"{_column(first)}{top + 1}:{_column(last)}{bottom + 1}" for top, first, bottom, last in merged]
    merging = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(_rows(rows))}</sheetData>'
        + (f'<mergeCells count="{len(areas)}">{merging}</mergeCells>' if areas else "")
        + "</worksheet>"
    )
    book = (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(sheet_name[:_SHEET_NAME])}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "docProps/core.xml": _CORE,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            # A date of its own: the time of writing would change the bytes.
            part = zipfile.ZipInfo(name, _DATE)
            package.writestr(part, text, zipfile.ZIP_DEFLATED, compresslevel=4)
    return path


def write_csv(path: Path, rows: Iterable[Sequence[Value]], *, separator: str = ",", encoding: str = "utf-8") -> Path:
    """Writes a csv file; returns its path. Missing cells are empty, dates like 15.11.2025."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerows([_plain(cell) for cell in cells] for cells in rows)
    return path


def _rows(rows: Iterable[Sequence[Value]]) -> Iterable[str]:
    columns = [_column(index) for index in range(120)]
    for number, cells in enumerate(rows, start=1):
        written = []
        for column, cell in zip(columns, cells, strict=False):
            kind = type(cell)
            if kind is float or kind is int:
                if cell == cell:  # a missing number (NaN) stays an empty cell
                    written.append(f'<c r="{column}{number}"><v>{cell!r}</v></c>')
            elif kind is str or kind is date:
                text = escape(str(_plain(cell)))
                written.append(f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>')
            elif cell is not None:
                raise TypeError(f"cell {column}{number} holds {kind.__name__}")
        if written:
            yield f'<row r="{number}">{"".join(written)}</row>'


def _column(index: int) -> str:
    """Letters of a column, counted from 0: A, …, Z, AA, …"""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _plain(cell: Value) -> str | int | float:
    if cell is None or cell != cell:
        return ""
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell
