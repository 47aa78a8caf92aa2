"""The catalogue of sentences: words for every fact of ``monitoring.narrative`` and ``monitoring.first_looks``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layouts.texts import confidence, heat, masking
from layouts.texts import grammar as g
from monitoring.districts import by_code
from monitoring.narrative import Fact
from monitoring.reports.territory import HeatColumn

FIRST = "На что посмотреть сначала"
FIRST_NOTE = (
    "Не больше трёх, в постоянном порядке: от вошедших и вышедших к росту, срокам и партнёрам (принят по умолчанию)."
)
NOTHING_FIRST = "Ничего, что требовало бы внимания, данные этого года не показывают."
NOTHING_KNOWN = "За этот год нет данных, по которым можно что-то выделить."


@dataclass(frozen=True, slots=True)
class Said:
    """A fact in words: text before, inside and after the link, a small note with its figures.

    ``where``: what the link leads to: ``school``, ``district``, ``partnerships``, or a part of the page (``plan``,
    ``changes``, ``listed``, ``list``, ``series``).
    """

    text: tuple[str, str, str]
    where: str
    note: str = ""


def said(fact: Fact) -> Said:
    """One thing to look at. ``KeyError`` for a fact without words."""
    return _LOOKS[fact.code](fact)


def story(facts: Sequence[Fact]) -> list[str]:
    """How the list came about, in sentences; the first two facts make one."""
    clauses = {fact.code: _STORY[fact.code](fact) for fact in facts}
    sentences = ["; ".join(clauses.pop(code) for code in ("list-moved", "left-fell") if code in clauses)]
    sentences += list(clauses.values())
    return [f"{g.capital(text)}." for text in sentences if text]


def compared_with(since: int, earlier: int) -> str:
    """«к 2023/24»; «к среднему трёх прежних лет (с 2021/22)»."""
    if earlier < 2:
        return f"к{g.NBSP}{g.year(since)}"
    return f"к среднему {'двух' if earlier == 2 else 'трёх'} прежних лет (с{g.NBSP}{g.year(since)})"


def points(value: float, low: float, high: float) -> str:
    """«+12,8 п.п. (6,1…19,5)»."""
    return f"{g.signed(value, 1)}{g.NBSP}п.п. ({g.change(low, high)})"


def _of(n: int | None) -> str:
    return "" if n is None else f", n{g.NBSP}={g.NBSP}{g.number(n)}"


def _list_moved(fact: Fact) -> str:
    count = fact.count or 0
    text = f"в списке {g.schools(count)}" if count else "в списке нет ни одной школы"
    if fact.value is None or fact.since is None:
        return f"{text}, сравнить пока не с чем"
    change = round(fact.value)
    if not change:
        return f"{text}, столько же, сколько в{g.NBSP}{g.year(fact.since)}"
    return (
        f"{text}, на {g.number(abs(change))} {'больше' if change > 0 else 'меньше'}, чем в{g.NBSP}{g.year(fact.since)}"
    )


def _left_fell(fact: Fact) -> str:
    count, total = fact.count or 0, fact.total or 0
    verb = "статистически различимо" if count else "статистически не различимо"
    what = f"снижение доли «2» {verb}"
    of = f"из{g.NBSP}{g.counted(total, 'выбывшей', 'выбывших', 'выбывших')}"
    if total == 1:
        return f"у единственной выбывшей {what}{_office(fact)}"
    if count == total:
        return f"у всех выбывших ({g.number(total)}) {what}{_office(fact)}"
    told = f"у{g.NBSP}{g.number(count)} {of} {what}" if count else f"ни у одной {of} {what}"
    return told + _office(fact)


def _years_on_list(fact: Fact) -> str:
    once, twice, more = fact.counts
    return f"в списке первый год — {g.number(once)}, второй — {g.number(twice)}, третий и больше — {g.number(more)}"


def _schools_changed(fact: Fact) -> str:
    fell, grew = fact.counts
    return (
        f"по всем процедурам правила вместе доля низких различимо снизилась {g.in_schools(fell)}, "
        f"выросла {g.in_schools(grew)} из{g.NBSP}{g.number(fact.total or 0)}{_office(fact)}"
    )


def _changed_hidden(fact: Fact) -> str:
    return masking.FLOW_HIDDEN


def _office(fact: Fact) -> str:
    return f" ({masking.FOR_OFFICE}: школ мало)" if fact.reason else ""


_STORY: dict[str, Callable[[Fact], str]] = {
    "list-moved": _list_moved,
    "left-fell": _left_fell,
    "years-on-list": _years_on_list,
    "schools-changed": _schools_changed,
    "changed-hidden": _changed_hidden,
}


def _more(count: int | None) -> str:
    others = (count or 1) - 1
    return f" и ещё {g.schools(others)}." if others else "."


def _probability(fact: Fact) -> str:
    return f"вероятность соответствия правилу {confidence.percent(fact.value or 0)}, {g.year(fact.year)}"


def _entered_surely(fact: Fact) -> Said:
    verb = "Вошла" if (fact.count or 1) == 1 else "Вошли"
    return Said((f"{verb} в список уверенно: ", _name(fact), _more(fact.count)), "school", _probability(fact))


def _left_with_signs(fact: Fact) -> Said:
    note = f"{g.year(fact.year)}; признаки — повод проверить, а не вывод"
    verb = "Вышла" if (fact.count or 1) == 1 else "Вышли"
    text = (f"{verb} из списка, но результаты стоит проверить: ", _name(fact), _more(fact.count))
    return Said(text, "school", note)


def _may_leave(fact: Fact) -> Said:
    text = ("Место в списке может быть случайным: ", _name(fact), _more(fact.count))
    return Said(text, "school", _probability(fact))


def _changed(fact: Fact) -> Said:
    grew = fact.code == "grew"
    figures = points(fact.value or 0, fact.low or 0, fact.high or 0)
    note = f"{figures} {compared_with(fact.since or 0, fact.earlier or 1)}{_of(fact.n)}, {g.year(fact.year)}"
    verb = "выросла" if grew else "снизилась"
    if fact.series is not None:
        what = g.capital(heat.by_subject(HeatColumn(*fact.series)))
        return Said((f"{what} доля низких ", f"различимо {verb}", "."), "series", note)
    return Said((f"Доля низких различимо {verb}: ", _name(fact), _more(fact.count)), "school", note)


def _list_grew(fact: Fact) -> Said:
    more = g.counted(round(fact.value or 0), "школу", "школы", "школ")
    since = f"по сравнению с{g.NBSP}{g.year(fact.since or 0)}"
    now = fact.count or 0
    note = f"было {g.number(now - round(fact.value or 0))}, стало {g.number(now)}, {g.year(fact.year)}"
    if fact.district is None:
        return Said(("Список района ", f"вырос на {more}", f" {since}."), "list", note)
    return Said(
        ("В ", f"{by_code()[fact.district].prepositional} районе", f" список вырос на {more} {since}."),
        "district",
        note,
    )


def _overdue(fact: Fact) -> Said:
    note = f"срок {g.day(fact.due)}"
    if fact.total == 1:
        return Said((f"Пункт {fact.item} плана ", "не выполнен в срок", "."), "plan", note)
    verb = g.plural(fact.count or 0, "просрочил", "просрочили", "просрочили")
    text = (f"Пункт {fact.item} плана {verb} ", f"{g.districts(fact.count or 0)} из {g.number(fact.total or 0)}", ".")
    return Said(text, "plan", note)


def _without_partner(fact: Fact) -> Said:
    if fact.school is not None:
        return Said(("Школа в списке, а действующего ", "партнёра", " у неё нет."), "partnerships", g.year(fact.year))
    count, total = fact.count or 0, fact.total or 0
    verb = g.plural(count, "остаётся", "остаются", "остаются")
    text = (f"{g.schools(count)} из {g.number(total)} в списке {verb} ", "без школы-партнёра", ".")
    return Said(text, "partnerships", f"{g.year(fact.year)}, реестр партнёрств")


def _above_city(fact: Fact) -> Said:
    what = g.capital(heat.by_subject(HeatColumn(*(fact.series or ("vpr", "all", 0)))))
    note = f"{points(fact.value or 0, fact.low or 0, fact.high or 0)} к городу{_of(fact.n)}, {g.year(fact.year)}"
    return Said((f"{what} доля низких ", "различимо выше городской", "."), "changes", note)


def _longest_list(fact: Fact) -> Said:
    count, total = fact.count or 0, fact.total or 0
    share = f"{g.percent(100 * count / total, 1)} из {g.of_schools(total)}, " if total else ""
    name = by_code()[fact.district or ""].prepositional
    return Said(("В ", f"{name} районе", f" {g.schools(count)} в списке."), "district", f"{share}{g.year(fact.year)}")


def _name(fact: Fact) -> str:
    return g.unbroken(fact.school[1]) if fact.school else ""


_LOOKS: dict[str, Callable[[Fact], Said]] = {
    "entered-surely": _entered_surely,
    "left-with-signs": _left_with_signs,
    "grew": _changed,
    "list-grew": _list_grew,
    "overdue": _overdue,
    "without-partner": _without_partner,
    "above-city": _above_city,
    "may-leave": _may_leave,
    "longest-list": _longest_list,
    "fell": _changed,
}
