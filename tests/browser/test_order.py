"""From the order to where a proof is seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_a_point_leads_to_its_proof(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("navigation").get_by_role("link", name="Приказ").click()
    expect(page.locator("h1")).to_contain_text("распоряжения", timeout=30_000)
    row = page.locator("tr", has_text="Разработать положение о мониторинге").first
    expect(row).to_contain_text("до 01.09.2020")
    row.get_by_role("link", name="Городская часть пункта 3 плана").click()
    expect(page.locator("h1")).to_contain_text("План 2025/26", timeout=30_000)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("распоряжения", timeout=30_000)
