"""Similar schools: the committee goes from one to another."""

import pytest
from playwright.sync_api import expect

from layouts import ids
from layouts.texts import similar as words
from tests.browser.conftest import OpenPage
from tests.browser.journey import wait_for_map

pytestmark = pytest.mark.browser


def test_a_similar_school_is_opened_from_the_table(open_page: OpenPage) -> None:
    page = open_page("/school/2?year=2024")
    section = page.locator("section", has=page.locator(f"#{ids.SCHOOL_SIMILAR_GRAPH}"))
    wait_for_map(page, ids.SCHOOL_SIMILAR_GRAPH)
    expect(section.locator("h2")).to_contain_text("при условиях школы")
    section.locator("summary", has_text=words.NAMED_TWIN).click()
    rows = section.locator("details tbody tr")
    expect(rows).to_have_count(30)
    name = rows.first.locator("a").inner_text()
    rows.first.locator("a").click()
    page.wait_for_url("**/school/*year=2024*")
    expect(page.locator("h1")).to_contain_text(name)
