"""Words of briefings («Справка»): head, parts, notes, buttons, refusals."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from layouts.texts import grammar as g
from layouts.texts import heat as heat_words
from layouts.texts import maps as map_words
from layouts.texts import method as method_words
from layouts.texts import rules
from monitoring.districts import by_code
from monitoring.procedures import assessment_name
from monitoring.reports.briefing import Version
from monitoring.reports.publication import Method, Selection
from monitoring.reports.school import Partnership, SchoolCard
from monitoring.reports.territory import ListedYear
from monitoring.years import NO_SPRING_VPR

KIND = "Справка"
PLACE = "Санкт-Петербург"
CITY_NAME = "Санкт-Петербург"
SYSTEM = "Система мониторинга «Траектория»"
FORMATS = (
    ("pdf", "для печати"),
    ("pptx", "презентация, в которой правятся диаграммы и карта"),
    ("docx", "документ, чтобы править и вставлять"),
    ("xlsx", "таблицы и данные рисунков, чтобы считать"),
    ("html", "одним файлом, чтобы читать в браузере и на телефоне"),
)
"""Extensions of the files that a page leads to, each with what it is for."""

MAP, TREND, RESULTS, SCHOOLS, NEAR, PARTNERSHIPS, PLAN, METHOD, SOURCES = (
    "Карта и районы",
    "Список по годам",
    "Низкие результаты по процедурам",
    "Школы списка и основания",
    "Зона риска",
    "Партнёрства",
    "Выполнение плана",
    "Методика",
    "Источники и примечания",
)
DISTRICT_MAP, AGAINST_CITY = "Школы на карте", "Район и город"
WHY, TRAJECTORY, CHANGE, MARKS, SIMILAR, PARTNERS, CASE, SIGNS, CONDITIONS, UNKNOWN = (
    "Место в списке",
    "Результаты по годам",
    "Изменение результатов",
    "Отметки рядом с районом и городом",
    "Школа среди похожих",
    "Партнёры",
    "Сопровождение",
    "Объективность результатов",
    "Условия работы школы",
    "Что неизвестно",
)
FIRST = "Главное"
NUMBER, SCHOOL, DISTRICT, STATUS, REASON, SURE, YEARS, PARTNER = (
    "№", "Школа", "Район", "Статус", "Почему", "Уверенность", "Лет в списке", "Партнёр",
)  # fmt: skip
WHAT, HOW = "Что", "Как"
YEAR_HEAD = "Учебный год"
SOURCES_BELOW = "Источники — в конце справки"
NO_SOURCES = "Источник не указан"
SOURCES_TITLE = "Загруженные файлы"
NOTES_TITLE = "Как читать цифры"
NO_MAP_SCHOOLS = "Школ с координатами нет: на карте только границы районов."
CLOSED_SCHOOLS = "Школы списка поимённо видят Комитет по образованию, район школы и сама школа."
NOBODY = "В списке этого года нет ни одной школы."
NO_LISTING = "Список за этот год не составлен: нет данных, к которым применимо правило."
SCHOOLS_SCOPE = {
    "all": "",
    "district": "Показаны школы района, для которого составлена справка: остальные поимённо ему не открыты.",
    "school": "Показана только сама школа: остальные поимённо ей не открыты.",
    "none": "",
}
"""Whose schools the table of the city names, by ``CityReport.scope``."""
NO_PARTNERSHIPS = "Действующих партнёрств, открытых составителю справки, в этом учебном году нет."
LIST_TITLE = "Школы списка по годам: кто остался, вернулся, вошёл и вышел"
HEAT_TITLE = "Доля низких результатов по районам и процедурам, %"
HEAT_OF_DISTRICT = "Доля низких результатов района и города по процедурам, %"
CHANGES_TITLE = "Изменение доли низких результатов по процедурам"
RESULTS_TITLE = "Доля низких результатов школы по процедурам правила, %"
RESULTS_NOTE = "Под долей — её 95-процентный интервал и число участников n."
MARKS_TITLE = "Отметки школы, района и города, % участников"
PLAN_TITLE = "Пункты плана мероприятий"
LIST_ALT = "Столбцы по годам: сколько школ остались в списке, вернулись, вошли; под чертой — сколько вышли."
SYNTHETIC_MARK = "СИНТЕТИЧЕСКИЕ ДАННЫЕ"
FIGURE_WORD, TABLE_WORD = "Рисунок", "Таблица"
PAGE_OF = ("Страница", "из")
QR_NOTE = "Страница системы, на которой стоят эти данные."
LINK_NOTE = "Адрес страницы с этими данными"
CODE = "Код проверки"
OPEN_PAGE = "Эта справка в системе"

DENIED = "Справка не составлена: результаты этой школы открыты Комитету, аналитику, её району и ей самой."
SIGN_IN = "Справка не составлена: войдите в систему."
NOT_FOUND = "Справка не составлена: такого района или такой школы в данных нет."
NOTHING_PUBLISHED = "Справка не составлена: данные ещё не опубликованы."
NO_YEAR = "Справка не составлена: за этот год данных нет."
NO_FORMAT = "Справка не составлена: такого вида файла нет. Есть:"
NO_VERSION = "Справка не составлена: публикации с таким номером нет."
NO_METHOD = "Справка не составлена: такой методики нет."


def years_listed(count: int) -> str:
    """«4 года в списке»."""
    return f"{g.counted(count, 'год', 'года', 'лет')} в списке"


def map_title(layer: str, selection: Selection, *, listed: bool) -> str:
    """What the map of the city shows; without a list (``listed``) every school."""
    marked = "школы списка и их партнёры" if listed else "школы"
    return f"{g.capital(layer)} по районам, {marked}, {g.year(selection.year)}"


def district_map_title(selection: Selection) -> str:
    """What the map of a district shows."""
    return f"Школы района: список {g.year(selection.year)}, партнёры и другие школы"


def city_subject(selection: Selection) -> str:
    """The title to the text: what the briefing is about."""
    return f"О школах Санкт-Петербурга, которым требуется адресная помощь, {g.year(selection.year)} учебный год"


def district_subject(code: str, selection: Selection) -> str:
    """The same of a district."""
    name = by_code()[code].genitive
    return (
        f"О школах {name} района Санкт-Петербурга, которым требуется адресная помощь, {g.year(selection.year)} "
        "учебный год"
    )


def school_subject(card: SchoolCard, selection: Selection) -> str:
    """The same of a school."""
    return f"О результатах и сопровождении школы: {card.name}, {g.year(selection.year)} учебный год"


def permalink(path: str, selection: Selection, publication: int) -> str:
    """Path and query of the page as this publication shows it."""
    query = {"year": selection.year, "method": selection.method.code, "version": publication}
    return f"{path}?{urlencode(query)}"


def code_line(version: Version) -> str:
    """«Код проверки: ABCD-…. Проверить справку: https://…/verify»; «» for a briefing without a code."""
    if not version.code:
        return ""
    host = version.link.removesuffix(version.address) if version.link else ""
    return f"{CODE}: {version.code}. Проверить справку: {host}/verify"


