"""Who may see what: every query walked as every role and compared with the table of ``docs/architecture.md``."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, select

from data_access import looked_at as stored
from data_access import queries, schema
from data_access.queries import (
    approved,
    case,
    city,
    comparison,
    context,
    district,
    dynamics,
    effect,
    external,
    funnel,
    groups,
    listed_years,
    listing,
    looked_at,
    marks,
    matching,
    methods_compared,
    objectivity,
    order,
    partnerships,
    plan,
    record_lists,
    records,
    results,
    road_map,
    school,
    schools,
    shares,
    similar,
)
from data_access.viewer import AccessDenied, Viewer
from monitoring.grounds import ConditionsGround, Ground
from monitoring.objectivity.signs import Sign
from monitoring.records.kinds import KINDS
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
from tests.data.access_world import ASKED, DISTRICTS, ROLES, World, role_of
from tests.data.attention_queries import ATTENTION, attention_in_scope
from tests.data.simulations import everything_simulated


@dataclasses.dataclass(frozen=True)
class GroupsOf:
    """The groups of one school as a query tells them."""

    school: int
    codes: tuple[str, ...]


def each_school(function: Callable[..., Any]) -> Callable[[World, Viewer, Selection], Any]:
    """The query asked school by school; what is denied is left out."""

    def ask(world: World, viewer: Viewer, selection: Selection) -> Any:
        answers = []
        for number in (world.city.school[name] for name in ASKED):
            try:
                answers.append(function(world, viewer, selection, number))
            except AccessDenied:
                assert number not in world.open_to(role_of(world, viewer))
        return answers

    return ask


def compared(world: World, viewer: Viewer, selection: Selection, number: int) -> Any:
    found, _ = results.results_and_evidence(world.connection, viewer, world.publication, selection, number)
    card = school.school_card(world.connection, viewer, world.publication, number)
    return comparison.mark_comparisons(world.connection, viewer, world.publication, selection, card, found)


def similar_of(world: World, viewer: Viewer, selection: Selection, number: int) -> Any:
    context_of = context.context_values(world.connection, viewer, world.publication, selection, number)
    card = school.school_card(world.connection, viewer, world.publication, number)
    return similar.similar_report(world.connection, viewer, world.publication, selection, card, context_of)


def changed(world: World, viewer: Viewer, selection: Selection, number: int) -> Any:
    found, _ = results.results_and_evidence(world.connection, viewer, world.publication, selection, number)
    return dynamics.school_dynamics(world.connection, viewer, world.publication, selection, number, found)


def rows_of_every_district(world: World, viewer: Viewer, selection: Selection) -> Any:
    scope = (world.connection, viewer, world.publication)
    return [
        district.school_rows(
            *scope, selection, code, (2021, 2022), partnerships.active_partnerships(*scope, selection.year, code)
        )
        for code in DISTRICTS
    ]


def marks_of_the_city(world: World, viewer: Viewer, selection: Selection) -> Any:
    scope = (world.connection, viewer, world.publication)
    active = partnerships.active_partnerships(*scope, selection.year)
    return marks.school_marks(*scope, selection, marks.Involved.of(active))


# Every query with a viewer, by module and name. A query that is not here fails the test below.
QUERIES: dict[str, Callable[[World, Viewer, Selection], Any]] = {
    **ATTENTION,
    "approved.approved_list": lambda w, v, s: approved.approved_list(w.connection, v, w.publication, s.year),
    "case.case_report": each_school(
        lambda w, v, s, number: case.case_report(w.connection, v, w.publication, s, number)
    ),
    "case.school_case": each_school(lambda w, v, s, number: case.school_case(w.connection, v, number)),
    "city.city_report": lambda w, v, s: city.city_report(w.connection, v, w.publication, s),
    "comparison.mark_comparisons": each_school(compared),
    "context.context_values": each_school(
        lambda w, v, s, number: context.context_values(w.connection, v, w.publication, s, number)
    ),
    "district.district_report": lambda w, v, s: [
        district.district_report(w.connection, v, w.publication, s, code) for code in DISTRICTS
    ],
    "district.school_rows": rows_of_every_district,
    "dynamics.dynamics": lambda w, v, s: [
        dynamics.dynamics(w.connection, v, w.publication, s, code) for code in (*DISTRICTS, "city")
    ],
    "dynamics.placed_schools": lambda w, v, s: dynamics.placed_schools(w.connection, v, w.publication, s, "city"),
    "dynamics.school_dynamics": each_school(changed),
    "dynamics.territory_changes": lambda w, v, s: [
        dynamics.territory_changes(w.connection, v, w.publication, s, code) for code in (*DISTRICTS, "city")
    ],
    "effect.effect_report": lambda w, v, s: effect.effect_report(w.connection, v, w.publication, s.method.code),
    "effect.school_effects": lambda w, v, s: effect.school_effects(w.connection, v, w.publication, s.method.code),
    "external.external_sources": lambda w, v, s: external.external_sources(w.connection, v, w.publication, s),
    "funnel.funnels": lambda w, v, s: [funnel.funnels(w.connection, v, w.publication, s, code) for code in DISTRICTS],
    "groups.group_counts": lambda w, v, s: groups.group_counts(w.connection, v, w.publication, s),
    "groups.groups_of_schools": lambda w, v, s: [
        GroupsOf(number, found)
        for number, found in groups.groups_of_schools(w.connection, v, w.publication, s.year, s.method.code).items()
    ],
    "listed_years.lists": lambda w, v, s: listed_years.lists(w.connection, v, w.publication, s.method),
    "listing.listing_rows": lambda w, v, s: listing.listing_rows(w.connection, v, w.publication, s.year, s.method.code),
    "looked_at.looked_at": each_school(
        lambda w, v, s, number: looked_at.looked_at(w.connection, v, w.publication, s, number)
    ),
    "marks.school_marks": marks_of_the_city,
    "marks.unplaced_listed": lambda w, v, s: marks.unplaced_listed(w.connection, v, w.publication, s),
    "matching.proposals": lambda w, v, s: matching.proposals(w.connection, v, w.publication, s),
    "methods_compared.methods_compared": lambda w, v, s: methods_compared.methods_compared(
        w.connection, v, w.publication, s.year
    ),
    "objectivity.left_with_signs": lambda w, v, s: objectivity.left_with_signs(w.connection, v, w.publication, s),
    "objectivity.school_signs": each_school(
        lambda w, v, s, number: objectivity.school_signs(w.connection, v, w.publication, number)
    ),
    "objectivity.signs_of_list": lambda w, v, s: objectivity.signs_of_list(w.connection, v, w.publication, s.year),
    "partnerships.active_partnerships": lambda w, v, s: partnerships.active_partnerships(
        w.connection, v, w.publication, s.year
    ),
    "partnerships.mentor_loads": lambda w, v, s: partnerships.mentor_loads(w.connection, v, w.publication),
    "partnerships.partnership": lambda w, v, s: [
        partnerships.partnership(w.connection, v, w.publication, s, found.id)
        for found in partnerships.partnership_registry(w.connection, v, w.publication, s.year)
    ],
    "partnerships.partnership_map": lambda w, v, s: partnerships.partnership_map(w.connection, v, w.publication, s),
    "partnerships.partnership_registry": lambda w, v, s: partnerships.partnership_registry(
        w.connection, v, w.publication, s.year
    ),
    "partnerships.partnerships_of": each_school(
        lambda w, v, s, number: partnerships.partnerships_of(w.connection, v, w.publication, number)
    ),
    "record_lists.record_list": lambda w, v, s: [record_lists.record_list(w.connection, v, code) for code in KINDS],
    "record_lists.record_totals": lambda w, v, s: record_lists.record_totals(w.connection, v),
    "records.total": lambda w, v, s: [records.total(w.connection, v, code) for code in KINDS],
    "records.records": lambda w, v, s: [records.records(w.connection, v, code) for code in KINDS],
    "records.record": lambda w, v, s: [
        records.record(w.connection, v, code, found.id)
        for code in KINDS
        for found in records.records(w.connection, v, code)
    ],
    "records.history": lambda w, v, s: [
        records.history(w.connection, v, code, found.id)
        for code in KINDS
        for found in records.records(w.connection, v, code)
    ],
    "records.file_of": lambda w, v, s: [
        records.file_of(w.connection, v, file.id)
        for code in KINDS
        for found in records.records(w.connection, v, code)
        for file in found.files
    ],
    "order.order_report": lambda w, v, s: order.order_report(w.connection, v, w.publication, s),
    "road_map.road_map": lambda w, v, s: road_map.road_map(w.connection, v, s.year + 1),
    "plan.plan": lambda w, v, s: plan.plan(w.connection, v, s.year),
    "results.journal_comparisons": each_school(
        lambda w, v, s, number: results.journal_comparisons(w.connection, v, w.publication, number)
    ),
    "results.results_and_evidence": each_school(
        lambda w, v, s, number: results.results_and_evidence(w.connection, v, w.publication, s, number)
    ),
    "school.school_card": each_school(
        lambda w, v, s, number: school.school_card(w.connection, v, w.publication, number)
    ),
    "school.school_report": each_school(
        lambda w, v, s, number: school.school_report(w.connection, v, w.publication, s, number)
    ),
    "schools.school_index": lambda w, v, s: schools.school_index(w.connection, v, w.publication, s),
    "simulator.simulation_basis": everything_simulated,
    "similar.differences": lambda w, v, s: [
        similar.differences(w.connection, v, w.publication, s, code) for code in DISTRICTS
    ],
    "similar.named_schools": lambda w, v, s: similar.named_schools(
        w.connection, v, w.publication, s, sorted(w.city.school.values())
    ),
    "similar.similar_report": each_school(similar_of),
    "shares.heat_map": lambda w, v, s: shares.heat_map(w.connection, v, w.publication, s),
    "shares.mean_scores": lambda w, v, s: shares.mean_scores(w.connection, v, w.publication, s.year),
    "shares.trend": lambda w, v, s: shares.trend(w.connection, v, w.publication, (*DISTRICTS, "city")),
}

# Without a viewer: figures of the whole, words, or pure functions of what a viewer was given already.
OPEN = {
    "listed_years.membership",
    "listed_years.with_partner",
    "objectivity.computed",
    "partnerships.links",
    "publication.current",
    "publication.low_rule",
    "publication.profile",
    "records.last_change",
    "results.published_years",
    "results.whole_marks",
    "road_map.plan_years",
    "shares.territory_name",
    "status.status",
    "viewers.demo_viewers",
    "viewers.viewer_named",
}


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
        for selection in world.selections():
            for name, ask in QUERIES.items():
                where = (role, name, selection.year, selection.method.code)
                found = list(objects(ask(world, viewer, selection)))
                leaked = {value for value in found if isinstance(value, float)} & closed
                assert not leaked, where
                for item in found:
                    assert in_scope(item, allowed, viewer, visible), (*where, item)


def in_scope(item: Any, allowed: frozenset[int], viewer: Viewer, pairs: set[tuple[int, int]]) -> bool:
    """Whether a part of a report keeps to the schools and partnerships that the viewer may see."""
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
        answers = [ask(world, world.viewer(role), selection) for role in ("committee", "analyst")]
        assert answers[0] == answers[1], name
