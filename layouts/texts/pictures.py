"""Words around a chart that is carried off: the menu, its table as a file."""

from datetime import date

from layouts.texts import grammar as g
from layouts.texts.briefing import SYNTHETIC_MARK

__all__ = ["AS_SHOWN", "NO_TABLE", "SUMMARY", "SYNTHETIC_MARK", "made", "table_name"]

SUMMARY = "Скачать"
AS_SHOWN = "как на странице"
"""Heading of the texts beside numbers."""
NO_TABLE = "Файла нет: на этой странице такой таблицы нет, или она закрыта для вашей роли."


def made(day: date) -> str:
    """The day that terms are judged by."""
    return f"Сроки и состояния — на {g.day(day)}"


def table_name(place: str, title: str, year: int, extension: str) -> str:
    """«Невский_район_Список_по_годам_2025.xlsx»."""
    plain = "".join(sign if sign.isalnum() or sign == "-" else "_" for sign in f"{place}_{title}")
    parts = [part for part in plain.split("_") if part]
    return f"{'_'.join(parts)[:80].strip('_')}_{year}.{extension}"