def open_to(whom: str) -> str:
    """By whose rights the briefing was made."""
    if not whom:
        return ""
    return (
        f"Составлено по данным, которые открыты получателю: {whom}. Передавать справку тем, кому эти данные не "
        "открыты, не следует."
    )


def file_name(name: str, year: int, extension: str, number: int | None = None) -> str:
    """«Справка_Невский_район_2025.pdf»: letters, digits and signs that any file system takes.

    ``number``: of a school that shares its name with another one.
    """
    plain = "".join(sign if sign.isalnum() or sign == "-" else "_" for sign in name)
    while "__" in plain:
        plain = plain.replace("__", "_")
    school = "" if number is None else f"_школа-{number}"
    return f"{KIND}_{plain.strip('_')[:80]}{school}_{year}.{extension}"


def map_alt(values: Sequence[tuple[str, str]], layer: str) -> str:
    """The map of the city for who cannot see it: districts with their numbers."""
    told = "; ".join(f"{name} — {number}" for name, number in values if number not in {"", g.NO_VALUE})
    return f"Карта 18 районов, цвет — {layer}. {f'Цифры на карте: {told}.' if told else ''}".strip()


def district_map_alt(code: str, listed: int, left: int) -> str:
    """The map of a district."""
    where = by_code()[code].genitive
    return f"Карта школ {where} района: в списке {g.schools(listed)}, вышли из списка {g.schools(left)}."


