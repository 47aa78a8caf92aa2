"""Every page in every state that its data can have: what the tests of pages walk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import Any

from dash.development.base_component import Component

from layouts import (
    attention,
    case,
    city,
    data,
    data_file,
    data_quarantine,
    district,
    effect,
    external,
    message,
    method,
    no_access,
    not_found,
    order,
    origins,
    partnership,
    partnerships,
    record,
    record_lists,
    road_map,
    school,
    schools,
    territory_origins,
    verify,
)
from layouts.view import View
from monitoring.districts import CITY
from monitoring.records.kinds import KINDS
from monitoring.reports.case import SchoolCase
from monitoring.reports.effect import EffectReport
from monitoring.reports.publication import Share
from monitoring.simulator import Rule
from tests.components import samples
from tests.components.attention_pages import attention_pages
from tests.components.desk_pages import desk_pages
from tests.components.samples.record_forms import ended_form, event_form, new_form
from tests.components.verify_pages import verify_pages

PUBLICATION, SELECTION = samples.publication(), samples.selection()
# Words that blame or rank a school.


def without_plan() -> Any:
    """A city without a plan, partners and links."""
    whole = samples.city()
    rows = tuple(replace(row, plan_done=None) for row in whole.districts)
    return replace(whole, plan=(), links=(), districts=rows)


def without_list() -> Any:
    """A district in a year without a list: schools are known, their results are not."""
    whole = samples.district()
    nothing: dict[str, Any] = {
        "status": "no-listing",
        "years_listed": 0,
        "grounds": (),
        "trend": (),
        "latest": None,
        "partners": (),
    }
    rows = tuple(replace(row, **nothing) for row in whole.schools)
    gap = replace(whole.series[1], year=2017, gap="no-data")
    return replace(whole, years=(2017,), series=(gap,), schools=rows, trend=(), city_trend=(), plan=(), links=())


def with_means() -> Any:
    """A district of which only mean scores are known."""
    found = tuple(item for item in samples.city_without_listing().means if item.code in {"nevsky", CITY})
    unknown = tuple(
        replace(row, cells=tuple(Share(None, None) for _ in row.cells)) for row in samples.district().heat.rows
    )
    known = samples.district()
    return replace(without_list(), heat=replace(known.heat, rows=unknown), means=found)


def own_school_alone() -> Any:
    """A district as one of its schools sees it: the limits of the funnel and its own point."""
    seen = samples.district(is_open=False)
    points = {item.subject: item.points[:1] for item in samples.district().funnels}
    return replace(seen, funnels=tuple(replace(item, points=points[item.subject]) for item in seen.funnels))


PAGES: dict[str, Callable[[], Component]] = {
    **{
        f"record, new {code}": lambda code=code: record.page(new_form(code), SELECTION)  # type: ignore[misc]
        for code in KINDS
    },
    "record": lambda: record.page(event_form(saved=True, back="/attention"), SELECTION),
    "record, read only": lambda: record.page(event_form(writable=False), SELECTION),
    "record, ended": lambda: record.page(ended_form(), SELECTION),
    **attention_pages(PUBLICATION, SELECTION),
    **desk_pages(SELECTION),
    **verify_pages(PUBLICATION, SELECTION),
    "city": lambda: city.page(samples.city(), PUBLICATION, SELECTION),
    "city, nobody listed": lambda: city.page(samples.city((0,) * 18), PUBLICATION, SELECTION),
    "city, seventy listed": lambda: city.page(samples.city((4,) * 17 + (2,)), PUBLICATION, SELECTION),
    "city, no plan": lambda: city.page(without_plan(), PUBLICATION, SELECTION),
    "city, means only": lambda: city.page(samples.city_without_listing(), PUBLICATION, samples.selection(2017)),
    "city for a school": lambda: city.page(samples.city_for_a_school(), PUBLICATION, SELECTION),
    "city for the administrator": lambda: city.page(
        replace(samples.city(), marks=(), links=(), scope="none", unplaced_listed=0), PUBLICATION, SELECTION
    ),
    "city, other method": lambda: city.page(
        samples.city(), PUBLICATION, samples.selection(code="two-grounds-2025"), View("vpr-math-6", False)
    ),
    "district": lambda: district.page(samples.district(), PUBLICATION, SELECTION),
    "district, long names": lambda: district.page(samples.district(long_names=True, listed=30), PUBLICATION, SELECTION),
    "district, island": lambda: district.page(samples.district("kronshtadtsky", listed=0), PUBLICATION, SELECTION),
    "district, closed": lambda: district.page(samples.district(is_open=False), PUBLICATION, SELECTION),
    "district, no list": lambda: district.page(without_list(), PUBLICATION, samples.selection(2017)),
    "district, means only": lambda: district.page(with_means(), PUBLICATION, samples.selection(2017)),
    "district, nothing known": lambda: district.page(
        replace(samples.district(), series=(), trend=(), city_trend=(), plan=(), marks=(), links=(), schools=()),
        PUBLICATION,
        SELECTION,
    ),
    "district, only what is clear": lambda: district.page(samples.district(), PUBLICATION, SELECTION, View(clear=True)),
    "district for a school": lambda: district.page(own_school_alone(), PUBLICATION, SELECTION),
    "school, left": lambda: school.page(samples.school(), PUBLICATION, SELECTION),
    "school, stayed": lambda: school.page(samples.school("stayed"), PUBLICATION, SELECTION, View(series="oge-math-9")),
    "school, not listed": lambda: school.page(samples.school("none"), PUBLICATION, SELECTION),
    "school, at risk": lambda: school.page(replace(samples.school("none"), probability=0.27), PUBLICATION, SELECTION),
    "school, few similar": lambda: school.page(
        replace(samples.school("none"), similar=samples.similar_masked()), PUBLICATION, SELECTION
    ),
    "school, no names": lambda: school.page(
        replace(samples.school(), similar=samples.similar(0, None)), PUBLICATION, SELECTION
    ),
    "school, no passport": lambda: school.page(
        replace(samples.school(), similar=samples.without_passport(), context=()), PUBLICATION, SELECTION
    ),
    "school, old publication": lambda: school.page(replace(samples.school(), similar=None), PUBLICATION, SELECTION),
    "school, means only": lambda: school.page(samples.school_with_means(), PUBLICATION, samples.selection(2017)),
    "school, nothing known": lambda: school.page(
        replace(samples.school_with_means(), results=(), status="not-assessed"), PUBLICATION, SELECTION
    ),
    "school, card": lambda: school.card_page(samples.card(), PUBLICATION, SELECTION),
    "case": lambda: case.page(
        samples.case_report(), samples.case_view(kinds=frozenset({"support_case", "measure", "review", "answer"}))
    ),
    "case, paused": lambda: case.page(samples.case_report(), samples.case_view(samples.case("paused"))),
    "case, nothing": lambda: case.page(
        samples.case_report(SchoolCase(1207)), samples.case_view(SchoolCase(1207), frozenset({"support_case"}))
    ),
    "school, with a case": lambda: school.page(
        samples.school("stayed"), PUBLICATION, SELECTION, case=samples.case_view(kinds=frozenset({"answer"}))
    ),
    "school, of another district by now": lambda: school.page(
        samples.school("stayed"), PUBLICATION, SELECTION, moved=True
    ),
    "schools": lambda: schools.page(samples.index_rows(), PUBLICATION, SELECTION),
    "schools, closed": lambda: schools.page(
        tuple(replace(row, status=None) for row in samples.index_rows()), PUBLICATION, SELECTION
    ),
    "schools, none": lambda: schools.page((), PUBLICATION, SELECTION),
    "partnerships": lambda: partnerships.page(
        samples.registry(), *samples.partner_places(), samples.proposals(), PUBLICATION, SELECTION
    ),
    "partnerships, may propose": lambda: partnerships.page(
        samples.registry(),
        *samples.partner_places(),
        samples.proposals(),
        PUBLICATION,
        SELECTION,
        loads=samples.loads(),
        offers={(1201, 1240): {"mentee_id": 1201, "mentor_id": 1240, "subjects": "math,russian"}},
    ),
    "partnerships, all have places": lambda: partnerships.page(
        samples.registry(), (), (), samples.no_proposals(), PUBLICATION, SELECTION, loads=samples.loads(full=0)
    ),
    "partnership": lambda: partnership.page(
        samples.partnership_report(), PUBLICATION, SELECTION, writable={"partnership_agreement", "joint_activity"}
    ),
    "partnership, to be confirmed": lambda: partnership.page(
        samples.partnership_report("proposed", held=0), PUBLICATION, SELECTION, confirms=True
    ),
    "partnership, ended": lambda: partnership.page(samples.partnership_report("ended"), PUBLICATION, SELECTION),
    "partnership, results closed": lambda: partnership.page(
        samples.partnership_report(is_open=False), PUBLICATION, SELECTION
    ),
    "partnership, no results": lambda: partnership.page(
        replace(samples.partnership_report(held=0), results=()), PUBLICATION, SELECTION
    ),
    "partnerships, none": lambda: partnerships.page(
        (), (), (), samples.no_proposals(whole=False), PUBLICATION, SELECTION
    ),
    "partnerships, no list": lambda: partnerships.page(
        samples.registry(), *samples.partner_places(), samples.no_proposals(made=False), PUBLICATION, SELECTION
    ),
    "partnerships, nobody without": lambda: partnerships.page(
        samples.registry(), *samples.partner_places(), samples.no_proposals(), PUBLICATION, SELECTION
    ),
    "partnerships for a school": lambda: partnerships.page(
        samples.registry()[:1], (), (), samples.proposals_of_a_school(), PUBLICATION, samples.selection(2022)
    ),
    "road map": lambda: road_map.page(samples.road_map(), SELECTION),
    "road map, nothing pressing": lambda: road_map.page(samples.road_map(late=False), SELECTION),
    "road map, a past day": lambda: road_map.page(samples.road_map(date(2025, 10, 10)), SELECTION),
    "road map, a day to come": lambda: road_map.page(samples.road_map(date(2026, 7, 1)), SELECTION),
    "road map, no plan": lambda: road_map.page(samples.no_road_map(), SELECTION),
    "order": lambda: order.page(samples.order_report(), PUBLICATION, SELECTION),
    "order for a district": lambda: order.page(samples.order_report("nevsky"), PUBLICATION, SELECTION),
    "order, nothing": lambda: order.page(samples.order_report(nothing=True), PUBLICATION, SELECTION),
    "method": lambda: method.page(PUBLICATION, SELECTION, samples.simulation()),
    "method, as published": lambda: method.page(PUBLICATION, SELECTION, samples.simulation(rule=Rule(30.0, 2, 10))),
    "method for a district": lambda: method.page(PUBLICATION, SELECTION, samples.simulation("district")),
    "method for a school": lambda: method.page(PUBLICATION, SELECTION, samples.simulation("school")),
    "method for the administrator": lambda: method.page(PUBLICATION, SELECTION, samples.simulation("none")),
    "method, no list": lambda: method.page(PUBLICATION, SELECTION),
    "effect": lambda: effect.page(samples.effect(), PUBLICATION, SELECTION),
    "effect, not distinct": lambda: effect.page(samples.effect(-0.9, 3.0, schools=0), PUBLICATION, SELECTION),
    "effect, worse": lambda: effect.page(samples.effect(2.4, 1.1, schools=1), PUBLICATION, SELECTION),
    "effect, few supported": lambda: effect.page(samples.effect_refused(), PUBLICATION, SELECTION),
    "effect, few to compare": lambda: effect.page(samples.effect_refused("few-comparison"), PUBLICATION, SELECTION),
    "effect, not computed": lambda: effect.page(EffectReport(None, ()), PUBLICATION, SELECTION),
    "method, nothing published": lambda: method.page(None, None),
    "records": lambda: record_lists.page(samples.totals(), frozenset({"event"}), SELECTION),
    "records, none": lambda: record_lists.page(samples.totals(0), frozenset(), SELECTION),
    **{
        f"records of {code}": lambda code=code: record_lists.list_page(  # type: ignore[misc]
            samples.record_list(code), record_lists.Writing(True, {"place": "nevsky"}), SELECTION, View()
        )
        for code in KINDS
    },
    "records, ended": lambda: record_lists.list_page(
        samples.record_list("measure", ended=True),
        record_lists.Writing(False, {}),
        SELECTION,
        View(ended=True, district="nevsky", school=1207),
    ),
    "records of a kind, none": lambda: record_lists.list_page(
        samples.no_records(), record_lists.Writing(False, {}), SELECTION, View()
    ),
    "external lists": lambda: external.page(samples.external(), PUBLICATION, SELECTION),
    "external lists, none": lambda: external.page((), PUBLICATION, SELECTION),
    "city, approved": lambda: city.page(samples.city(), PUBLICATION, SELECTION, approved=samples.approved()),
    "city, approved as computed": lambda: city.page(
        samples.city(),
        PUBLICATION,
        samples.selection(code="two-grounds-2025"),
        approved=samples.approved(differing=False),
    ),
    "district, approved": lambda: district.page(
        samples.district(), PUBLICATION, SELECTION, approved=samples.approved()
    ),
    "school, approved": lambda: school.page(samples.school(), PUBLICATION, SELECTION, approved=samples.approved()),
    "schools, approved": lambda: schools.page(samples.index_rows(), PUBLICATION, SELECTION, samples.approved()),
    "not found": not_found.page,
    "no access": no_access.page,
    "nothing published": message.nothing_published,
    "sign in": message.sign_in,
    "failure": lambda: message.failure("a1b2"),
    "trouble": lambda: message.failure("a1b2", "gone", "/schools?year=2025"),
}
MODULES: dict[str, ModuleType] = {
    "record": record,
    "case": case,
    "city": city,
    "district": district,
    "effect": effect,
    "school": school,
    "schools": schools,
    "partnership": partnership,
    "partnerships": partnerships,
    "road map": road_map,
    "attention": attention,
    "order": order,
    "method": method,
    "data": data,
    "file": data_file,
    "quarantine": data_quarantine,
    "origins": origins,
    "territory-origins": territory_origins,
    "verify": verify,
}
