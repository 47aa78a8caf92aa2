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


def test_the_committee_makes_the_next_plan_by_two_clicks(open_page: OpenPage) -> None:
    page = open_page("/roadmap?year=2024&plan=2026")
    page.locator("summary", has_text="Создать план на 2026/27").click()
    page.get_by_role("button", name="Создать план на 2026/27").click()
    result = page.locator(f"#{ids.ROAD_MAP_COPY_RESULT}")
    expect(result).to_contain_text("создано 12", timeout=30_000)
    result.get_by_role("link", name="Открыть план").click()
    expect(page.locator("h1")).to_contain_text("План 2026/27", timeout=30_000)
    # It stands beside the others now, and is not offered again.
    page.get_by_role("link", name="2025/26").first.click()
    expect(page.locator("h1")).to_contain_text("План 2025/26", timeout=30_000)
    expect(page.locator("summary", has_text="Создать план")).to_have_count(0)


def test_all_tasks_stand_on_paper(open_page: OpenPage) -> None:
    page = open_page("/roadmap?year=2025")
    page.locator(f"#{ids.ROAD_MAP_GRID} .ag-row").first.wait_for()
    total = int((page.locator("h1").text_content() or "").replace("\u00a0", " ").partition(" из ")[2].partition(",")[0])
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("table.print-only tbody tr")).to_have_count(total)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("table.print-only")).to_have_count(0)
