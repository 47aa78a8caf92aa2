"""A district watches a school on its page, sees it on «На контроле» and stops; the panel prints on A4."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from layouts import ids
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

A4_BETWEEN_MARGINS = 703
"""186 mm in pixels of 1/96 inch."""


def watch_list(page: Page):
    return page.locator("section", has=page.get_by_role("heading", name="Под наблюдением"))


def test_a_district_watches_a_school_and_stops(open_page: OpenPage) -> None:
    page = open_page("/district/nevsky")
    response = page.request.post("/demo/viewer", form={"viewer": "district:nevsky"}, headers={"Accept": "*/*"})
    assert response.ok
    open_page("/district/nevsky")
    page.locator(".listed tbody th a").first.click()
    page.wait_for_url("**/school/*")
    button = page.locator(f"#{ids.SCHOOL_WATCH_BUTTON}")
    expect(button).to_have_text("Следить за школой")
    name = page.title().partition(" — ")[0]
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Не следить")
    expect(page.locator(f"#{ids.SCHOOL_WATCH_STATUS}")).to_contain_text("Школа в вашем списке")
    page.get_by_role("link", name="Контроль", exact=True).click()
    row = watch_list(page).get_by_role("link", name=name)
    expect(row).to_be_visible()
    row.click()
    expect(button).to_have_text("Не следить")
    button.click()
    expect(button).to_have_text("Следить за школой")
    page.reload()
    expect(button).to_have_text("Следить за школой")
    open_page("/attention")
    expect(page.locator("main")).to_contain_text("Ни одна школа не под наблюдением")


@pytest.mark.parametrize("viewer", ["committee", "district:nevsky"])
def test_the_panel_prints_on_a4(open_page: OpenPage, viewer: str, tmp_path: Path) -> None:
    page = open_page("/attention")
    assert page.request.post("/demo/viewer", form={"viewer": viewer}, headers={"Accept": "*/*"}).ok
    open_page("/attention")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_BETWEEN_MARGINS, "height": 1000})
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(f"#{ids.VIEWER_SELECT}")).to_be_hidden()
    for table in page.locator("main table").all():
        box = table.bounding_box()
        if box is not None:  # a closed twin is not printed
            assert box["x"] + box["width"] <= A4_BETWEEN_MARGINS + 1
    pdf = tmp_path / "attention.pdf"
    page.pdf(path=pdf, format="A4", print_background=True)
    assert pdf.read_bytes().startswith(b"%PDF")
