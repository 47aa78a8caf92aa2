"""КО sets an item of the plan done with evidence: from the overdue one to the screens that count it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def overdue(heading: str) -> int:
    found = re.search(r"просрочено\D*(\d+)", heading)
    return int(found[1]) if found else 0


def test_an_overdue_item_is_reported_done_with_evidence(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/roadmap?year=2025")
    before = overdue(page.locator("h1").text_content() or "")
    assert before
    page.get_by_role("link", name=re.compile("^Отчитаться")).first.click()
    status = page.locator(f"[id='{ids.text_of(ids.record_field('status'))}']")
    expect(status).to_be_visible()
    status.select_option("done")
    page.get_by_role("button", name="Сохранить").click()
    # Done without a day and a proof is refused, and what was chosen stays.
    message = page.locator(f"#{ids.RECORD_MESSAGE}")
    expect(message).to_contain_text("исправьте 2")
    expect(status).to_have_value("done")
    page.get_by_label("Чем подтверждается").fill("Отчёт о выполнении утверждён")
    page.locator(f"[id='{ids.text_of(ids.record_field('done_on'))}']").fill("2025-11-14")
    page.get_by_label("Номер документа").fill("01-17/25")
    page.locator(f"[id='{ids.text_of(ids.record_field('document_date'))}']").fill("2025-11-14")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("status").filter(has_text="Сохранено")).to_be_visible()
    report = tmp_path / "Отчёт.pdf"
    report.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page.get_by_label("Добавить файл").set_input_files(report)
    page.get_by_role("button", name="Приложить").click()
    expect(page.get_by_role("link", name="Отчёт.pdf")).to_be_visible()
    expect(page.locator(".history")).to_contain_text("01-17/25")
    page.goto("/roadmap?year=2025")
    heading = page.locator("h1")
    expect(heading).to_be_visible()
    assert overdue(heading.text_content() or "") == before - 1
