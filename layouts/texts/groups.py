"""Words of groups of schools: their names, what they mean, why one is not known, why a school is in one."""

from collections.abc import Sequence

from layouts.texts import grammar as g
from layouts.texts import rules
from monitoring import confidence
from monitoring.groups import GROUPS, HIGH, LISTED, OTHER, RESILIENT, RISK, UNFAVOURABLE
from monitoring.reports.groups import GroupCounts
from monitoring.reports.publication import Method, Selection

TITLE = "Группы школ"
NONE = "Группы школ за этот год не посчитаны."
NONE_STEP = "Они считаются для лет, за которые по методике есть список; в прежних публикациях их ещё не было."
BY_DISTRICT = "Таблица: группы по районам"
DEFAULT = "Правила групп приняты по умолчанию. Школа может входить в несколько групп."
HEADS = ("Группа", "Школ", "Что значит")
DISTRICT_HEAD, CITY_ROW = "Район", "Город"
COLUMN = "Группы"
SCHOOL_TITLE = "Группы, в которые входит школа"
_NAMES = {
    LISTED: "ШНОР",
    RISK: "зона риска",
    UNFAVOURABLE: "ШНСУ",
    RESILIENT: "резильентная",
    HIGH: "высокие результаты",
    OTHER: "остальные",
}


def name(code: str) -> str:
    """«зона риска»."""
    return _NAMES[code]


def names(codes: Sequence[str] | None) -> str:
    """«ШНОР, ШНСУ»; a dash where nothing is known."""
    return g.NO_VALUE if codes is None else ", ".join(_NAMES[code] for code in codes)


def meaning(code: str) -> str:
    """Who is in the group."""
    return {
        LISTED: "школа с низкими результатами: в списке года по этой методике",
        RISK: (
            "не в списке, но вероятность, что школа на деле соответствует правилу, не ниже "
            f"{g.percent(100 * confidence.RISK)}"
        ),
        UNFAVOURABLE: "неблагоприятные социальные условия: индекс условий — в верхней четверти школ города",
        RESILIENT: (
            "ШНСУ, у которой доля низких результатов ниже ожидаемой при её условиях, и весь 95-процентный интервал "
            "разницы — тоже"
        ),
        HIGH: (
            "два последних года подряд хотя бы по двум процедурам в верхней четверти города и ни одного низкого "
            "результата: возможные партнёры"
        ),
        OTHER: "не входит ни в одну из известных групп, в том числе школы, которые не оценены",
    }[code]


def missing(code: str, method: Method) -> str:
    """Why nothing can be said of the group."""
    if code == LISTED:
        return "методика отбирает школы по условиям, а не по результатам"
    if code == RISK:
        return rules.NO_PROBABILITY_SHORT if method.kind != "shares" else "вероятность не посчитана"
    return {
        UNFAVOURABLE: "нет социальных паспортов за этот год",
        RESILIENT: "ожидаемый при таких условиях результат не посчитан",
        HIGH: "нет результатов, по которым их можно узнать",
    }[code]


def unknown(counts: GroupCounts, method: Method) -> str:
    """Sentences on the groups that are left out; empty where all are known."""
    found = [f"«{name(code)}» — {missing(code, method)}" for code in GROUPS if code not in counts.codes]
    return f"Не показано: {'; '.join(found)}." if found else ""


def finding(counts: GroupCounts, territory: str, selection: Selection) -> str:
    """«Группы школ, 2024/25: ШНОР — 45, зона риска — 6, …»."""
    of = counts.of(territory)
    told = ", ".join(f"{name(code)} — {g.number(of.get(code, 0))}" for code in counts.codes if code != OTHER)
    return f"{TITLE}, {g.year(selection.year)}: {told}"


def reason(code: str, method: Method) -> str:
    """Why one school is in the group: what the group means, said of it."""
    if code == LISTED:
        return f"школа с низкими результатами: в списке по методике «{method.title}»"
    return meaning(code)
