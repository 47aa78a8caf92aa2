"""Words of the city page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from layouts.texts import grammar as g
from layouts.texts import trend
from monitoring.districts import by_code
from monitoring.reports.publication import Method, Publication, Selection
from monitoring.reports.territory import CityReport, DistrictRow, ListedYear, PlanItemProgress

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
FIRST = "На что посмотреть сначала"
FIRST_NOTE = "Отобрано по величине и по срокам."
NOTHING_FIRST = "Ничего, что требовало бы внимания, данные этого года не показывают."
NOTHING_KNOWN = "За этот год нет данных, по которым можно что-то выделить."
DISTRICTS = "Районы"
DISTRICTS_NOTE = "По алфавиту."
SORT_HINT = " Нажмите на заголовок столбца, чтобы упорядочить."
SCHOOLS = "Школ"
MAP_CAPTION = "Карта районов города со школами из списка и их партнёрами. То же словами и числами — в таблице «Районы»."
TREND_EMPTY_TITLE = "Список по годам"
TREND_TWIN = "Таблица: список по годам"
TREND_NOTE = "Число школ в списке; столбцы — сколько школ вошло в список и вышло из него за год."
NO_TREND = "Список не составлялся ни за один год: нет данных, к которым применимо правило."

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


@dataclass(frozen=True, slots=True)
class FirstLook:
    """One thing to look at first: text before, inside and after the link, where it leads, a small note."""

    text: tuple[str, str, str]
    district: str = ""
    path: str = ""
    note: str = ""


def first_looks(report: CityReport, now: ListedYear | None, former: ListedYear | None) -> list[FirstLook]:
    """Up to four: where the list is longest, where it grew, who has no partner, what is overdue."""
    found: list[FirstLook] = []
    rows = [row for row in report.districts if row.listed]
    if now is not None and rows:
        first = max(rows, key=lambda row: (row.listed, row.listed / row.assessed if row.assessed else 0))
        found.append(_largest(first, now.year))
        grown = [row for row in rows if (row.change or 0) > 1 and row is not first]
        if grown:
            found.append(_grown(max(grown, key=lambda row: row.change or 0), now.year, former))
        if now.with_partner is not None and now.listed and now.listed > now.with_partner:
            found.append(_partnerless(now.listed - now.with_partner))
    overdue = [item for item in report.plan if item.overdue]
    if overdue:
        found.append(_overdue(max(overdue, key=lambda item: (item.overdue, -item.number))))
    return found


def _largest(row: DistrictRow, year: int) -> FirstLook:
    share = f"{g.percent(100 * row.listed / row.assessed, 1)} из {g.of_schools(row.assessed)}, " if row.assessed else ""
    text = ("В ", f"{by_code()[row.code].prepositional} районе", f" {g.schools(row.listed)} в списке.")
    return FirstLook(text, district=row.code, note=f"{share}{g.year(year)}")


def _grown(row: DistrictRow, year: int, former: ListedYear | None) -> FirstLook:
    when = "за год" if former is None or former.year == year - 1 else f"с {g.year(former.year)}"
    more = g.counted(row.change or 0, "школу", "школы", "школ")
    text = ("В ", f"{by_code()[row.code].prepositional} районе", f" список {when} вырос на {more}.")
    return FirstLook(
        text, district=row.code, note=f"было {g.number(row.listed - (row.change or 0))}, стало {row.listed}"
    )


def _partnerless(count: int) -> FirstLook:
    verb = g.plural(count, "остаётся", "остаются", "остаются")
    text = (f"{g.schools(count)} из списка {verb} ", "без школы-партнёра", ".")
    return FirstLook(text, path="/partnerships", note="реестр партнёрств")


def _overdue(entry: PlanItemProgress) -> FirstLook:
    if entry.total == 1:
        text = (f"Пункт {entry.number} плана ", "не выполнен в срок", ".")
    else:
        verb = g.plural(entry.overdue, "просрочил", "просрочили", "просрочили")
        text = (f"Пункт {entry.number} плана {verb} ", g.districts(entry.overdue), ".")
    return FirstLook(text, note=f"срок {g.day(entry.due_on)}")


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
