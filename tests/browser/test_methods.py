"""Another method is chosen in the header; schools of a group are found among all."""

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage
from tests.browser.journey import plot_value, wait_for_map

pytestmark = pytest.mark.browser

DASHED = "plot.layout.shapes.filter(shape => shape.line && shape.line.dash === 'dash').length"


def test_a_rule_without_a_threshold_draws_none(open_page: OpenPage) -> None:
    page = open_page("/school/1?year=2025")
    wait_for_map(page, ids.SCHOOL_TREND_GRAPH)
    assert plot_value(page, DASHED, ids.SCHOOL_TREND_GRAPH) == 1
    page.locator(f"#{ids.METHOD_SELECT}").select_option("lower-quartile")
    page.wait_for_url("**method=lower-quartile*")
    expect(page.locator("h1")).to_contain_text("нижней четверти города")
    wait_for_map(page, ids.SCHOOL_TREND_GRAPH)
    assert plot_value(page, DASHED, ids.SCHOOL_TREND_GRAPH) == 0
    page.locator(f"#{ids.METHOD_SELECT}").select_option("social-conditions")
    expect(page.locator("h1")).to_contain_text("индекс неблагоприятных условий")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("нижней четверти города")


def test_another_method_of_the_same_page_is_a_document_of_its_own(open_page: OpenPage) -> None:
    """Dash would put a large page into its own place for a quarter of a minute."""
    page = open_page("/school/1?year=2025")
    page.evaluate("() => { window.before = true; }")
    select = page.locator(f"#{ids.METHOD_SELECT}")
    select.focus()
    select.select_option("lower-quartile")
    page.wait_for_url("**method=lower-quartile*")
    expect(page.locator("h1")).to_contain_text("нижней четверти города")
    assert page.evaluate("() => window.before") is None
    expect(page.locator(f"#{ids.METHOD_SELECT}")).to_be_focused()


def test_schools_of_the_zone_of_risk_are_found_by_word(open_page: OpenPage) -> None:
    page = open_page("/schools?year=2025")
    grid = page.locator(f"#{ids.SCHOOLS_GRID}")
    expect(grid.locator(".ag-center-cols-container .ag-row")).to_have_count(50)
    page.locator(f"#{ids.SCHOOLS_FILTER}").fill("зона риска")
    expect(grid.locator(".ag-center-cols-container .ag-row").nth(20)).to_have_count(0)
    rows = grid.locator(".ag-center-cols-container .ag-row")
    assert 0 < rows.count() <= 20
    for row in rows.all():
        expect(row).to_contain_text("зона риска")
