"""From the city to a district and a school by clicks on the maps, and back."""

import pytest
from playwright.sync_api import Page, expect

import geodata
from layouts import ids
from monitoring.districts import DISTRICTS
from tests.browser.conftest import OpenPage
from tests.browser.journey import choose_another_layer, click_map, path_of, plot_value, wait_for_map

pytestmark = pytest.mark.browser


def click_district(page: Page, name: str) -> None:
    """Clicks the first place inside the district, in the main map, where the click meets no school."""
    district = geodata.project(geodata.load_districts()).set_index("name").geometry[name]
    marks = plot_value(
        page,
        "plot.data.filter(t => (t.xaxis || 'x') === 'x')"
        ".filter(t => String([].concat(t.customdata || '')[0]).startsWith('school:'))"
        ".flatMap(t => Array.from(t.x).map((x, i) => [x, t.y[i]]))",
    )
    assert isinstance(marks, list)
    inner = district.buffer(-600)
    west, south, east, north = inner.bounds
    from shapely import Point

    for row in range(1, 12):
        for column in range(1, 12):
            point = Point(west + (east - west) * column / 12, south + (north - south) * row / 12)
            if inner.contains(point) and all(point.distance(Point(mark)) > 1200 for mark in marks):
                click_map(page, point.x, point.y)
                return
    raise AssertionError(f"no free place in {name}")


def test_the_map_shows_18_districts_and_the_marks(open_page: OpenPage) -> None:
    page = open_page("/")
    wait_for_map(page)
    codes = plot_value(
        page,
        "[...new Set(plot.data.map(t => String([].concat(t.customdata || '')[0]))"
        ".filter(c => c.startsWith('district:')))].sort()",
    )
    assert codes == sorted(f"district:{district.code}" for district in DISTRICTS)
    drawn = plot_value(
        page, "[...plot.querySelectorAll('.js-fill')].filter(f => f.getBoundingClientRect().width > 3).length"
    )
    assert isinstance(drawn, int)
    assert drawn >= len(DISTRICTS)
    listed = page.locator("h1").inner_text()
    assert "школ" in listed
    assert plot_value(page, "plot.querySelectorAll('.scatterlayer .points path').length") not in {0, None}


def test_map_click_leads_to_the_district_then_to_a_school_and_back(open_page: OpenPage) -> None:
    page = open_page("/?year=2024")
    wait_for_map(page)
    click_district(page, "Пушкинский")
    page.wait_for_url("**/district/pushkinsky?year=2024")
    expect(page.locator("h1")).to_contain_text("Пушкинском районе")
    wait_for_map(page, ids.DISTRICT_MAP_GRAPH)
    school = plot_value(
        page,
        "plot.data.filter(t => t.customdata && String(t.customdata[0]).startsWith('school:'))"
        ".map(t => [t.customdata[0], t.x[0], t.y[0]])[0]",
        ids.DISTRICT_MAP_GRAPH,
    )
    assert isinstance(school, list)
    click_map(page, school[1], school[2], ids.DISTRICT_MAP_GRAPH)
    page.wait_for_url("**/school/*")
    expect(page.locator("h1")).to_contain_text("(демо)")
    page.go_back()
    page.wait_for_url("**/district/pushkinsky?year=2024")
    expect(page.locator("h1")).to_contain_text("Пушкинском районе")
    page.go_back()
    page.wait_for_url("**/?year=2024")
    wait_for_map(page)
    assert path_of(page) == "/"


@pytest.mark.parametrize("name", ["Курортный", "Кронштадтский", "Красносельский", "Колпинский"])
def test_other_districts_answer_a_click_too(open_page: OpenPage, name: str) -> None:
    page = open_page("/")
    wait_for_map(page)
    district = next(item for item in DISTRICTS if item.name == name)
    click_district(page, name)
    page.wait_for_url(f"**/district/{district.code}*")


