"""The funnel of a district: a click on a point opens the school, the choice of assessment changes both charts."""

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage
from tests.browser.journey import click_map, plot_value, wait_for_map

pytestmark = pytest.mark.browser

SHOWN = "plot.data.find(t => t.customdata && t.visible !== false)"


def test_a_point_of_the_funnel_opens_the_school(open_page: OpenPage) -> None:
    page = open_page("/district/nevsky?year=2024")
    wait_for_map(page, ids.DISTRICT_FUNNEL_GRAPH)
    select = page.locator(f"#{ids.DISTRICT_TREND_SELECT}")
    select.select_option("oge-russian-9")
    page.wait_for_url("**procedure=oge&subject=russian&grade=9*")
    heading = page.locator("section", has=page.locator(f"#{ids.DISTRICT_FUNNEL_GRAPH}")).locator("h2 span:visible")
    expect(heading).to_contain_text("По русскому языку (ОГЭ)")
    page.wait_for_function(
        "graph => { const plot = document.querySelector('#' + graph + ' .js-plotly-plot');"
        " return plot.data.filter(t => t.visible !== false).every(t => t.meta.focus === 'oge-russian-9'); }",
        arg=ids.DISTRICT_FUNNEL_GRAPH,
    )
    # The school with most participants: no other point lies over it.
    place = plot_value(
        page,
        f"(trace => {{ const i = trace.x.indexOf(Math.max(...trace.x));"
        f" return [trace.customdata[i], trace.x[i], trace.y[i]]; }})({SHOWN})",
        ids.DISTRICT_FUNNEL_GRAPH,
    )
    assert isinstance(place, list)
    click_map(page, place[1], place[2], ids.DISTRICT_FUNNEL_GRAPH)
    page.wait_for_url(f"**/school/{place[0].removeprefix('school:')}?year=2024")
    expect(page.locator("h1")).to_contain_text("(демо)")
