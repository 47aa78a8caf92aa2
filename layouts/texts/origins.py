"""Words of the page «Откуда эти цифры»."""

from layouts.texts import grammar as g
from layouts.texts.actors import actor
from layouts.texts.data import moment
from monitoring.districts import CITY, by_code
from monitoring.reports.origins import Origin, SchoolOrigins, SourceSheet, TerritoryOrigins
from monitoring.reports.school import SchoolCard

TITLE = "Откуда эти цифры"
LINK = "откуда"
HEADS = ("Данные", "Учебный год", "Цифра", "Файл", "Лист", "Строка", "Загружен")
ALL = "Показать все цифры школы"
SHEETS, ROWS = "Файлы и листы", "Строки школ"
SHEET_HEADS = ("Данные", "Школ", "Участников", "Файл", "Лист", "Строки", "Загружен")
ROW_HEADS, OWN_SHEET_HEADS = ("Школа", "Цифра", "Строка"), ("Файл", "Лист")
NUMBERS = frozenset({"Школ", "Участников", "Строки", "Строка"})
ALL_OF_TERRITORY = "Показать все файлы года"
CHOOSE = "Строки отдельных школ — у каждой работы: выберите её в столбце «Данные»."
EMPTY = "О школе в этой публикации нет ни одной загруженной строки."
EMPTY_FILTER = "Такой цифры в этой публикации нет."
NOTE = (
    "Строка — как её показывает табличный редактор. Если об одной работе есть несколько файлов, страницы берут долю из "
    "более полного, а чего в нём нет — из другого."
)
NOT_KEPT = "лист не записан"
NOT_KEPT_NOTE = "«Лист не записан» — файл загружен до того, как система стала хранить листы."
TEXT_FILE = "текст, без листов"
CONFIRMED = "через карантин"
FETCH = "скачать файл"
_FORMS = {
    "marks": "отметки",
    "bands": "группы баллов",
    "means": "средние баллы",
    "comparison": "отметки и журнал",
    "distribution": "распределение баллов",
    "context": "социальный паспорт",
}


def headline(card: SchoolCard) -> str:
    """The page's finding."""
    return g.unbroken(f"{card.name}: откуда эти цифры")


def territory_headline(code: str) -> str:
    """The finding of the page of a district or the city."""
    name = "Санкт-Петербург" if code == CITY else by_code()[code].title
    return f"{name}: откуда эти цифры"


def empty_year(year: int) -> str:
    """Nothing was brought in for the year."""
    return f"За {g.year(year)} учебный год в этой публикации нет ни одной загруженной строки."


def lead(found: SchoolOrigins | TerritoryOrigins) -> str:
    """Which publication holds the figures, by whom and when it was made."""
    by = f", {actor(found.published_by)}" if found.published_by else ""
    return f"Публикация {found.publication_id} от {moment(found.published_at)}{by}."


def form(item: Origin | SourceSheet) -> str:
    """What kind of figures a row gave."""
    return _FORMS[item.form]


def figures(item: Origin) -> str:
    """The figures of the row that pages show, a dash where they show others."""
    parts = []
    if item.low_share is not None:
        parts.append(f"доля низких {g.percent(item.low_share, 1)}")
    if item.mean_score is not None:
        parts.append(f"средний балл {g.number(item.mean_score, 1)}")
    if item.participants is not None:
        parts.append(f"n = {g.number(item.participants)}")
    return g.unbroken(", ".join(parts)) or g.NO_VALUE


def sheet(item: Origin | SourceSheet) -> str:
    """The sheet; said where it was not kept, or where there is none."""
    if item.sheet is None:
        return NOT_KEPT
    return item.sheet or TEXT_FILE


def sheet_named(item: Origin) -> str:
    """The sheet within a sentence."""
    return f"лист «{item.sheet}»" if item.sheet else sheet(item)


def rows_of(item: Origin, count: int) -> str:
    """«Отметки, 54 строки»."""
    return f"{g.capital(form(item))}, {g.counted(count, 'строка', 'строки', 'строк')}"


def imported(item: Origin | SourceSheet) -> str:
    """When, by whom and as which batch."""
    return f"{moment(item.imported_at)}, {actor(item.by)}, партия {item.batch_id}"


def rows(item: SourceSheet) -> str:
    """«2–61», one number where there is one row."""
    return g.number(item.first) if item.first == item.last else f"{g.number(item.first)}–{g.number(item.last)}"


def filtered(name: str) -> str:
    """Of which assessment alone rows are shown."""
    return f"Показано только: {name}."
