"""Words of a briefing as a workbook: names of sheets, headings that paper does not need."""

from collections.abc import Collection, Sequence

from layouts.texts import grammar as g
from monitoring.procedures import assessment_short
from monitoring.reports.briefing import ListTrend, ShareTrend, Trajectory

FIRST, LAST = "Справка", "Источники"
KEY_FIGURES, PARTS, SHEETS, DETAILS = "Ключевые цифры", "Выводы по разделам", "Листы", "Сведения о справке"
FIGURE_COLUMNS = ("Показатель", "Значение", "Рядом", "Пояснение")
PART_COLUMNS = ("Раздел", "Вывод")
SHEET_COLUMNS = ("Лист", "Что на нём")
EXPLAINED = "пояснение"
PUBLICATION, PUBLISHED, YEAR, METHOD, DATA = "Публикация, №", "Опубликовано", "Учебный год", "Методика (код)", "Данные"
DAY = "Дата справки"
BASIS, OPEN_TO = "Основание", "Кому открыто"
DATA_OF = "данные рисунка"
DISTRICTS, SCHOOLS, PAIRS = "районы", "школы", "пары"
CODE, CLASS, ON_MAP, SIGN, LON, LAT = "Код района", "Класс цвета", "Цифра на карте", "Знак", "Долгота", "Широта"
THRESHOLD, LOW, HIGH = "Порог, %", "Интервал от, %", "Интервал до, %"
DRAWN, MAIN, BESIDE = "Линия", "основная", "рядом, тонкая"
NAMES = {
    "list-by-year": "Список по годам",
    "districts": "Районы",
    "heat": "Процедуры по районам",
    "changes": "Изменение результатов",
    "schools": "Школы списка",
    "near": "Зона риска",
    "partnerships": "Партнёрства",
    "plan": "План мероприятий",
    "method": "Методика",
    "trends": "Район и город",
    "membership": "Место в списке",
    "evidence": "Почему в списке",
    "results": "Результаты по годам",
    "means": "Средние баллы",
    "marks": "Отметки",
    "similar": "Похожие школы",
    "partners": "Партнёры",
    "measures": "Меры и решения",
    "recommendations": "Рекомендации",
    "map-districts": "Карта — районы",
    "map-schools": "Карта — школы",
    "map-pairs": "Карта — партнёрства",
}
"""Sheets by the codes of their tables; a further table is named by its title."""
LONGEST = 31
_FORBIDDEN = dict.fromkeys(map(ord, r"[]:*?/\\"), " ")


def sheet_name(code: str, title: str, taken: Collection[str]) -> str:
    """A name that Excel takes, of the words of the title where the code has none; unlike those ``taken``."""
    stem, _, number = code.rpartition("-")
    named = NAMES.get(code) or (f"{NAMES[stem]} {number}" if stem in NAMES and number.isdigit() else "")
    plain = " ".join((named or title).translate(_FORBIDDEN).replace("\u00a0", " ").split()).strip("' .,")
    lower = {name.lower() for name in taken}
    name, count = _cut(plain, LONGEST) or SHEETS, 2
    while name.lower() in lower:
        name, count = f"{_cut(plain, LONGEST - len(str(count)) - 1)} {count}", count + 1
    return name


def _cut(text: str, length: int) -> str:
    """The text, or as many of its words as fit."""
    if len(text) <= length:
        return text
    whole = text[: length + 1].rsplit(" ", 1)[0]
    return (whole if len(whole) <= length else text[:length]).strip("' .,")


def line_sheet(data: ShareTrend | Trajectory | ListTrend) -> str:
    """«Динамика ВПР мат 5»."""
    if isinstance(data, ListTrend):
        return NAMES["list-by-year"]
    return f"Динамика {assessment_short(*data.key)}"


def on_sheets(names: Sequence[str]) -> str:
    """«На листе «Отметки»», for a section that has nothing to say but its tables."""
    listed = g.joined([f"«{name}»" for name in names])
    return f"На {'листе' if len(names) == 1 else 'листах'} {listed}."


def with_unit(name: str, unit: str) -> str:
    """The heading with its unit where it lacks one."""
    return name if unit in name else f"{name}, {unit}"
