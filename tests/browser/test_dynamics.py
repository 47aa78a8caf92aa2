"""Level × change and «скрыть незначимое»: a cell opens its schools, by mouse and keyboard; unclear rows go away."""

import re

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_a_cell_opens_its_schools(open_page: OpenPage) -> None:
    page = open_page("/district/nevsky")
    grid = page.locator(".level-change")
    buttons = grid.locator(".cell-button")
    first, second = buttons.nth(0), buttons.nth(1)
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(grid.locator("li")).to_have_count(int(first.locator("span").first.inner_text()))
    second.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "false")
    expect(grid.locator("li")).to_have_count(int(second.locator("span").first.inner_text()))
    expect(grid.locator(".cell-title")).to_have_text(second.get_attribute("aria-label") or "")
    name = grid.locator("li a").first.inner_text()
    page.keyboard.press("Escape")
    expect(grid.locator("li")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    grid.locator("li a").first.click()
    page.wait_for_url(re.compile(r"/school/\d+\?year=\d+&method=two-years"))
    expect(page.locator("h1")).to_contain_text(name)


def test_what_is_unclear_is_hidden_and_the_address_keeps_it(open_page: OpenPage) -> None:
    page = open_page("/district/nevsky")
    rows = page.locator("tr.unclear")
    expect(rows.first).to_be_visible()
    expect(page.locator(".clear-note").first).to_be_hidden()
    page.locator(f"#{ids.DISTRICT_CLEAR_SWITCH}").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**clear=1*")
    expect(rows.locator("visible=true")).to_have_count(0)
    expect(page.locator(".clear-note").first).to_be_visible()
    page.reload()
    page.locator("h1").first.wait_for()
    expect(page.locator(f"#{ids.DISTRICT_CLEAR_SWITCH}")).to_be_checked()
    expect(rows.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(rows.first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(f"#{ids.DISTRICT_CLEAR_SWITCH}").click()
    expect(rows.first).to_be_visible()
    assert "clear" not in page.url


def test_a_sentence_leads_to_its_place(open_page: OpenPage) -> None:
    page = open_page("/")
    link = page.locator('.first-looks a[data-to="plan"]')
    link.click()
    expect(page.locator('[data-part="plan"]')).to_be_focused()
    assert "#" not in page.url
