"""Parts of pages about change: the grid holds every school once, closed ones are words, what is unclear is marked."""

import json
from dataclasses import replace
from typing import Any

from layouts import city, district, dynamics, ids, parts, school
from layouts.components.change_grid import change_grid
from layouts.components.city_tables import series_table
from layouts.texts import dynamics as words
from layouts.view import View
from monitoring.level_change import cells
from monitoring.reports.dynamics import NO_DYNAMICS
from tests.components import samples, tree

PUBLICATION, SELECTION = samples.publication(), samples.selection()


def classes(node: Any, name: str) -> list[Any]:
    return [item for item in tree.walk(node) if name in (getattr(item, "className", None) or "").split()]


def test_the_grid_is_a_table_of_buttons_that_hold_every_school_once() -> None:
    report = samples.district()
    found = cells(report.dynamics.schools)
    grid = change_grid(found, SELECTION)
    buttons = classes(grid, "cell-button")
    counts = [int(tree.of_type(button, "Span")[0].children) for button in buttons]
    assert sum(counts) == len(report.dynamics.schools)
    held = json.loads(grid.to_plotly_json()["props"]["data-schools"])
    assert [item[0] for group in held["cells"].values() for item in group].count(report.dynamics.schools[0].id) == 1
    keys = [button.to_plotly_json()["props"]["data-cell"] for button in buttons]
    assert set(keys) == set(held["cells"])
    assert held["search"] == "?year=2025&method=two-years"
    (table,) = tree.of_type(grid, "Table")
    heads = tree.of_type(table, "Th")
    assert {getattr(head, "scope", None) for head in heads} == {"col", "row", "colgroup"}
    assert all(name in tree.text(table) for name in (*words.LEVEL_NAMES, *words.CHANGE_NAMES))


def test_a_closed_district_has_no_grid_and_a_school_sees_its_own_place() -> None:
    closed = samples.district(is_open=False)
    section = dynamics.level_change(closed.dynamics, PUBLICATION, SELECTION)
    assert words.GRID_CLOSED in tree.text(section)
    assert not tree.of_type(section, "Table")
    own = replace(closed.dynamics, schools=samples.district().dynamics.schools[:1])
    said = tree.text(dynamics.level_change(own, PUBLICATION, SELECTION))
    assert "Ваша школа: доля" in said
    assert words.GRID_CLOSED in said
    assert words.GRID_EMPTY in tree.text(
        dynamics.level_change(replace(NO_DYNAMICS, whole=True), PUBLICATION, SELECTION)
    )


def test_the_city_shows_the_grid_to_those_who_see_all() -> None:
    assert classes(city.page(samples.city(), PUBLICATION, SELECTION), "change-grid")
    assert not classes(city.page(samples.city_for_a_school(), PUBLICATION, SELECTION), "change-grid")


def test_unclear_rows_are_marked_and_counted() -> None:
    report = samples.district()
    page = district.page(report, PUBLICATION, SELECTION)
    rows = [item for item in classes(page, "unclear") if type(item).__name__ == "Tr"]
    listed = {row.id for row in report.schools if row.status not in {"none", "not-assessed"}}
    within = {item.id for item in report.dynamics.schools if item.change.verdict == "within"}
    apart = [item for item in report.dynamics.changes if dynamics._unclear(item, district=True)]
    assert len(rows) == len(listed & within) + len(apart)
    assert rows
    notes = [tree.text(item) for item in classes(page, "clear-note")]
    assert words.hidden_schools(len(listed & within)) in notes
    assert words.hidden_rows(len(apart)) in notes
    changes = samples.school().dynamics
    table = tree.text(dynamics.school_changes(changes, PUBLICATION, SELECTION, View()))
    assert words.TOGETHER in table
    assert "изменение в пределах погрешности" in table


def test_the_switch_is_part_of_the_address() -> None:
    assert View.from_query({"clear": "1"}).clear
    assert not View.from_query({"clear": "yes"}).clear
    pages = {
        ids.CITY_CLEAR_SWITCH: city.page(samples.city(), PUBLICATION, SELECTION, View(clear=True)),
        ids.DISTRICT_CLEAR_SWITCH: district.page(samples.district(), PUBLICATION, SELECTION, View(clear=True)),
        ids.SCHOOL_CLEAR_SWITCH: school.page(samples.school(), PUBLICATION, SELECTION, View(clear=True)),
    }
    for switch, page in pages.items():
        assert dynamics.CLEAR in page.to_plotly_json()["props"]["className"].split()
        (found,) = [item for item in tree.walk(page) if getattr(item, "id", None) == switch]
        assert found.value is True


def test_sentences_lead_to_parts_that_are_there() -> None:
    for page in (
        city.page(samples.city(), PUBLICATION, SELECTION),
        district.page(samples.district(is_open=False), PUBLICATION, SELECTION),
        school.page(samples.school("entered"), PUBLICATION, SELECTION),
    ):
        named = {item.to_plotly_json()["props"].get("data-part") for item in tree.of_type(page, "Section")}
        asked = {item.to_plotly_json()["props"].get("data-to") for item in tree.of_type(page, "A")} - {None}
        assert asked <= named
        assert len(classes(page, "first-looks")) == 1
        assert 1 <= len(tree.of_type(classes(page, "first-looks")[0], "Li")) <= 3
    assert {parts.PLAN, parts.CHANGES, parts.LIST} <= {
        item.to_plotly_json()["props"].get("data-part")
        for item in tree.of_type(district.page(samples.district(), PUBLICATION, SELECTION), "Section")
    }


def test_the_twin_of_the_list_tells_how_it_came_about() -> None:
    table = series_table(samples.city().series)
    last = [tree.text(cell) for cell in tree.of_type(tree.of_type(table, "Tr")[-1], "Td", "Th")]
    flow = samples.city().series[-1].flow
    assert flow is not None
    assert last[-3:] == [str(flow.once), str(flow.twice), str(flow.more)]
    # A publication of a former version does not know it.
    old = series_table([replace(item, flow=None) for item in samples.city().series])
    assert len(tree.of_type(tree.of_type(old, "Tr")[0], "Th")) == len(last) - 3


def test_the_trajectory_gives_the_verdict_of_the_interval() -> None:
    text = tree.text(school.page(samples.school(), PUBLICATION, SELECTION)).replace("\u00a0", " ")
    assert "к среднему трёх прежних лет (с 2021/22), снижение различимо" in text
    # An assessment outside the stored changes has nothing to be compared with.
    assert "сравнивать не с чем" in text
