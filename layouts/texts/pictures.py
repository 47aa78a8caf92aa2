"""Words around a chart that is carried off: the menu, its table as a file."""

from datetime import date

from layouts.texts import grammar as g
from layouts.texts.briefing import SYNTHETIC_MARK

__all__ = [
    "AS_SHOWN", "NO_PAGE_TABLE", "NO_TABLE", "SUMMARY", "SYNTHETIC_MARK", "TABLE", "TAKEN_AS_SHOWN", "made", "page",
    "page_table_name", "page_title", "table_name", "taken", "too_many_cells",
]  # fmt: skip

SUMMARY = "Скачать"
AS_SHOWN = "как на странице"
"""Heading of the texts beside numbers."""
NO_TABLE = "Файла нет: на этой странице такой таблицы нет, или она закрыта для вашей роли."

TABLE = "Таблица"
_LONGEST_STEM = 80
NO_PAGE_TABLE = "Таблица пришла не в том виде, в каком её шлёт страница. Обновите страницу и повторите."
TAKEN_AS_SHOWN = (
    "Таблица — как на странице: числа и пометки те, что видел читатель. Кода проверки, как у справки, у неё нет."
)


def too_many_cells(most: int) -> str:
    """Said of a table that no page shows."""
    return f"В таблице больше {g.number(most)} ячеек: сузьте выбор на странице."


def page_title(place: str, title: str) -> str:
    """«Невский район. Школы района в процедуре»."""
    return ". ".join(filter(None, (place, title or TABLE)))


def taken(day: date) -> str:
    """When the file was made, by the clock of the server."""
    return f"Выгружено {g.day(day)}"


def page(address: str) -> str:
    """Where the table stands."""
    return f"Страница: {address}"


def made(day: date) -> str:
    """The day that terms are judged by."""
    return f"Сроки и состояния — на {g.day(day)}"


def table_name(place: str, title: str, year: int, extension: str) -> str:
    """«Невский_район_Список_по_годам_2025.xlsx»."""
    return f"{_stem(place, title)}_{year}.{extension}"


def page_table_name(place: str, title: str, extension: str) -> str:
    """«Невский_район_Школы_района_в_процедуре.xlsx»."""
    return f"{_stem(place, title) or TABLE}.{extension}"


def _stem(place: str, title: str) -> str:
    """Letters, digits and signs that any file system takes."""
    plain = "".join(sign if sign.isalnum() or sign == "-" else "_" for sign in f"{place}_{title}")
    whole = "_".join(part for part in plain.split("_") if part)
    if len(whole) <= _LONGEST_STEM:
        return whole
    words, _, rest = whole[: _LONGEST_STEM + 1].rpartition("_")
    return words or rest[:_LONGEST_STEM]
