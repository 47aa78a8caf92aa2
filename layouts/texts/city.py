"""Words of the city page."""

from collections.abc import Sequence
from itertools import pairwise

from layouts.texts import grammar as g
from layouts.texts import trend
from monitoring.districts import by_code
from monitoring.reports.publication import Method, Publication, Selection
from monitoring.reports.territory import CityReport, DistrictRow, ListedYear

TITLE = "Город"
METHOD_LINK = "методика и источники"
NO_LISTING = "Список не составлен: нет данных, к которым применимо правило"
LISTED, ENTERED, LEFT, PARTNER, PLAN = (
    "Требуют помощи",
    "Вошли в список",
    "Вышли из списка",
    "С партнёром",
    "План выполнен",
)
DISTRICTS = "Районы"
DISTRICTS_NOTE = "По алфавиту."
SORT_HINT = " Нажмите на заголовок столбца, чтобы упорядочить."
SCHOOLS = "Школ"
MAP_CAPTION = "Карта районов города со школами из списка и их партнёрами. То же словами и числами — в таблице «Районы»."
TREND_EMPTY_TITLE = "Список по годам"
TREND_TWIN = "Таблица: список по годам"
TREND_NOTE = "Школы в списке: кто остался, вернулся и вошёл; под чертой — кто вышел после предыдущего списка."
NO_TREND = "Список не составлялся ни за один год: нет результатов, к которым применимо правило."

SOURCES_IN_LINE = 3


def headline(item: ListedYear | None, former: ListedYear | None) -> str:
    """The finding: how many schools need targeted help and how that changed."""
    if item is None or item.listed is None:
        return NO_LISTING
    if item.listed == 0:
        text = "Адресной помощи не требует ни одна школа"
    else:
        verb = g.plural(item.listed, "требует", "требуют", "требуют")
        text = f"Адресной помощи {verb} {g.schools(item.listed)}"
    return text + change(item, former)


def change(item: ListedYear, former: ListedYear | None) -> str:
    """«, на 6 меньше, чем год назад», or nothing where there is no former listing."""
    if former is None or former.listed is None or item.listed is None:
        return ""
    when = g.former(item.year, former.year)
    difference = item.listed - former.listed
    if difference == 0:
        return f", столько же, сколько {when}"
    return f", на {g.number(abs(difference))} {'больше' if difference > 0 else 'меньше'}, чем {when}"


def lead(report: CityReport, method: Method, year: int) -> str:
    """Districts, schools, the year and the rule."""
    schools = sum(row.schools for row in report.districts)
    scope = f"{g.districts(len(report.districts))}, {g.schools(schools)}, {g.year(year)} учебный год"
    return f"{scope}. Правило «{method.title}»: {g.unbroken(method.rule)}"


def assessed_note(item: ListedYear) -> str:
    """«оценено 599 школ из 612»."""
    if item.assessed == item.schools:
        return f"оценены все {g.schools(item.schools)}"
    return f"оценено {g.number(item.assessed)} из {g.of_schools(item.schools)}"


def former_value(value: int | None, year: int, former: ListedYear | None) -> str:
    """«год назад 9»."""
    if former is None or value is None:
        return "сравнить не с чем" if former is None else ""
    return f"{g.former(year, former.year)} {g.number(value)}"


def without_partner(count: int) -> str:
    """«5 школ без партнёра», «все с партнёром»."""
    return f"{g.schools(count)} без партнёра" if count else "без партнёра нет ни одной"


def map_finding(rows: Sequence[DistrictRow], listed: int) -> str:
    """Where most of the listed schools are: the district, or two with nearly equal counts."""
    found = sorted((row for row in rows if row.listed), key=lambda row: (-row.listed, row.name))
    if not found or not listed:
        return "Школы на карте города"
    first = found[0]
    if len(found) > 1 and found[1].listed >= max(2, first.listed - 1):
        equal = [row for row in found if row.listed == first.listed]
        if len(equal) > 2:
            return f"Больше всего школ в списке, по {g.number(first.listed)}, — {g.in_districts(len(equal))}"
        second = found[1]
        names = f"{by_code()[first.code].prepositional} и {by_code()[second.code].prepositional}"
        counts = (
            f"по {g.number(first.listed)}"
            if first.listed == second.listed
            else f"{g.number(first.listed)} и {g.number(second.listed)}"
        )
        return f"Больше всего школ в списке в {names} районах: {counts}"
    return f"Больше всего школ в списке в {by_code()[first.code].prepositional} районе: {g.number(first.listed)}"


def trend_finding(series: Sequence[ListedYear]) -> str:
    """How the list has moved: «Список сокращается четвёртый год», or first and last value."""
    known = [item for item in series if item.listed is not None]
    if not known:
        return "Список по годам"
    if len(known) == 1:
        return f"В списке {g.schools(known[0].listed or 0)}, сравнить пока не с чем"
    steps = [(b.listed or 0) - (a.listed or 0) for a, b in pairwise(known)]
    sign = (steps[-1] > 0) - (steps[-1] < 0)
    lasting = 0
    for step in reversed(steps):
        if (step > 0) - (step < 0) != sign:
            break
        lasting += 1
    if sign == 0:
        return f"Список не изменился: {g.schools(known[-1].listed or 0)}"
    verb = "растёт" if sign > 0 else "сокращается"
    if lasting < 2:
        move = "вырос" if sign > 0 else "сократился"
        return f"Список {move}: было {g.number(known[-2].listed or 0)}, стало {g.number(known[-1].listed or 0)}"
    return f"Список {verb} {ordinal(lasting)} год подряд"


def ordinal(value: int) -> str:
    """«второй», «третий» … as far as a series of years goes; later «12-й»."""
    words = ("первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый")
    return words[value - 1] if 0 < value <= len(words) else f"{value}-й"


def gaps(series: Sequence[ListedYear]) -> str:
    """A sentence for each year without a list, empty when there is none."""
    return "; ".join(trend.gap_sentence(item) for item in series if item.gap)


def since(years: Sequence[int]) -> str:
    """Heading of the column of sparklines: «С 2018/19»."""
    return f"С {g.year(years[0])}" if years else "По годам"


def placed_note(placed: int, schools: int) -> str:
    """How many schools stand on the map."""
    if placed >= schools:
        return "все на карте"
    return f"на карте {g.number(placed)}, у остальных нет координат"


def source(publication: Publication, selection: Selection) -> str:
    """Sources, the publication, its date. More sources than a line holds stand in the footer of the page."""
    if len(publication.sources) > SOURCES_IN_LINE:
        named = f"файлы {len(publication.sources)} видов, перечень внизу страницы"
    else:
        named = "; ".join(publication.sources) or "не указан"
    return f"Источник: {named} · {selection_words(selection)} · {publication_name(publication)}"


def selection_words(selection: Selection) -> str:
    """«2024/25, методика «Два года»»."""
    return f"{g.year(selection.year)}, методика «{selection.method.title}»"


def publication_name(publication: Publication) -> str:
    """«публикация 7 от 12.09.2025»."""
    return f"публикация {publication.id} от {g.day(publication.created_at.date())}"
