"""Every query that takes a viewer, asked in the small city: what the tests of access walk."""

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

from data_access.queries import (
    approved,
    audit,
    case,
    city,
    comparison,
    context,
    data_state,
    district,
    dynamics,
    effect,
    external,
    funnel,
    groups,
    held,
    listed_years,
    listing,
    looked_at,
    marks,
    matching,
    methods_compared,
    objectivity,
    order,
    origins,
    partnerships,
    plan,
    record_form,
    record_lists,
    records,
    results,
    road_map,
    school,
    schools,
    shares,
    similar,
)
from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.districts import CITY
from monitoring.records.kinds import KINDS
from monitoring.reports.audit import AuditAsked
from monitoring.reports.publication import Selection
from tests.data.access_world import ASKED, DISTRICTS, World, role_of
from tests.data.attention_queries import ATTENTION
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


# Three queries begin with it: asked once for each viewer, selection and school, it is a third of the walk's time less.
shown_of = functools.lru_cache(maxsize=64)(results.results_and_evidence)


def compared(world: World, viewer: Viewer, selection: Selection, number: int) -> Any:
    found, _ = shown_of(world.connection, viewer, world.publication, selection, number)
    card = school.school_card(world.connection, viewer, world.publication, number)
    return comparison.mark_comparisons(world.connection, viewer, world.publication, selection, card, found)


def similar_of(world: World, viewer: Viewer, selection: Selection, number: int) -> Any:
    context_of = context.context_values(world.connection, viewer, world.publication, selection, number)
    card = school.school_card(world.connection, viewer, world.publication, number)
    return similar.similar_report(world.connection, viewer, world.publication, selection, card, context_of)


def changed(world: World, viewer: Viewer, selection: Selection, number: int) -> Any:
    found, _ = shown_of(world.connection, viewer, world.publication, selection, number)
    return dynamics.school_dynamics(world.connection, viewer, world.publication, selection, number, found)


def rows_of_every_district(world: World, viewer: Viewer, selection: Selection) -> Any:
    scope = (world.connection, viewer, world.publication)
    return [
        district.school_rows(
            *scope, selection, code, (2021, 2022), partnerships.active_partnerships(*scope, selection.year, code)
        )
        for code in DISTRICTS
    ]


def rows_behind_every_figure(world: World, viewer: Viewer, selection: Selection) -> Any:
    answers = []
    for code in (*DISTRICTS, CITY):
        for figure in (None, ("vpr", "math", 6)):
            scope = (world.connection, viewer, world.publication)
            try:
                answers.append(origins.territory_origins(*scope, code, selection.year, figure))
            except AccessDenied:
                assert not viewer.sees_all
                assert viewer.district != code or viewer.role is not Role.DISTRICT
    return answers


def marks_of_the_city(world: World, viewer: Viewer, selection: Selection) -> Any:
    scope = (world.connection, viewer, world.publication)
    active = partnerships.active_partnerships(*scope, selection.year)
    return marks.school_marks(*scope, selection, marks.Involved.of(active))


def for_roles(roles: frozenset[Role], ask: Callable[[World, Viewer], Any]) -> Callable[[World, Viewer, Selection], Any]:
    """The query, which must be denied to every other role: then there is nothing to look at."""

    def asked(world: World, viewer: Viewer, selection: Selection) -> Any:
        del selection
        try:
            found = ask(world, viewer)
        except AccessDenied:
            assert viewer.role not in roles
            return None
        assert viewer.role in roles
        return found

    return asked


# Every query with a viewer, by module and name. A query that is not here fails the test below.
QUERIES: dict[str, Callable[[World, Viewer, Selection], Any]] = {
    **ATTENTION,
    "approved.approved_list": lambda w, v, s: approved.approved_list(w.connection, v, w.publication, s.year),
    "audit.audit_trail": for_roles(
        frozenset({Role.COMMITTEE, Role.ADMINISTRATOR}),
        lambda w, v: audit.audit_trail(w.connection, v, AuditAsked()),
    ),
    "case.case_report": each_school(
        lambda w, v, s, number: case.case_report(w.connection, v, w.publication, s, number)
    ),
    "case.school_case": each_school(lambda w, v, s, number: case.school_case(w.connection, v, number)),
    "city.city_report": lambda w, v, s: city.city_report(w.connection, v, w.publication, s),
    "comparison.mark_comparisons": each_school(compared),
    "context.context_values": each_school(
        lambda w, v, s, number: context.context_values(w.connection, v, w.publication, s, number)
    ),
    "data_state.data_state": for_roles(
        frozenset({Role.COMMITTEE, Role.ANALYST}), lambda w, v: data_state.data_state(w.connection, v)
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
    "held.quarantine_rows": for_roles(
        frozenset({Role.COMMITTEE, Role.ANALYST}), lambda w, v: held.quarantine_rows(w.connection, v)
    ),
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
    "record_form.may_write": lambda w, v, s: [
        record_form.may_write(w.connection, v, kind, {}) for kind in KINDS.values()
    ],
    "record_form.options_of": lambda w, v, s: [
        record_form.options_of(w.connection, v, kind) for kind in KINDS.values()
    ],
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
    "origins.school_origins": each_school(
        lambda w, v, s, number: origins.school_origins(w.connection, v, w.publication, number)
    ),
    "origins.territory_origins": rows_behind_every_figure,
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
    "publication.numbered",
    "publication.reopened",
    "publication.low_rule",
    "publication.profile",
    "record_form.why_closed",
    "records.last_change",
    "results.published_years",
    "results.whole_marks",
    "road_map.plan_years",
    "shares.territory_name",
    "status.real_data",
    "status.status",
    "viewers.as_offered",
    "viewers.demo_viewers",
    "viewers.viewer_named",
}
