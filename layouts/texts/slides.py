"""Words that only presentations need: titles carried on, names of shapes and series, columns of workbooks inside."""

from layouts.texts import grammar as g
from monitoring.reports.briefing import Table

LOW_RESULT, FEW = "низкий результат", "участников мало"
LOWER, UPPER, DOWN, UP = "нижняя граница", "верхняя граница", "вниз до границы", "вверх до границы"
SHEET = "Данные"
MAP, LEGEND, LINKS, SCHOOLS, DISTRICTS, LABELS = "Карта", "Легенда", "Партнёрства", "Школы", "Районы", "Подписи"
TITLE, SECTION, TEXT, CAPTION, NOTE, SOURCE = "Заголовок", "Раздел", "Текст", "Название", "Примечание", "Источник"
NOTE_AND_SOURCE = "Примечание и источник"
PARTNER = "Начало партнёрства"
MARK, RULE, NUMBERS, CODE, CODE_NOTE = "Отметка о данных", "Линия", "Номера школ", "QR-код", "Подпись кода"
ISSUER, KIND, SUBTITLE, BASIS = "Организация", "Вид документа", "Подзаголовок", "Основание и доступ"


def carried_on(title: str, place: int, count: int) -> str:
    """«… — продолжение, 2 из 3»; ``place`` from 0, the first one is the title itself."""
    tail = f"{g.number(place + 1)}{g.NBSP}из{g.NBSP}{g.number(count)}"
    return f"{title} — продолжение, {tail}" if place else title


def interval(name: str) -> str:
    """The series that bears the intervals of another one."""
    return f"{name}: 95-процентный интервал"


def table_alt(table: Table) -> str:
    """A table for who hears it: what it is, its columns, how many rows."""
    columns = ", ".join(column.name for column in table.columns)
    rows = g.counted(len(table.rows) + len(table.foot), "строка", "строки", "строк")
    return f"Таблица «{table.title}»: {rows}; столбцы — {columns}."
