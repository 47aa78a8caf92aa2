"""How a school's case stands on a day: what is overdue, unanswered, without a measure; where two assessments differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.records.choices import FACTORS, LEVELS
from monitoring.records.values import day, text
from monitoring.reports.case import SchoolCase
from monitoring.reports.records import Record

STEPS = tuple(level.code for level in LEVELS)
"""Levels of a risk, the lowest first."""
RISKY = frozenset({"middle", "high"})
"""Levels that ask for a measure. Default."""
OPEN = frozenset({"planned", "in-progress"})
"""Statuses of a measure that is still to be carried out."""
SOURCES = ("self", "district", "survey")
"""Who assesses the risks, in the order of reading."""


def is_overdue(measure: Record, today: date) -> bool:
    """Whether the measure is open after the last day of its term."""
    due = day(measure.values, "due_on")
    return measure.values["status"] in OPEN and due is not None and due < today


def open_measures(case: SchoolCase) -> tuple[Record, ...]:
    """Measures that are planned or in progress."""
    return tuple(item for item in case.measures if item.values["status"] in OPEN)


def overdue_measures(case: SchoolCase, today: date) -> tuple[Record, ...]:
    """Open measures after their term."""
    return tuple(item for item in case.measures if is_overdue(item, today))


def ordered(measures: Iterable[Record], today: date) -> tuple[Record, ...]:
    """Overdue ones first (the longest overdue first), then open ones by term, then the others, the newest first."""

    def place(item: Record) -> tuple[int, int]:
        due = (day(item.values, "due_on") or today).toordinal()
        if is_overdue(item, today):
            return 0, due
        return (1, due) if item.values["status"] in OPEN else (2, -due)

    return tuple(sorted(measures, key=place))


def unanswered(case: SchoolCase) -> tuple[Record, ...]:
    """Recommendations that the school has not answered, the newest first."""
    answered = case.answers_to("recommendation")
    return tuple(item for item in case.recommendations if str(item.id) not in answered)


def is_late(recommendation: Record, answer: Record | None, today: date) -> bool:
    """Whether the answer is missing after its day, or came after it."""
    due = day(recommendation.values, "due_on")
    if due is None:
        return False
    given = None if answer is None else day(answer.values, "answered_on")
    return (given or today) > due


@dataclass(frozen=True, slots=True)
class Risk:
    """One factor in one year: its level by who assessed it. ``apart``: steps by which the district sees more risk than
    the school itself (less where negative), None unless both have assessed it."""

    factor: str
    levels: Mapping[str, str]
    apart: int | None
    measures: int
    """Measures that answer the factor and are not cancelled."""

    @property
    def risky(self) -> bool:
        """Whether somebody sees a risk that asks for a measure."""
        return not RISKY.isdisjoint(self.levels.values())


def risk_years(case: SchoolCase) -> tuple[int, ...]:
    """Years with a risk profile, the newest first."""
    return tuple(sorted({int(str(item.values["year"])) for item in case.risks}, reverse=True))


def profiles(case: SchoolCase, year: int) -> dict[str, Record]:
    """Profiles of the year by who assessed the risks, in the order of reading."""
    found = {str(item.values["source"]): item for item in case.risks if item.values["year"] == year}
    return {source: found[source] for source in SOURCES if source in found}


def risks(case: SchoolCase, year: int) -> tuple[Risk, ...]:
    """The ten factors in the order of the questionnaire."""
    of_year = profiles(case, year)
    answering = [text(item.values, "factor") for item in case.measures if item.values["status"] != "cancelled"]
    rows = []
    for factor in FACTORS:
        name = factor.code.replace("-", "_")
        levels = {source: level for source, item in of_year.items() if (level := text(item.values, name))}
        both = {"self", "district"} <= levels.keys()
        apart = STEPS.index(levels["district"]) - STEPS.index(levels["self"]) if both else None
        rows.append(Risk(factor.code, levels, apart, answering.count(factor.code)))
    return tuple(rows)


def without_measure(rows: Sequence[Risk]) -> tuple[str, ...]:
    """Factors of middle or high risk that no measure answers."""
    return tuple(row.factor for row in rows if row.risky and not row.measures)


def grounds_without_measure(grounds: Sequence[str], case: SchoolCase) -> tuple[str, ...]:
    """Results that list the school and that no measure answers."""
    answering = {text(item.values, "ground") for item in case.measures if item.values["status"] != "cancelled"}
    return tuple(ground for ground in grounds if ground not in answering)
