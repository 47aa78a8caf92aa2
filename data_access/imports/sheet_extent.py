"""How many rows and columns a sheet's XML spans, before a reader allocates that rectangle."""

import re
from collections.abc import Iterable

# What spreadsheet programs write: every row and cell says where it stands.
_ROW = re.compile(rb'<row r="(\d{1,8})')
_FAR = re.compile(rb'r="(?:[A-Za-z]{2,}\d|[A-Za-z]?\d{5})')
_FAR_COLUMN = re.compile(rb'r="([A-Za-z]{2,})\d')
_FAR_ROW = re.compile(rb'r="[A-Za-z]*(\d{5,})"')
# What XML allows beside that: places left out (the next one is meant), prefixes, other quotes and spaces.
_PREFIXED = re.compile(rb":(?:row|c)[\s/>]")
_NO_CELLS = (b"<co", b"<cf", b"<cu", b"<ce")  # columns, conditional formats, custom views, cell watches
_PLACE = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^>]*)>")
_NEAR_COLUMN = re.compile(rb"""r\s*=\s*["']\s*([A-Za-z])\d""")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
NEAR_ROWS, NEAR_COLUMNS = 9_999, 26
"""Cells nearer than these are not looked at one by one."""


class Extent:
    """The extent of one sheet, fed with its XML in pieces that tear no tag."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self._row = 0
        self._column = 0
        self._least = NEAR_COLUMNS

    @property
    def bound(self) -> int:
        """Cells of the rectangle at most: cells may lie lower than the rows that they stand in say."""
        return max(self.rows, NEAR_ROWS) * max(self.columns, self._least)

    @property
    def likely(self) -> int:
        """Cells of the rectangle when cells lie in their rows."""
        return self.rows * max(self.columns, self._least)

    def feed(self, chunk: bytes) -> None:
        """Takes the next piece into account."""
        numbers = _ROW.findall(chunk)
        if self._is_plain(chunk, len(numbers)):
            # More than seven digits are no row of any sheet: the first eight are enough to see that.
            self.rows = max([self.rows, *map(int, numbers)])
            if _FAR.search(chunk):
                self.rows = max([self.rows, *(int(digits[:8]) for digits in set(_FAR_ROW.findall(chunk)))])
                columns = (_column_number(letters) for letters in set(_FAR_COLUMN.findall(chunk)))
                self.columns = max([self.columns, *columns])
            self._row, self._column = max(self.rows, NEAR_ROWS), 0
        else:
            self._walk(chunk)

    def narrow(self, chunks: Iterable[bytes]) -> None:
        """Counts the near columns too, from the same XML read again: a narrow sheet may be so much the longer."""
        if self.columns > NEAR_COLUMNS or not self.rows:
            return
        letters = {letter for chunk in chunks for letter in _NEAR_COLUMN.findall(chunk)}
        self.columns = max([self.columns, *map(_column_number, letters)])
        self._least = 1

    def _is_plain(self, chunk: bytes, numbered_rows: int) -> bool:
        """Whether every row and cell of the piece is written the usual way, so that no place needs to be counted."""
        if chunk.count(b"<row") - chunk.count(b"<rowB") != numbered_rows or _PREFIXED.search(chunk):
            return False
        others = chunk.count(b"<c") - chunk.count(b'<c r="')
        return others == 0 or others == sum(map(chunk.count, _NO_CELLS))

    def _walk(self, chunk: bytes) -> None:
        for tag, attributes in _PLACE.findall(chunk):
            found = _REFERENCE.search(attributes)
            digits = int(found[2][:8]) if found and found[2] else 0
            if tag == b"row":
                self._row = digits or self._row + 1
                self._column = 0
                self.rows = max(self.rows, self._row)
            else:
                self._column = _column_number(found[1]) if found and found[1] else self._column + 1
                self.columns = max(self.columns, self._column)
                self.rows = max(self.rows, digits)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number
