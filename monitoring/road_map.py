"""Terms of the plan («дорожная карта»): what each operator has to do by when, and how that stands on a day.

The order gives terms as ranges of months; a plan holds their first and last day. One task is one item in one place: the
city (operators of the region) or a district (operators of the district).
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from monitoring.districts import CITY

State = Literal["overdue", "due-soon", "in-progress", "not-started", "running", "ahead", "done", "not-required"]
OPEN: tuple[State, ...] = ("overdue", "due-soon", "in-progress", "not-started", "running", "ahead")
"""Of a task that is required and not done, the most pressing first."""

SOON = timedelta(days=14)
"""A term that ends within so many days is due soon; the last day counts. Default."""

_BETWEEN_OPERATORS = re.compile(r"\s*[,;\n]\s*")


@dataclass(frozen=True, slots=True)
class Task:
    """One item of the plan in one place, as the plan states it. ``place``: a district's code or ``city``.

    ``status``: not-started, in-progress, done, not-required. ``done_on`` is None where it is not known.
    """

    number: int
    place: str
    operators: tuple[str, ...]
    status: str
    starts_on: date
    due_on: date
    done_on: date | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks that are required of an operator or a place: how many are done, how many overdue."""

    code: str
    done: int
    total: int
    overdue: int


def operators(text: str | None) -> tuple[str, ...]:
    """Operators named in a cell of the plan: «СПб ЦОКОиИТ, СПб АППО» are two."""
    return tuple(part for part in _BETWEEN_OPERATORS.split((text or "").strip()) if part.strip("-–— "))


def state(task: Task, day: date, reported_on: date) -> State:
    """How the task stands on ``day``, as far as is known since ``reported_on``.

    A task without a day of being done counts as done from the first day of its term. Of a day before that only what
    was done by then is known: a task whose term ran is ``running``, whether work on it had begun or not. ``ahead``
    has a term that has not begun; the last day of a term is not overdue.
    """
    if task.status == "not-required":
        return "not-required"
    if task.status == "done" and (task.done_on or task.starts_on) <= day:
        return "done"
    if day > task.due_on:
        return "overdue"
    if day < task.starts_on:
        return "ahead"
    if task.due_on - day <= SOON:
        return "due-soon"
    if day < reported_on:
        return "running"
    return "in-progress" if task.status == "in-progress" else "not-started"


def too_early(tasks: Sequence[Task], states: Sequence[State], predecessors: Mapping[int, int]) -> list[int | None]:
    """Of each task the number of the item that should have been done in its place before it and was not; else None.

    ``predecessors``: item → the item that it follows. A predecessor that is not required in the place, or stands in no
    plan of it, holds nothing up. Where either day is not known, only what is not done at all counts.
    """
    found = {(task.number, task.place): (task, state) for task, state in zip(tasks, states, strict=True)}

    def waits(task: Task, state: State) -> int | None:
        number = predecessors.get(task.number)
        former = None if number is None else found.get((number, task.place))
        if state != "done" or former is None or former[1] == "not-required":
            return None
        if former[1] != "done":
            return number
        later = former[0].done_on and task.done_on and former[0].done_on > task.done_on
        return number if later else None

    return [waits(task, state) for task, state in zip(tasks, states, strict=True)]


def shifted(day: date, years: int) -> date:
    """The same day so many years later; the last day of a month stays the last one (28.02.2026 → 29.02.2028)."""
    year = day.year + years
    last = monthrange(year, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def by_operator(tasks: Sequence[Task], states: Sequence[State]) -> tuple[Tally, ...]:
    """One tally an operator, in the order in which the plan names them; a task of two operators counts for both."""
    pairs = list(zip(tasks, states, strict=True))
    names = dict.fromkeys(name for task in tasks for name in task.operators)
    return tuple(tally for name in names if (tally := _tally(name, (s for t, s in pairs if name in t.operators))).total)


def by_place(tasks: Sequence[Task], states: Sequence[State], places: Iterable[str]) -> tuple[Tally, ...]:
    """One tally a place of ``places``, those without any required task left out."""
    pairs = list(zip(tasks, states, strict=True))
    return tuple(tally for place in places if (tally := _tally(place, (s for t, s in pairs if t.place == place))).total)


def total(states: Iterable[State]) -> Tally:
    """All tasks together."""
    return _tally(CITY, states)


def _tally(code: str, states: Iterable[State]) -> Tally:
    required = [found for found in states if found != "not-required"]
    return Tally(code, required.count("done"), len(required), required.count("overdue"))
