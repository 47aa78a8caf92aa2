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


def test_the_table_tells_the_points_that_are_shown(open_page: OpenPage) -> None:
    page = open_page("/district/nevsky?year=2024&procedure=vpr&subject=math&grade=6")
    wait_for_map(page, ids.DISTRICT_FUNNEL_GRAPH)
    section = page.locator("section", has=page.locator(f"#{ids.DISTRICT_FUNNEL_GRAPH}"))
    section.locator(".twin summary").click()
    rows = section.locator("tbody tr")
    count = plot_value(page, f"{SHOWN}.x.length", ids.DISTRICT_FUNNEL_GRAPH)
    expect(rows).to_have_count(int(str(count)))
    first = plot_value(page, f"[{SHOWN}.x[0], {SHOWN}.customdata[0]]", ids.DISTRICT_FUNNEL_GRAPH)
    assert isinstance(first, list)
    expect(rows.first.locator("td").nth(1)).to_have_text(str(first[0]))
    expect(rows.first.locator("td").nth(2)).to_contain_text("лини")
    page.locator(f"#{ids.DISTRICT_TREND_SELECT}").select_option("oge-russian-9")
    expect(rows.first.locator("td").nth(1)).not_to_have_text(str(first[0]))
    # By number of participants, the largest first.
    section.locator("thead button", has_text="n").click()
    numbers = [int(text) for text in rows.locator("td:nth-child(3)").all_text_contents()]
    assert numbers == sorted(numbers, reverse=True)
    link = rows.first.locator("a")
    address = link.get_attribute("href") or ""
    link.press("Enter")
    page.wait_for_url(f"**{address}")
    expect(page.locator("h1")).to_contain_text("(демо)")
