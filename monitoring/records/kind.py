"""A kind of record: its fields, whom it concerns, who writes it, what must hold between its fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitoring.organisations import Organisation
from monitoring.records.fields import Field, FieldProblem, Value, Values, read

Subject = Literal["school", "place", "pair", "activity", "item", "task"]
"""Whom a record concerns: a school (``school_id``), a place (``place``: district or city), two schools (``mentee_id``,
``mentor_id``), the pair of its agreement, an item of the plan (the city's), an item in one place."""

Problems = Mapping[str, str]
"""What is to be mended, by the name of the field; «» is the record as a whole."""

Check = Callable[[Values, date], Problems]
"""Takes the values of the record and the day of today."""


def holds(_values: Values, _today: date) -> Problems:
    """No rule between the fields."""
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. ``code`` is the name of its table and of its address.

    ``title`` names many («Меры и решения»), ``one`` one in the accusative («меру»); ``case``: part of the school's
    case, closed with it; ``unique``: of these fields only one record that has not ended; ``line``: fields that tell
    one record in a line; ``day``: field by which records are ordered, the newest first.
    """

    code: str
    title: str
    one: str
    subject: Subject
    fields: tuple[Field, ...]
    writers: frozenset[Organisation]
    line: tuple[str, ...]
    day: str = ""
    about: str = ""
    case: bool = False
    files: bool = False
    unique: tuple[str, ...] = ()
    check: Check = holds

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)

    def read(self, raw: Mapping[str, object], today: date) -> tuple[dict[str, Value], dict[str, str]]:
        """Values and problems of a whole record as it was typed; missing names count as empty."""
        values: dict[str, Value] = {}
        problems: dict[str, str] = {}
        for field in self.fields:
            try:
                values[field.name] = read(field, raw.get(field.name))
            except FieldProblem as problem:
                problems[field.name] = str(problem)
        if not problems:
            problems |= self.check(values, today)
        return values, problems


def not_after_today(*names: str) -> Check:
    """The days under these names are not in the future."""

    def check(values: Values, today: date) -> Problems:
        return {
            name: f"не позже сегодняшнего дня, {today:%d.%m.%Y}"
            for name in names
            if isinstance(day := values.get(name), date) and day > today
        }

    return check


def in_order(earlier: str, later: str) -> Check:
    """One day does not follow the other."""

    def check(values: Values, _today: date) -> Problems:
        first, second = values.get(earlier), values.get(later)
        if isinstance(first, date) and isinstance(second, date) and second < first:
            return {later: f"не раньше {first:%d.%m.%Y}"}
        return {}

    return check


def within(whole: str, *parts: str) -> Check:
    """The sum of the parts is not above the whole."""

    def check(values: Values, _today: date) -> Problems:
        most = values.get(whole)
        total = sum(part for name in parts if isinstance(part := values.get(name), int))
        if isinstance(most, int) and total > most:
            return {parts[-1]: f"вместе не больше {most}, сейчас {total}"}
        return {}

    return check


def needed(name: str, when: str, *codes: str) -> Check:
    """A field is asked for while another has one of these codes."""

    def check(values: Values, _today: date) -> Problems:
        if values.get(when) in codes and values.get(name) is None:
            return {name: "заполните это поле"}
        return {}

    return check


def one_of(*names: str, text: str) -> Check:
    """At least one of the fields is filled in."""

    def check(values: Values, _today: date) -> Problems:
        return {} if any(values.get(name) is not None for name in names) else {names[0]: text}

    return check


def all_of(*checks: Check) -> Check:
    """Several rules; of one field the first problem counts."""

    def check(values: Values, today: date) -> Problems:
        found: dict[str, str] = {}
        for rule in checks:
            found = {**rule(values, today), **found}
        return found

    return check
