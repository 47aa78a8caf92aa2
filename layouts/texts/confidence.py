"""Words of the probability that a school truly meets the rule."""

from math import floor

from layouts.texts import grammar as g
from layouts.texts import statuses
from monitoring import confidence
from monitoring.dynamics import IN_LIST
from monitoring.reports.territory import Confidence

TITLE = "Уверенность"
MODEL = "оценка по модели, принята по умолчанию"
NEAR_TITLE = "Зона риска"
PROBABILITY = "Вероятность, %"
_GRADES = {"sure": "уверенно", "border": "на границе", "chance": "скорее случайно"}


def whole_percent(probability: float) -> int:
    """Whole percents, rounded down: «90 %» never stands beside the word for less than 90 %."""
    return floor(100 * probability + 1e-9)


def percent(probability: float) -> str:
    """«91 %»; what is nearly certain is not called certain: «более 99 %», «менее 1 %»."""
    if probability > 0.99:
        return f"более {g.percent(99)}"
    return f"менее {g.percent(1)}" if probability < 0.01 else g.percent(whole_percent(probability))


def at_risk(status: str | None, probability: float | None) -> bool:
    """Whether the school stands outside the list and may meet the rule all the same."""
    outside = status in {"none", "left"}
    return outside and probability is not None and confidence.at_risk(probability)


def word(status: str | None, probability: float) -> str:
    """«уверенно», «на границе», «скорее случайно» in the list; outside it «зона риска» or nothing."""
    if status in IN_LIST:
        return _GRADES[confidence.grade(probability)]
    return statuses.name("near") if at_risk(status, probability) else ""


def school_line(status: str, probability: float) -> str:
    """«Вероятность, что школа на деле соответствует правилу: 91 % — уверенно (оценка по модели…).»"""
    said = word(status, probability)
    tail = f" — {said}" if said else ""
    return f"Вероятность, что школа на деле соответствует правилу: {percent(probability)}{tail} ({MODEL})."


def of_list(found: Confidence) -> str:
    """«уверенно 33, на границе 8, скорее случайно 4»: only those that there are; empty without any."""
    counts = ((found.sure, "sure"), (found.border, "border"), (found.chance, "chance"))
    return ", ".join(f"{_GRADES[name]}{g.NBSP}{g.number(count)}" for count, name in counts if count)


def of_risk(found: Confidence) -> str:
    """«в зоне риска 27 школ»."""
    return f"в зоне риска {g.schools(found.at_risk)}" if found.at_risk else ""


def table_note() -> str:
    """What the column of the district's table means, with its bounds."""
    sure, border = g.percent(100 * confidence.SURE), g.percent(100 * confidence.BORDER)
    return (
        f"{TITLE} — вероятность, что школа на деле соответствует правилу: «уверенно» от {sure}, "
        f"«на границе» от {border}, ниже — «скорее случайно» ({MODEL})."
    )


def near_finding(count: int) -> str:
    """«Зона риска: 3 школы вне списка могут соответствовать правилу»."""
    verb = g.plural(count, "может", "могут", "могут")
    return f"{NEAR_TITLE}: {g.schools(count)} вне списка {verb} на деле соответствовать правилу"


def near_note() -> str:
    """What the zone of risk is."""
    bound = g.percent(100 * confidence.RISK)
    return (
        f"По алфавиту. Школы не в списке, но вероятность, что они на деле соответствуют правилу, "
        f"не ниже {bound} ({MODEL}; граница тоже)."
    )
