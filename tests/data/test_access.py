"""Who may see what: every query walked as every role and compared with the table of ``docs/architecture.md``."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, select

from data_access import looked_at as stored
from data_access import queries, schema
from data_access.queries import (
    city,
    listing,
    school,
    schools,
)
from data_access.viewer import AccessDenied, Viewer
from monitoring.grounds import ConditionsGround, Ground
from monitoring.objectivity.signs import Sign
from monitoring.reports.case import CaseReport, SchoolCase
from monitoring.reports.dynamics import PlacedSchool
from monitoring.reports.effect import SchoolEffect
from monitoring.reports.funnel import FunnelPoint
from monitoring.reports.groups import Verdicts
from monitoring.reports.matching import Proposal, Proposals, WithoutProposal
from monitoring.reports.objectivity import LeftWithSigns
from monitoring.reports.partnerships import MentorLoad, PartnershipReport
from monitoring.reports.publication import Selection
from monitoring.reports.school import (
    Evidence,
    JournalComparison,
    ListedSchool,
    Partnership,
    ResultPoint,
    SchoolCard,
    SchoolIndexRow,
    SchoolReport,
)
from monitoring.reports.similar import SimilarSchool
from monitoring.reports.simulation import MovedSchool, SchoolPlace, TerritoryList
from monitoring.reports.territory import PartnerName, PartnershipLink, SchoolMark, SchoolRow
from tests.data.access_queries import OPEN, QUERIES, GroupsOf
from tests.data.access_world import ROLES, World
from tests.data.attention_queries import attention_in_scope


def test_every_query_is_walked() -> None:
    with_viewer: set[str] = set()
    without: set[str] = set()
    for found in pkgutil.iter_modules(queries.__path__):
        module = importlib.import_module(f"{queries.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                takes = "viewer" in inspect.signature(function).parameters
                (with_viewer if takes else without).add(f"{found.name}.{name}")
    assert with_viewer == QUERIES.keys()
    assert without == OPEN


def objects(value: Any) -> Iterator[Any]:
    """Everything inside a report: dataclasses and plain values, however deep."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from objects(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from objects(key)
            yield from objects(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from objects(item)


def figures_by_school(connection: Connection) -> dict[int, set[float]]:
    """Every stored figure about a single school that is not a whole number (those repeat by chance)."""
    found: dict[int, set[float]] = {}
    for table in (
        schema.result,
        schema.mark_comparison,
        schema.school_year,
        schema.school_summary,
        schema.objectivity_sign,
        schema.school_context,
        schema.school_change,
    ):
        for row in connection.execute(select(table)).mappings():
            floats = {value for value in row.values() if isinstance(value, float) and value != int(value)}
            found.setdefault(row["school_id"], set()).update(floats)
    for evidence in connection.execute(select(schema.school_evidence)):
        seen = stored.read(evidence.document)
        own = [seen.value] if isinstance(seen, ConditionsGround) else [ground.value for ground in seen]
        found[evidence.school_id].update(own)
    return found


def test_nothing_of_a_closed_school_gets_out(world: World) -> None:
    figures = figures_by_school(world.connection)
    pairs = [
        (row.mentee_id, row.mentor_id)
        for row in world.connection.execute(select(schema.RECORDS["partnership_agreement"]))
    ]
    for role in ROLES:
        allowed, viewer = world.open_to(role), world.viewer(role)
        own: set[float] = set().union(*(figures.get(number, set()) for number in allowed))
        closed: set[float] = set().union(*(found for number, found in figures.items() if number not in allowed)) - own
        assert all(figures[number] & closed for number in figures.keys() - allowed)
        visible = {pair for pair in pairs if allowed.intersection(pair)}
        first, *others = world.selections()
        if world.connection.dialect.name == "postgresql":
            others = []  # the same statements; that it answers as SQLite does, and its walls, are tested by themselves
        for selection in (first, *others):
            for name, ask in QUERIES.items():
                if selection in others and name.startswith("record"):
                    continue  # records belong to no method and no publication
                where = (role, name, selection.year, selection.method.code)
                found = list(objects(ask(world, viewer, selection)))
                leaked = {value for value in found if isinstance(value, float)} & closed
                assert not leaked, where
                for item in found:
                    assert in_scope(item, allowed, viewer, visible), (*where, item)


PLAIN = frozenset({str, int, float, bool, date, type(None)})
"""Types of values that are of no school by themselves: most of a report."""


def in_scope(item: Any, allowed: frozenset[int], viewer: Viewer, pairs: set[tuple[int, int]]) -> bool:
    """Whether a part of a report keeps to the schools and partnerships that the viewer may see."""
    if type(item) in PLAIN:
        return True
    if isinstance(item, SchoolRow):
        shown = (item.status, item.years_listed, item.grounds, item.trend, item.latest, item.partners)
        closed = (item.groups, item.against) == (None, None)
        return item.id in allowed or (shown == (None, 0, (), (), None, ()) and closed)
    if isinstance(item, SchoolIndexRow):
        return (item.status is not None) == (item.id in allowed) and (item.groups is None or item.id in allowed)
    if isinstance(item, GroupsOf):
        return item.school in allowed
    if isinstance(item, SchoolMark):
        list_ok = item.id in allowed or not (item.listed or item.left or item.at_risk)
        mentor_ok = not item.mentor or item.id in {mentor for _, mentor in pairs}
        return list_ok and mentor_ok and item.own == (item.id == viewer.school_id)
    if isinstance(item, ListedSchool | SchoolEffect | SimilarSchool | Verdicts):
        return item.id in allowed
    if isinstance(item, Sign):
        return item.school_id in allowed
    if isinstance(item, LeftWithSigns):
        return viewer.sees_all
    if isinstance(item, PlacedSchool):
        return item.id in allowed
    if isinstance(item, FunnelPoint):
        return item.school_id in allowed
    if isinstance(item, SchoolPlace | MovedSchool):
        return item.id in allowed
    if isinstance(item, TerritoryList):
        return item.simulated is None or viewer.sees_all or item.code == viewer.district
    if isinstance(item, SchoolCase):
        return item.school_id in allowed
    if isinstance(item, CaseReport):
        return item.card.id in allowed
    if isinstance(item, SchoolReport):
        return item.card.id in allowed
    if isinstance(item, Partnership | PartnershipLink):
        return (item.mentee_id, item.mentor_id) in pairs
    if isinstance(item, PartnershipReport):
        return item.results is None or item.partnership.mentee_id in allowed
    if isinstance(item, MentorLoad):
        return item.mentor_id in allowed
    if isinstance(item, PartnerName):
        return item.school_id in {end for pair in pairs for end in pair}
    if isinstance(item, Proposal):
        priced_ok = item.costs is None or {item.mentee.id, item.mentor.id} <= allowed
        registry_ok = not item.registered or item.mentee.id in allowed
        return bool(allowed & {item.mentee.id, item.mentor.id}) and priced_ok and registry_ok
    if isinstance(item, WithoutProposal):
        return item.school.id in allowed
    if isinstance(item, Proposals):
        whole = (item.total_cost, item.greedy_cost, item.mentors, item.places, item.excluded)
        return viewer.sees_all or (not item.whole and whole == (None,) * 5)
    if not attention_in_scope(item, allowed, viewer):
        return False
    if isinstance(item, Ground | ConditionsGround | ResultPoint | Evidence | JournalComparison):
        return bool(allowed)
    return True


@pytest.mark.parametrize("role", ROLES)
def test_what_is_open_is_there(world: World, role: str) -> None:
    allowed, viewer = world.open_to(role), world.viewer(role)
    selection = Selection(2022, world.publication.method("two-years"))
    scope = (world.connection, viewer, world.publication)
    names = {number: name for name, number in world.city.school.items()}
    schools_of = {number for number, name in names.items() if not name.startswith("Ёлочка")}
    index = schools.school_index(*scope, selection)
    assert {row.id for row in index} == schools_of
    assert {row.id for row in index if row.status is not None} == allowed & schools_of
    listed = {world.city.school[name] for name in ("Школа 12-2 (демо)", "Школа 10-1 (демо)", "Школа 9-1 (демо)")}
    assert {row.id for row in listing.listing_rows(*scope, 2022, "two-years")} == listed & allowed
    report = city.city_report(*scope, selection)
    assert {mark.id for mark in report.marks if mark.listed} == listed & allowed
    assert {mark.id for mark in report.marks if mark.left} == {world.city.school["Школа 12-10 (демо)"]} & allowed
    # Every school with a point is on the map, whoever looks.
    assert {names[mark.id] for mark in report.marks} == {names[n] for n in schools_of} - {"Школа 10-4 (демо)"}
    assert [row.listed for row in report.districts if row.schools] == [1, 1, 1]
    for number in names:
        assert isinstance(school.school_card(*scope, number), SchoolCard)
        if number in allowed:
            assert school.school_report(*scope, selection, number).card.id == number
        else:
            with pytest.raises(AccessDenied):
                school.school_report(*scope, selection, number)


def test_committee_and_analyst_see_the_same(world: World) -> None:
    # They share one key of the cache.
    assert world.viewer("committee").scope_key == world.viewer("analyst").scope_key
    selection = world.selections()[0]
    for name, ask in QUERIES.items():
        if name.startswith(("record_form.", "audit.")):
            continue  # forms and the audit are no pages that are kept
        answers = [ask(world, world.viewer(role), selection) for role in ("committee", "analyst")]
        assert answers[0] == answers[1], name
