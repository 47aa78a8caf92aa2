"""Every page with usual and extreme reports: it is a tree that serialises, reads well and holds its ids."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from layouts import (
    attention,
    case,
    city,
    district,
    effect,
    external,
    ids,
    message,
    method,
    no_access,
    not_found,
    order,
    partnership,
    partnerships,
    record_lists,
    road_map,
    school,
    schools,
    shell,
)
from layouts.figures import graph
from layouts.texts import confidence
from layouts.view import View
from monitoring.districts import CITY
from monitoring.records.kinds import KINDS
from monitoring.reports.case import SchoolCase
from monitoring.reports.effect import EffectReport
from monitoring.reports.publication import Share
from monitoring.simulator import Rule
from tests.components import samples, tree
from tests.components.attention_pages import attention_pages

PUBLICATION, SELECTION = samples.publication(), samples.selection()
# Words that blame or rank a school.
BANNED = re.compile(r"худш|отстающ|аутсайдер|слаб\w* школ|рейтинг школ", re.IGNORECASE)


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
    **attention_pages(PUBLICATION, SELECTION),
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
}
MODULES: dict[str, ModuleType] = {
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
}


def header(active: str = "city") -> shell.Header:
    """The frame's header as the committee sees it in demo mode."""
    return shell.Header(PUBLICATION, SELECTION, active, samples.YEARS, (("committee", "Комитет"),), "committee")


@pytest.fixture(params=list(PAGES), scope="module")
def page(request: pytest.FixtureRequest) -> Component:
    """Each page in turn."""
    return PAGES[request.param]()


def test_serialises(page: Component) -> None:
    text = to_json_plotly(shell.frame(page, header()))
    assert json.loads(text)["props"]["children"]
    assert "NaN" not in text


def test_ids_are_unique(page: Component) -> None:
    found = tree.ids(shell.frame(page, header()))
    assert sorted(found) == sorted(set(found))


def test_ids_are_declared(page: Component) -> None:
    declared = {value for name, value in vars(ids).items() if name.isupper()}
    assert set(tree.ids(page)) <= declared


