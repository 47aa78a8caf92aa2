"""Filters and paths by keyboard alone."""

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage
from tests.browser.journey import wait_for_map

pytestmark = pytest.mark.browser


def test_year_and_method_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    wait_for_map(page)
    years = page.locator(f"#{ids.YEAR_SELECT} option").evaluate_all("options => options.map(o => o.value)")
    present = page.locator(f"#{ids.YEAR_SELECT}").input_value()
    place = years.index(present)
    key, wanted = ("ArrowDown", years[place + 1]) if place + 1 < len(years) else ("ArrowUp", years[place - 1])
    page.locator(f"#{ids.YEAR_SELECT}").focus()
    page.keyboard.press(key)
    page.wait_for_url(f"**year={wanted}*")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(f"#{ids.YEAR_SELECT}")).to_have_value(wanted)
    options = page.locator(f"#{ids.METHOD_SELECT} option").evaluate_all("options => options.map(o => o.value)")
    method = [value for value in options if value][1]
    page.locator(f"#{ids.METHOD_SELECT}").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(f"**method={method}*")
    assert f"year={wanted}" in page.url
    expect(page.locator(f"#{ids.METHOD_SELECT}")).to_have_value(method)
    page.go_back()
    page.wait_for_function("method => !location.search.includes(method)", arg=method)
    expect(page.locator(f"#{ids.METHOD_SELECT}")).to_have_value("two-years")


def test_the_first_tab_stop_skips_to_the_content(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{ids.MAIN}"


def test_the_table_twin_leads_to_a_district_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    link = page.locator("main table a", has_text="Невский").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/district/nevsky*")
    expect(page.locator("h1")).to_contain_text("Невском районе")


def test_schools_are_found_by_typing(open_page: OpenPage) -> None:
    page = open_page("/schools")
    page.locator(f"#{ids.SCHOOLS_FILTER}").fill("12-07")
    row = page.locator(f"#{ids.SCHOOLS_GRID} .ag-center-cols-container .ag-row")
    expect(row).to_have_count(1)
    page.locator(f"#{ids.SCHOOLS_GRID} a", has_text="12-07").click()
    page.wait_for_url("**/school/*")
    expect(page.locator("h1")).to_contain_text("12-07")
