"""Words of a district's page."""

from collections.abc import Sequence

from layouts.texts import city, masking, rules
from layouts.texts import grammar as g
from monitoring.districts import by_code
from monitoring.grounds import AnyGround
from monitoring.reports.publication import Method
from monitoring.reports.territory import DistrictReport, ListedYear, SchoolRow, TrendPoint

SWITCH = "Район"
CITY = "город"
BREAK = "ВПР и ОГЭ<br>не было"
LISTED_SCHOOLS = "Школы, требующие помощи, и вышедшие из списка"
LEFT_REASON = "правило больше не выполняется"
NO_PARTNER = "без партнёра"
CLOSED_NOTE = "По алфавиту."
ALL_NOTE = "По алфавиту. Доля низких — по процедурам методики вместе, взвешена по числу участников."
ALL_SCHOOLS = "Все школы района"
FILTER = "Найти школу"
FILTER_PLACEHOLDER = "номер, название, статус, предмет"
TREND_CHOICE = "Процедура"
TREND_EMPTY = "Долей низких результатов по району нет ни за один год."
NO_LISTING = "Список за этот год не составлен: нет данных, к которым применимо правило."
NOBODY_LISTED = "В этом году в районе нет ни школ в списке, ни школ, вышедших из него."
HEAT_TITLE = "Район и город по процедурам"
MEANS_TITLE = "Средний балл: район и город"
CLOSED = (
    "Результаты школ этого района видят Комитет по образованию и сам район. "
    "Вам доступны итоги района и общие сведения о школах."
)
CLOSED_STEP = "Если район ваш, выберите его в поле «Смотрит» или обратитесь к администратору системы."
MAP_CAPTION = "Карта школ района. То же словами — в таблице всех школ."
TREND_TWIN = "Таблица: район и город по годам"


def title(code: str) -> str:
    """The browser's title: «Невский район»."""
    return by_code()[code].title


def headline(report: DistrictReport, now: ListedYear | None, former: ListedYear | None) -> str:
    """The finding for the district."""
    where = f"В {by_code()[report.code].prepositional} районе"
    if now is None or now.listed is None:
        return f"{where} список не составлен: нет данных, к которым применимо правило"
    if now.listed == 0:
        text = f"{where} адресной помощи не требует ни одна школа"
    else:
        verb = g.plural(now.listed, "требует", "требуют", "требуют")
        text = f"{where} адресной помощи {verb} {g.schools(now.listed)}"
    return text + city.change(now, former)


def lead(report: DistrictReport, method: Method, year: int) -> str:
    """Schools, the year and the rule."""
    rule = f"Правило «{method.title}»: {g.unbroken(method.rule)}"
    return f"{g.schools(len(report.schools))}, {g.year(year)} учебный год. {rule}"


def map_finding(report: DistrictReport, now: ListedYear | None) -> str:
    """What the map shows."""
    if not report.open or now is None or not now.listed:
        return "Школы района на карте"
    alone = now.listed - (now.with_partner or 0)
    if now.with_partner is None or alone == 0:
        return "Школы района на карте: у всех школ списка есть партнёр"
    return f"Школы района на карте: {g.schools(alone)} из списка без партнёра"


def listed_finding(rows: Sequence[SchoolRow]) -> str:
    """How many are in the list and how many have left it."""
    left = sum(1 for row in rows if row.status == "left")
    listed = len(rows) - left
    parts = []
    if listed:
        alone = sum(1 for row in rows if row.status != "left" and not row.partners)
        parts.append(f"В списке {g.schools(listed)}" + (f", {g.number(alone)} без партнёра" if alone else ""))
    if left:
        verb = g.plural(left, "вышла", "вышли", "вышли")
        parts.append(f"{verb if listed else g.capital(verb)} из списка {g.schools(left)}")
    return "; ".join(parts)


def unplaced(rows: Sequence[SchoolRow]) -> str:
    """Schools without coordinates, empty when there are none."""
    count = sum(1 for row in rows if not row.placed)
    return f"Нет координат: {g.schools(count)} на карте не показано." if count else ""


def grounds_by_year(items: Sequence[AnyGround]) -> list[tuple[str, str]]:
    """Year (and the ground's letter) with the low results in it, the latest year first."""
    found: dict[tuple[str, int], list[str]] = {}
    for item in items:
        letter = item.rule if item.rule in {"A", "B"} else ""
        found.setdefault((letter, item.year), []).append(rules.ground(item))
    letters = {"A": "А, ", "B": "Б, ", "": ""}
    order = sorted(found, key=lambda key: (key[0], -key[1]))
    return [(f"{letters[letter]}{g.year(year)}", "; ".join(found[(letter, year)])) for letter, year in order]


def years_listed(count: int) -> str:
    """«3 года»."""
    return g.counted(count, "год", "года", "лет") if count else g.NO_VALUE


def trend_hover(name: str, point: TrendPoint) -> str:
    """Name, year, share, n."""
    n = f", n = {g.number(point.share.n)}" if point.share.n is not None else ""
    said = masking.why(point.share)
    note = f"<br>{said}" if said else ""
    return f"{name}, {g.year(point.year)}<br>{g.percent(point.share.value, 1)}{n}{note}"


def threshold_tick(value: float) -> str:
    """The threshold's name on the axis."""
    return f"<b>порог {g.percent(value)}</b>"


def trend_participants(own: Sequence[TrendPoint], other: Sequence[TrendPoint]) -> str:
    """«Участников (n): район — 3 533 в 2024/25 (меньше всего 3 201 в 2018/19); город — …»; «» where no n is known.

    Both in the order of years. On a picture nobody points at the marks that say it one by one.
    """
    parts = []
    for name, points in (("район", own), (CITY, other)):
        known = [point for point in points if point.share.n is not None]
        if not known:
            continue
        last, least = known[-1], min(known, key=lambda item: item.share.n or 0)
        said = f"{name} — {g.number(last.share.n)} в {g.year(last.year)}"
        if least is not last:
            said += f" (меньше всего {g.number(least.share.n)} в {g.year(least.year)})"
        parts.append(said)
    return f"Участников (n): {'; '.join(parts)}." if parts else ""


TREND_NOTE = "Доля участников с отметкой «2» или ниже минимума, %; район и город."