def test_reload_of_a_deep_link_shows_the_same(open_page: OpenPage) -> None:
    page = open_page("/?year=2023&method=two-grounds-2025&layer=listed")
    wait_for_map(page)
    before = page.locator("main").inner_text()
    assert "2022/23" in before
    page.reload()
    wait_for_map(page)
    assert page.locator("main").inner_text() == before
    assert page.locator(f"#{ids.YEAR_SELECT}").input_value() == "2023"
    assert page.locator(f"#{ids.METHOD_SELECT}").input_value() == "two-grounds-2025"


def test_zoom_is_kept_when_the_layer_changes(open_page: OpenPage) -> None:
    page = open_page("/")
    wait_for_map(page)
    home = plot_value(page, "plot._fullLayout.xaxis.range")
    page.locator("button[data-zoom=in]").first.click()
    page.wait_for_function(
        "([graph, home]) => { const p = document.querySelector('#' + graph + ' .js-plotly-plot')"
        " || document.getElementById(graph); return p._fullLayout.xaxis.range[0] !== home[0]; }",
        arg=[ids.CITY_MAP_GRAPH, home],
    )
    zoomed = plot_value(page, "plot._fullLayout.xaxis.range")
    colours = "plot.data.filter(t => t.meta && t.meta.district !== undefined).map(t => t.fillcolor)"
    before = plot_value(page, colours)
    layer = choose_another_layer(page)
    page.wait_for_url(f"**layer={layer}*")
    assert plot_value(page, colours) != before
    assert plot_value(page, "plot._fullLayout.xaxis.range") == zoomed


def test_links_can_be_hidden_and_a_reload_keeps_it(open_page: OpenPage) -> None:
    page = open_page("/")
    wait_for_map(page)
    page.locator(f"#{ids.CITY_LINKS_SWITCH}").click()
    page.wait_for_url("**links=0*")
    page.reload()
    wait_for_map(page)
    shown = plot_value(page, "plot.data.filter(t => t.meta && t.meta.role === 'links').map(t => t.visible)")
    assert isinstance(shown, list)
    assert shown
    assert not any(shown)


def test_a_layer_chosen_before_the_map_is_drawn_is_painted_then(open_page: OpenPage) -> None:
    page = open_page("/")
    wait_for_map(page)
    page.evaluate("() => { window.later = window.Plotly; window.Plotly = undefined; }")
    layer = choose_another_layer(page)
    page.wait_for_url(f"**layer={layer}*")
    painted = f"() => document.querySelector('#{ids.CITY_MAP_GRAPH} .js-plotly-plot').layout.meta.layer === '{layer}'"
    assert not page.evaluate(painted)
    page.evaluate("() => { window.Plotly = window.later; }")
    page.wait_for_function(painted)


def test_there_is_no_share_button_and_no_webgl(open_page: OpenPage) -> None:
    page = open_page("/")
    wait_for_map(page)
    assert page.locator("text=/share/i").count() == 0
    assert page.locator("[data-title*='Share'], [data-title*='cloud' i]").count() == 0
    assert page.locator(".gl-canvas, .gl-container canvas").count() == 0


def test_a_page_that_comes_late_leaves_the_next_address_alone(open_page: OpenPage) -> None:
    """What a page's controls do when it is put on the screen, with the reader on another address already."""
    page = open_page("/")
    wait_for_map(page)
    layers = page.locator(f"#{ids.CITY_LAYER_SELECT} option").evaluate_all("options => options.map(o => o.value)")
    asked = """([path, layer]) => {
        const call = window.dash_clientside.traektoria, none = window.dash_clientside.no_update;
        window.history.replaceState({}, '', path);
        call.paintLayer(layer, {first: {}, [layer]: {colours: [], hover: [], labels: []}});
        call.toggleLinks(false);
        return [call.chooseDistrict('nevsky', 'nevsky') === none, call.chooseDistrict('nevsky', 'kirovsky'),
                window.location.search];
    }"""
    assert page.evaluate(asked, ["/school/1", layers[-1]]) == [True, "/district/nevsky", ""]
    assert page.evaluate(asked, ["/", layers[-1]])[2] == f"?layer={layers[-1]}&links=0"
