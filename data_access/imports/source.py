"""A file as it is read: guarded against what is unreadable or hostile, not yet understood."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import python_calamine

from data_access.imports import archive, cells, text_table
from data_access.imports.cells import Cell, Unreadable
from data_access.imports.findings import Findings, refuse
from data_access.imports.headers import HEADER_ROWS, normalise, of_row
from data_access.imports.persons import HEAD_ROWS, refuse_persons

MAX_SIZE = 200 * 2**20
SYNTHETIC_WORDS = "синтетические данные"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Rows = Sequence[Sequence[Cell]]


def holds_anything(row: Sequence[Cell]) -> bool:
    """Whether any cell of a row holds more than spaces."""
    return any(cell is not None and (type(cell) is not str or cell.strip()) for cell in row)


def _is_words(cell: Cell) -> bool:
    """Whether a cell is text and no number."""
    if not isinstance(cell, str) or not cell.strip():
        return False
    try:
        return cells.number(cell) is None and not cells.is_blank(cell)
    except Unreadable:
        return True


@dataclass(frozen=True)
class Sheet:
    """A sheet: ``rows[i]`` is row i + 1 of the file. ``name`` is empty for a text file."""

    name: str
    rows: Rows

    @cached_property
    def head(self) -> list[list[str]]:
        """Normalised headings of the rows in which the header is looked for."""
        return [of_row(row) for row in self.rows[:HEADER_ROWS]]

    @cached_property
    def heading_row(self) -> int:
        """Index of the row that most looks like a header of any format: the first of those with the most words."""
        counts = [sum(map(_is_words, row)) for row in self.rows[:HEADER_ROWS]]
        return counts.index(max(counts)) if counts else 0

    @property
    def is_empty(self) -> bool:
        """Whether no cell of the sheet holds anything."""
        return not any(holds_anything(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its sheets with something in them, SHA-256 of its bytes, size in bytes.

    ``encoding`` is that of a text file (``utf-8``, ``cp1251``), None for a workbook.
    """

    name: str
    sheets: tuple[Sheet, ...]
    content_hash: str
    size: int
    encoding: str | None = None

    @classmethod
    def open(cls, path: str | Path) -> "Source":
        """Reads the file. ``Refused`` when it is missing, empty, cut, hostile, about persons, or of another format."""
        path = Path(path)
        name = path.name
        try:
            if path.stat().st_size > MAX_SIZE:
                raise refuse(name, f"файл больше {MAX_SIZE // 2**20} МБ", "Разделите его на части")
            data = path.read_bytes()
        except OSError as error:
            raise refuse(name, f"файл не открывается ({error.strerror})", "Проверьте путь и права") from error
        return cls.of(name, data)

    @classmethod
    def of(cls, name: str, data: bytes) -> "Source":
        """The same from the bytes of a file that was sent."""
        if not data.strip(b"\xef\xbb\xbf \r\n\t;,"):
            raise refuse(name, "файл пуст", "Выгрузите данные заново")
        if data.startswith(OLD_WORKBOOK):
            raise old_format(data, name)
        digest = hashlib.sha256(data).hexdigest()
        if data.startswith(b"PK"):
            sheets, encoding = _workbook(data, name), None
        else:
            sheets, encoding = _text(data, name)
        if not sheets:
            raise refuse(name, "в файле нет ни одной заполненной ячейки", "Выгрузите данные заново")
        return cls(name, sheets, digest, len(data), encoding)

    @property
    def synthetic(self) -> bool:
        """Whether the words «синтетические данные» stand in the first 8 rows or in a column «Примечание»."""
        return any(_is_synthetic(sheet) for sheet in self.sheets)


def old_format(data: bytes, name: str) -> Exception:
    """The refusal of what begins as workbooks before xlsx, and xlsx under a password, do."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refuse(name, "книга защищена паролем", "Снимите пароль и сохраните файл как xlsx")
    return refuse(name, "старый формат Excel (xls)", "Откройте файл и сохраните как «Книга Excel (xlsx)» или csv")


def _workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    with_formulas = archive.check(data, name)
    try:
        book = python_calamine.load_workbook(BytesIO(data))
        tables = [
            (meta.name, book.get_sheet_by_name(meta.name))
            for meta in book.sheets_metadata
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        for title, table in tables:
            _refuse_persons(name, title, table)
        if with_formulas:
            findings = Findings(name)
            archive.check_formulas(data, with_formulas, findings)
            findings.raise_if_any()
        sheets = [Sheet(title, _cells(table)) for title, table in tables]
    except Exception as error:
        if not isinstance(error, python_calamine.CalamineError | OSError):
            raise
        raise refuse(name, "книга не читается", "Откройте её в табличном редакторе и сохраните как xlsx") from error
    except BaseException as error:
        # A damaged sheet can make the reader (Rust) panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise refuse(name, "книга не читается", "Откройте её в табличном редакторе и сохраните как xlsx") from error
    return tuple(sheet for sheet in sheets if not sheet.is_empty)


def _cells(table: Any) -> Rows:
    rows: Rows = table.to_python(skip_empty_area=False)
    return rows


def _refuse_persons(file: str, sheet: str, table: Any) -> None:
    if table.start is not None:
        head: Rows = table.to_python(skip_empty_area=True, nrows=HEAD_ROWS)
        refuse_persons(file, sheet, head, first=table.start[0] + 1)


def _text(data: bytes, name: str) -> tuple[tuple[Sheet, ...], str]:
    text, encoding = text_table.decode(data, name)
    separator = text_table.delimiter(text)
    refuse_persons(name, None, text_table.head(text, separator, HEAD_ROWS))
    sheet = Sheet("", text_table.rows(text, separator, name))
    return (() if sheet.is_empty else (sheet,)), encoding


def _is_synthetic(sheet: Sheet) -> bool:
    for row in sheet.rows[:8]:
        if any(type(cell) is str and SYNTHETIC_WORDS in cell.casefold() for cell in row):
            return True
    for row in sheet.rows[:15]:
        for position, cell in enumerate(row):
            if type(cell) is str and normalise(cell) == "примечание":
                return any(
                    len(other) > position and SYNTHETIC_WORDS in str(other[position]).casefold() for other in sheet.rows
                )
    return False
