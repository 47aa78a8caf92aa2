"""The one place of «who may write what»: by organisation, kind of record and whom the record concerns.

КО writes for the whole city. An operator of the plan reports the items that name it: one of the city the city's part,
one of a district that district's. АР writes for its district, a school for itself. A kind says which organisations
write it at all (``Kind.writers``). Nobody else writes anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.organisations import OF_CITY, OF_DISTRICT, Organisation, named
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a record concerns: schools by id, places by code; of a task the operators that its item names."""

    schools: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    operators: frozenset[Organisation] = frozenset()
    author: Organisation | None = None
    """Who made the record, None while it is being made."""


def may_write(viewer: Viewer, kind: Kind, target: Target) -> bool:
    """Whether the viewer may make, change or end a record of the kind that concerns the target."""
    organisation = viewer.organisation
    if organisation is None or organisation not in kind.writers:
        return False
    if organisation is Organisation.COMMITTEE:
        return True
    # What an organisation held or asked is its own to mend; АР answers for everything in its district.
    own = target.author in {None, organisation} or organisation is Organisation.DISTRICT
    if kind.subject == "place" and not own:
        return False
    if organisation is Organisation.SCHOOL:
        return viewer.school_id in target.schools
    its_own = kind.subject != "task" or organisation is Organisation.DISTRICT or organisation in target.operators
    if organisation in OF_DISTRICT:
        return its_own and viewer.district in target.places
    assert organisation in OF_CITY
    # The city's operators write about schools of every district (diagnostics, training, external lists).
    return its_own and (kind.subject == "school" or target.places == {CITY})


def writable(viewer: Viewer, target: Target) -> frozenset[str]:
    """Codes of the kinds about one school or place that the viewer may write for the target."""
    return frozenset(
        kind.code for kind in KINDS.values() if kind.subject in {"school", "place"} and may_write(viewer, kind, target)
    )


def of_school(viewer: Viewer, school_id: int, district: str) -> frozenset[str]:
    """Codes of the kinds that the viewer may write for the school."""
    return writable(viewer, Target(frozenset({school_id}), frozenset({district})))


def of_place(viewer: Viewer, place: str) -> frozenset[str]:
    """Codes of the kinds that the viewer may write for the place (a district's code or ``city``)."""
    return writable(viewer, Target(places=frozenset({place})))


def task(place: str, operators: Iterable[str]) -> Target:
    """The target of a task of the plan; ``operators`` as the plan names them for the place."""
    found = {named(name) for name in operators}
    return Target(
        places=frozenset({place}),
        operators=frozenset(operator for operator in found if isinstance(operator, Organisation)),
    )


def may_report(viewer: Viewer, place: str, operators: Iterable[str]) -> bool:
    """Whether the viewer may report the task of the plan in the place."""
    return may_write(viewer, KINDS["road_map_task"], task(place, operators))


def of_pair(viewer: Viewer, schools: Iterable[int], districts: Iterable[str]) -> frozenset[str]:
    """Codes of the kinds that the viewer may write for a partnership of these two schools of these districts."""
    target = Target(frozenset(schools), frozenset(districts))
    kinds = (kind for kind in KINDS.values() if kind.subject in {"pair", "activity"})
    return frozenset(kind.code for kind in kinds if may_write(viewer, kind, target))


def some(viewer: Viewer, kind: Kind) -> bool:
    """Whether there is any target for which the viewer may write the kind."""
    return viewer.organisation in kind.writers
