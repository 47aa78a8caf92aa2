"""Every page with usual and extreme reports: it is a tree that serialises, reads well and holds its ids."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from dash.development.base_component import Component
from plotly.io.json import to_json_plotly

from layouts import (
    district,
    ids,
    record_lists,
    school,
    shell,
)
from layouts.figures import graph
from layouts.texts import confidence
from tests.components import samples, tree
from tests.components.pages import MODULES, PAGES

PUBLICATION, SELECTION = samples.publication(), samples.selection()
# Words that blame or rank a school.
BANNED = re.compile(r"худш|отстающ|аутсайдер|слаб\w* школ|рейтинг школ", re.IGNORECASE)


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
    # Fields of a record's form are named by a pattern, one for each field of the kind.
    assert {name for name in tree.ids(page) if '"type":"record-' not in name} <= declared


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


FIELDS = ("Select", "Input", "Textarea", "Checklist")


def test_every_field_has_a_label(page: Component) -> None:
    labelled = {getattr(item, "htmlFor", None) for item in tree.of_type(page, "Label")}
    # A field without an id stands inside its label.
    inside = [field for item in tree.of_type(page, "Label") for field in tree.of_type(item, *FIELDS)]
    nameless = [item for item in tree.of_type(page, *FIELDS) if not getattr(item, "id", None)]
    assert [item for item in nameless if item not in inside and getattr(item, "type", "") != "hidden"] == []
    hidden = {
        name
        for box in tree.walk(page)
        if getattr(box, "hidden", None)
        for item in tree.of_type(box, *FIELDS)
        for name in tree.ids(item)
    }
    fields = {name for item in tree.of_type(page, *FIELDS) for name in tree.ids(item)} - hidden
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
    shown: set[str] = set().union(*(tree.ids(item) for item in pages))
    assert {name for name in shown if not name.startswith("{")} <= skeleton


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
