"""A sign, and the rule by which signs together are evidence. Both are reasons to check, never verdicts.

Limits and rule are принято по умолчанию; ФИОКО (facts of the field) gives the ten points and the ten participants.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.years import NO_SPRING_VPR

KINDS = ("journal", "jump", "exam", "peak")
"""Marks against the journal; the school's own past; ВПР against ОГЭ of the same cohort; peaks at mark boundaries."""

MIN_PARTICIPANTS = 10
"""Results of fewer participants take no part (ФИОКО: groups N ≥ 10)."""

LEAST_DIFFERENCE = 10.0
"""Percentage points between what is shown and what is expected, below which nothing is a sign (ФИОКО: +10 pp)."""

SIGN, STRONG = 0.01, 0.0005
"""Tails at most so large make a sign, and one that is evidence alone."""

Work = tuple[str, str, int, int]
"""Procedure, subject, grade, year."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a school in a year. Shares in percent, ``n`` those behind ``value``.

    ``journal``: share of marks above the journal, ``other``: below it, with ``other_reference`` of the city.
    ``jump``: share of low results, ``reference`` what the school's past lets expect, ``other``: its share in the past.
    ``exam``: share of low results in ОГЭ, ``reference`` what ВПР of the cohort lets expect, ``other``: share in ВПР.
    ``peak``: of participants at a mark's lowest score or one below it, the share at it.
    ``tail``: probability of a value so far off or farther in the city's own spread; ``low``, ``high``: between them
    all schools but for ``SIGN`` on either side are expected. ``works``: results behind the value; ``before``: those
    behind the expectation. ``approximate``: peaks of fewer than 50 participants.
    """

    school_id: int
    year: int
    kind: str
    value: float
    reference: float
    n: int
    tail: float
    low: float
    high: float
    works: tuple[Work, ...]
    before: tuple[Work, ...] = ()
    other: float | None = None
    other_reference: float | None = None
    approximate: bool = False

    @property
    def strong(self) -> bool:
        """Whether the sign is evidence without another: never a jump, since a true improvement looks the same."""
        return self.kind != "jump" and self.tail <= STRONG


@dataclass(frozen=True, slots=True)
class Tested:
    """How many schools one kind was computed for in a year."""

    year: int
    kind: str
    schools: int


def window(year: int) -> tuple[int, ...]:
    """Years whose signs speak of the list of ``year``: it and the one before; across 2020 the one before that."""
    before = year - 1 if year - 1 != NO_SPRING_VPR else year - 2
    return (year, before)


def is_evidence(signs: Iterable[Sign]) -> bool:
    """Whether signs of one school, of the window of a list, together are evidence («есть признаки»): signs of two
    kinds or more, or one strong sign."""
    found = list(signs)
    return len({sign.kind for sign in found}) > 1 or any(sign.strong for sign in found)


def with_evidence(signs: Iterable[Sign], year: int) -> frozenset[int]:
    """Schools with evidence for the list of the year."""
    of: dict[int, list[Sign]] = defaultdict(list)
    looked_at = window(year)
    for sign in signs:
        if sign.year in looked_at:
            of[sign.school_id].append(sign)
    return frozenset(school for school, found in of.items() if is_evidence(found))
