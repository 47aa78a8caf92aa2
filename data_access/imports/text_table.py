"""Text tables (csv): the encoding, the delimiter and the rows."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from data_access.imports.findings import refuse

DELIMITERS = ";,\t"
MAX_CELLS = 5_000_000
_SAMPLE = 60
_FREQUENT = frozenset("оеаинтсрвлкмдпуя")
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")
_MARKS = frozenset("«»„“”‘’–—…№\xa0°§•±·­−")


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 (with or without a mark) or cp1251; anything else is refused."""
    mend = "Сохраните файл как «CSV UTF-8» или в кодировке Windows-1251"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        raise refuse(file, "файл не текстовый или записан в кодировке UTF-16", mend)
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(data) - 3 and error.start > 0:
            raise refuse(file, "файл обрезан посреди буквы", "Получите файл ещё раз") from error
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError as error:
        raise refuse(file, "кодировка файла не UTF-8 и не Windows-1251", mend) from error
    if not _looks_russian(text):
        raise refuse(file, "кодировка файла не UTF-8 и не Windows-1251: прочитанное не похоже на русский текст", mend)
    return text, "cp1251"


def _looks_russian(text: str) -> bool:
    """Whether cp1251 was the right guess: nearly every byte decodes into something, mostly into nonsense."""
    beyond = Counter(letter for letter in text if letter > "\x7f")
    total = beyond.total()
    strange = sum(count for letter, count in beyond.items() if letter not in _RUSSIAN and letter not in _MARKS)
    if strange > 0.02 * total:
        return False
    letters = sum(count for letter, count in beyond.items() if letter in _RUSSIAN)
    frequent = sum(count for letter, count in beyond.items() if letter in _FREQUENT)
    # A handful of capitals («ОГРН») is too little to judge by; the headings will tell.
    return letters < 40 or frequent > 0.3 * letters


def delimiter(text: str) -> str:
    """The delimiter that splits most of the first rows into the same number of fields."""

    def fit(candidate: str) -> tuple[float, int]:
        try:
            lengths = Counter(len(row) for row in islice(_reader(text, candidate), _SAMPLE) if row)
        except csv.Error:
            return 0, 0
        if not lengths:
            return 0, 0
        width, rows = max(lengths.items(), key=lambda item: (item[1], item[0]))
        return (rows / lengths.total(), width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=fit)


def head(text: str, separator: str, rows: int) -> list[list[str]]:
    """The first rows, as far as they can be read."""
    found: list[list[str]] = []
    try:
        found.extend(islice(_reader(text, separator), rows))
    except csv.Error:
        return found
    return found


def rows(text: str, separator: str, file: str) -> list[list[str]]:
    """All rows; a blank line is an empty row, so that rows count as in a spreadsheet."""
    if text.count(separator) + text.count("\n") > MAX_CELLS:
        raise refuse(file, f"в файле больше {MAX_CELLS:_} ячеек".replace("_", "\u00a0"), "Разделите его на части")
    found: list[list[str]] = []
    try:
        found.extend(_reader(text, separator))
    except csv.Error as error:
        raise refuse(
            file,
            "файл обрезан или кавычки в нём не закрыты",
            "Получите файл ещё раз; кавычки внутри ячейки удваиваются",
            row=len(found) + 1,
        ) from error
    return found


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
