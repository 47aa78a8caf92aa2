"""What asks for attention: terms that press, schools that move in and out of the list, what a listed school lacks."""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeVar

from monitoring.road_map import SOON

Pressing = Literal["overdue", "due-soon"]
Side = Literal["mentee", "mentor"]

RECENT = timedelta(days=14)
"""Changes of records are told of so many days. Default."""

NEEDED = ("support_case", "responsible_post", "partnership_agreement", "measure", "risk_profile")
"""Kinds of records that a school of the list needs: an open case, a responsible post, an active partner, a measure
that goes on, a risk profile."""

Key = TypeVar("Key")


def pressing(due_on: date, day: date) -> Pressing | None:
    """How a term presses on the day; its last day is not overdue. None where it lies further off."""
    if day > due_on:
        return "overdue"
    return "due-soon" if due_on - day <= SOON else None


@dataclass(frozen=True, slots=True)
class Move:
    """A school that came into the list or went out: ``entered`` (for the first time), ``returned``, ``left``."""

    school_id: int
    move: Literal["entered", "returned", "left"]


def moves(now: AbstractSet[int], before: AbstractSet[int], earlier: AbstractSet[int]) -> tuple[Move, ...]:
    """Moves between two lists, by school. ``earlier``: schools of any list before the present one."""
    came = (Move(school, "returned" if school in earlier else "entered") for school in now - before)
    left = (Move(school, "left") for school in before - now)
    return tuple(sorted((*came, *left), key=lambda move: move.school_id))


def lacking(schools: Iterable[int], having: Mapping[str, AbstractSet[int]]) -> dict[int, tuple[str, ...]]:
    """What each school lacks of ``having`` (kind → schools that have it), in that order; those that lack nothing left
    out."""
    found = {school: tuple(kind for kind, those in having.items() if school not in those) for school in schools}
    return {school: kinds for school, kinds in found.items() if kinds}


@dataclass(frozen=True, slots=True)
class Lack:
    """Of ``listed`` schools of a district, how many lack each kind of ``NEEDED``."""

    district: str
    listed: int
    missing: Mapping[str, int]


def by_district(district_of: Mapping[int, str], lacks: Mapping[int, Collection[str]]) -> tuple[Lack, ...]:
    """One entry for each district that has listed schools (``district_of``), by its code."""
    found = []
    for code in sorted(set(district_of.values())):
        own = [school for school, district in district_of.items() if district == code]
        missing = {kind: sum(kind in lacks.get(school, ()) for school in own) for kind in NEEDED}
        found.append(Lack(code, len(own), missing))
    return tuple(found)


def unconfirmed(mentee_confirmed_on: date | None, mentor_confirmed_on: date | None) -> tuple[Side, ...]:
    """Sides of a proposed partnership whose district has not confirmed it."""
    sides: tuple[tuple[Side, date | None], ...] = (("mentee", mentee_confirmed_on), ("mentor", mentor_confirmed_on))
    return tuple(side for side, day in sides if day is None)
