"""Words of the frame around every page."""

from layouts.texts import grammar as g
from monitoring.reports.publication import Publication

BRAND = "Траектория"
BRAND_NOTE = "мониторинг школ города"
SKIP = "К содержанию страницы"
NAVIGATION = "Разделы"
PAGES = (
    ("city", "Город", "/"),
    ("attention", "Контроль", "/attention"),
    ("schools", "Школы", "/schools"),
    ("partnerships", "Партнёрство", "/partnerships"),
    ("roadmap", "План", "/roadmap"),
    ("records", "Записи", "/records"),
    ("order", "Приказ", "/order"),
    ("effect", "Эффект", "/effect"),
    ("method", "Методика", "/method"),
)
LEAVE = "Выйти"
DATA = "Загрузка и публикация данных"
VERIFY = "Проверка справки"
DATA_READERS = frozenset({"analyst", "committee"})
"""Roles that the footer leads there: the header is full."""
ADMINISTRATOR, ACCOUNTS = "Администратор", "Учётные записи"
YEAR, METHOD, VIEWER = "Год", "Методика", "Смотрит"
SYNTHETIC = "Синтетические данные: школы и результаты вымышлены, чтобы показать работу системы."
BASIS = g.unbroken("Основание: распоряжение Комитета по образованию от 30.06.2020 № 1307-р")
NOTICE = "О данных"
CHOICES = "Выбор года, методики и роли"


def publication(value: Publication) -> str:
    """«Публикация 7 от 12.09.2025: 599 школ, 148 214 результатов»."""
    results = g.counted(value.results, "результат", "результата", "результатов")
    return f"Публикация {value.id} от {g.day(value.created_at.date())}: {g.schools(value.schools)}, {results}"


def sources(value: Publication) -> str:
    """What the publication was made from."""
    return f"Источники: {'; '.join(value.sources)}" if value.sources else ""