def map_numbers(shown: bool) -> str:
    """What the numbers on the map of a district are."""
    return "Цифра у знака — номер школы в таблице «Школы списка и основания»." if shown else ""


def share_alt(key: tuple[str, str, int], name: str, now: str, city: str) -> str:
    """The trend of a district against the city."""
    last = f" Последний год: {name} — {now}, город — {city}." if now and city else ""
    return f"Доля низких результатов по годам, {assessment_name(*key)}: {name} и город.{last}"


def trajectory_alt(key: tuple[str, str, int], values: Sequence[tuple[int, float | None]]) -> str:
    """The results of a school by year."""
    told = "; ".join(f"{g.year(year)} — {g.percent(value, 1)}" for year, value in values if value is not None)
    return f"Доля низких результатов школы по годам, {assessment_name(*key)}: {told}."


def listed_of(series: ListedYear) -> str:
    """«из 605 оценённых»."""
    return f"{g.percent(100 * (series.listed or 0) / series.assessed, 1)} оценённых" if series.assessed else ""


def partnerships_finding(items: Sequence[Partnership], year: int) -> str:
    """How many there are in the year, and in how many nothing has been done together."""
    if not items:
        return ""
    idle = sum(1 for item in items if not item.activities)
    verb = g.plural(len(items), "действует", "действуют", "действуют")
    count = g.counted(len(items), "партнёрство", "партнёрства", "партнёрств")
    tail = f"; без совместных мероприятий — {g.number(idle)}" if idle else "; мероприятия есть у всех"
    return f"В {g.year(year + 1)} учебном году {verb} {count}{tail}"


def heat_note(year: int, *, several: bool) -> str:
    """What the cells of the heat map are; ``several`` districts have an order."""
    order = f" {heat_words.TERRITORY}ы по алфавиту, город — последней строкой." if several else ""
    return (
        f"Доля участников с отметкой «2» (ЕГЭ — ниже минимального балла), %, {g.year(year)}. Чем темнее клетка, тем "
        f"больше доля.{order}"
    )


def records(day: date) -> str:
    """The source of a table of records: they have no publication, they have a day."""
    return f"Источник: записи в «Траектории» на {g.day(day)}"


def map_note(scope: str, unplaced: int) -> str:
    """What the map leaves out."""
    notes = [map_words.SCOPE.get(scope, ""), map_words.unplaced(unplaced) if unplaced else ""]
    return " ".join(note for note in notes if note)


def method_rows(method: Method) -> tuple[tuple[str, str], ...]:
    """The rule with its bounds and its source."""
    confirmed = method_words.CONFIRMED if method.confirmed else rules.unconfirmed(method)
    return (
        (method_words.RULE, f"«{method.title}» (версия {method.version}): {method.rule}"),
        (method_words.THRESHOLD, method_words.threshold(method)),
        (method_words.PROCEDURES_USED, method_words.procedures(method.series) or g.NO_VALUE),
        (method_words.MINIMUM, g.number(method.min_participants)),
        (method_words.SOURCE, method.source),
        (method_words.STATUS, confirmed),
        (method_words.YEARS, method_words.years(method)),
        *rules.facts(method),
    )


def notes(years: Sequence[int]) -> tuple[str, ...]:
    """How figures are to be read: notes of the page of methods that a briefing needs; 2020 only where it is shown."""
    spanned = bool(years) and min(years) <= NO_SPRING_VPR <= max(years)
    left_out = {"Средний балл"} if spanned else {"Средний балл", "Весна 2020 года"}
    return tuple(f"{name}. {text}" for name, text in method_words.NOTES if name not in left_out)
