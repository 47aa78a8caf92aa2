"""The plan: another day, the way back, the filter of tasks."""

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_another_day_stands_in_the_address(open_page: OpenPage) -> None:
    page = open_page("/roadmap?year=2025")
    headline = page.locator("h1")
    today = headline.text_content()
    field = page.locator(f"#{ids.ROAD_MAP_DAY}")
    field.fill("2025-10-10")
    page.wait_for_url("**on=2025-10-10*")
    expect(headline).not_to_have_text(today or "", timeout=30_000)
    expect(page.locator(f"#{ids.ROAD_MAP_DAY}")).to_have_value("2025-10-10")
    page.get_by_role("link", name="вернуться к сегодняшнему дню").click()
    expect(headline).to_have_text(today or "", timeout=30_000)
    assert "on=" not in page.url


def test_tasks_are_filtered_by_a_word(open_page: OpenPage) -> None:
    page = open_page("/roadmap?year=2025")
    overdue = int((page.locator("h1").text_content() or "").rpartition("просрочено")[2])
    rows = page.locator(f"#{ids.ROAD_MAP_GRID} .ag-center-cols-container .ag-row")
    expect(rows.first).to_be_visible()
    page.locator(f"#{ids.ROAD_MAP_FILTER}").fill("просрочено")
    expect(rows).to_have_count(overdue)