def test_one_heading_of_the_page_and_no_level_skipped(page: Component) -> None:
    levels = [int(type(item).__name__[1]) for item in tree.of_type(page, "H1", "H2", "H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_no_word_blames_or_ranks(page: Component) -> None:
    assert BANNED.findall(tree.text(page)) == []


def test_no_python_word_reaches_the_reader(page: Component) -> None:
    assert re.findall(r"\b(None|nan|NaN|True|False|no-data|no-spring-vpr|year-\d)\b", tree.text(page)) == []


def test_every_graph_takes_the_common_config(page: Component) -> None:
    for item in tree.of_type(page, "Graph"):
        assert item.config["showSendToCloud"] is False
        assert item.config["locale"] == "ru"
        assert item.config["displayModeBar"] is False


def test_every_field_has_a_label(page: Component) -> None:
    labelled = {item.htmlFor for item in tree.of_type(page, "Label")}
    hidden = {
        item.id
        for box in tree.walk(page)
        if getattr(box, "hidden", None)
        for item in tree.of_type(box, "Select", "Input")
    }
    fields = {item.id for item in tree.of_type(page, "Select", "Input")} - hidden
    assert fields <= labelled


def test_every_header_cell_has_a_scope_and_every_picture_a_text(page: Component) -> None:
    assert all(item.scope in {"col", "row", "colgroup"} for item in tree.of_type(page, "Th"))
    assert all(item.alt for item in tree.of_type(page, "Img"))
    assert all(tree.of_type(item, "Caption") for item in tree.of_type(page, "Table"))


def test_numbers_of_percent_do_not_break_from_their_sign(page: Component) -> None:
    assert re.findall(r"\S+ %|№ \S+", tree.text(page).replace(", %", "")) == []


@pytest.mark.parametrize("name", list(MODULES))
def test_skeleton_holds_every_id_of_the_page(name: str) -> None:
    skeleton = set(tree.ids(MODULES[name].skeleton()))
    pages = [build() for title, build in PAGES.items() if title.split(",")[0].split(" for ")[0] == name]
    assert pages
    assert set().union(*(tree.ids(item) for item in pages)) <= skeleton


@pytest.mark.parametrize("name", list(MODULES))
def test_page_holds_every_id_of_the_skeleton(name: str) -> None:
    """A callback must find its components whatever the data are."""
    skeleton = set(tree.ids(MODULES[name].skeleton()))
    unreachable = {ids.CITY_LISTED_GRAPH, ids.DISTRICT_LISTED_GRAPH}
    for title, build in PAGES.items():
        if title.split(",")[0].split(" for ")[0] == name:
            assert skeleton - unreachable <= set(tree.ids(build())), title


def test_every_declared_id_stands_in_a_skeleton_or_the_application() -> None:
    declared = {value for name, value in vars(ids).items() if name.isupper()}
    found = set(tree.ids(shell.skeleton())) | {ids.LOCATION} | set(tree.ids(record_lists.list_skeleton()))
    for module in MODULES.values():
        found |= set(tree.ids(module.skeleton()))
    assert declared - found == set()


def test_frame_links_keep_year_and_method() -> None:
    links = [item.href for item in tree.of_type(shell.frame("", header()), "Link")]
    assert links
    assert all("year=2025" in href and "method=two-years" in href for href in links)


def test_viewer_choice_is_hidden_outside_demo_mode() -> None:
    plain = shell.frame("", replace(header(), viewers=(), viewer=None))
    boxes = [item for item in tree.walk(plain) if getattr(item, "className", "") == "choice"]
    assert [box.hidden for box in boxes] == [False, False, True]


def test_synthetic_data_are_announced() -> None:
    assert "Синтетические данные" in tree.text(shell.frame("", header()))
    real = replace(header(), publication=samples.publication(synthetic=False))
    assert "Синтетические данные" not in tree.text(shell.frame("", real))


def test_default_rule_is_called_a_default_and_a_seen_one_is_not() -> None:
    default = tree.text(PAGES["city"]())
    seen = tree.text(PAGES["city, other method"]())
    assert "порог не подтверждён источником: принят по умолчанию" in default
    assert "порог не подтверждён" not in seen


def test_city_and_district_say_how_sure_the_list_is() -> None:
    found = samples.series((None, None, None, None, None, None, 27))[-1].confidence
    assert found is not None
    assert confidence.of_list(found) == "уверенно\u00a018, на границе\u00a06, скорее случайно\u00a03"
    assert "уверенно" in tree.text(PAGES["city"]())
    page = tree.text(PAGES["district"]())
    for said in ("более 99\u00a0%", "91\u00a0%", "66\u00a0%", "41\u00a0%", "уверенно", "на границе", "скорее случайно"):
        assert said in page
    # The school that left with 0.35 and those outside with 0.27 are named; a bare «не в списке» at 0.004 is not.
    outside = [row for row in samples.district().schools if row.status in {"none", "left"}]
    near = [row for row in outside if (row.probability or 0) >= 0.2]
    assert len(near) > 1
    assert confidence.near_finding(len(near)) in page
    grid = next(item for item in tree.of_type(PAGES["district"](), "AgGrid"))
    shapes = {row["name"]: row["shape"] for row in grid.rowData}
    assert {name for name, shape in shapes.items() if shape == "near"} == {r.name for r in near if r.status == "none"}


def test_district_without_probabilities_has_no_column_of_them() -> None:
    whole = samples.district()
    bare = replace(whole, schools=tuple(replace(row, probability=None) for row in whole.schools))
    page = tree.text(district.page(bare, PUBLICATION, SELECTION))
    assert confidence.TITLE not in page
    assert confidence.NEAR_TITLE not in page


@pytest.mark.parametrize(
    ("status", "probability", "said"),
    [
        ("stayed", 0.91, "91\u00a0% — уверенно (оценка по модели, принята по умолчанию)"),
        ("entered", 0.3, "30\u00a0% — скорее случайно"),
        ("none", 0.27, "27\u00a0% — зона риска"),
        ("left", 0.27, "27\u00a0% — зона риска"),
        ("none", 0.1, None),
        ("stayed", None, None),
    ],
)
def test_school_says_how_sure_its_place_is(status: str, probability: float | None, said: str | None) -> None:
    page = tree.text(school.page(replace(samples.school(status), probability=probability), PUBLICATION, SELECTION))
    assert ("Вероятность, что школа на деле соответствует правилу" in page) == (said is not None)
    assert said is None or said in page


def test_closed_district_shows_names_and_the_reason_only() -> None:
    page = PAGES["district, closed"]()
    grid = next(item for item in tree.of_type(page, "AgGrid"))
    assert {key for row in grid.rowData for key in row} == {"name", "nameHref", "kind", "address"}
    assert "видят Комитет по образованию и сам район" in tree.text(page)


def test_district_without_a_list_shows_addresses_instead_of_dashes() -> None:
    page = PAGES["district, no list"]()
    grid = next(item for item in tree.of_type(page, "AgGrid"))
    assert {key for row in grid.rowData for key in row} == {"name", "nameHref", "kind", "address"}
    assert "Список за этот год не составлен" in tree.text(page)


def test_masked_cells_say_so() -> None:
    assert "скрыто" in tree.text(PAGES["city for a school"]())


def test_empty_graph_has_the_config_too() -> None:
    assert tree.of_type(graph.empty_graph("x"), "Graph")[0].config["showSendToCloud"] is False


def test_heading_of_the_trajectory_speaks_of_the_focus() -> None:
    page = PAGES["school, stayed"]()
    findings = [item for item in tree.of_type(page, "Span") if getattr(item, "data-series", None)]
    assert len(findings) > len(samples.SERIES)
    assert [getattr(item, "data-series") for item in findings if not item.hidden] == ["oge-math-9"]


def test_a_district_of_which_only_means_are_known_shows_them_beside_the_city() -> None:
    text = tree.text(PAGES["district, means only"]())
    assert "Средний балл: район и город" in text
    assert "60,5" in text
    assert "64,0" in text
