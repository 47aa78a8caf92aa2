"""The threshold simulator by keyboard: the list and the address follow the slider, a link brings them back."""

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_a_slider_moved_by_keyboard_changes_the_list_and_the_address(open_page: OpenPage) -> None:
    page = open_page("/method")
    finding = page.locator(f"#{ids.SIMULATOR_FINDING}")
    expect(finding).to_contain_text("Опубликованный список")
    published = int(page.locator(f"#{ids.SIMULATOR_LISTED}").inner_text())
    page.get_by_label("Порог доли").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(finding).to_contain_text("При пороге 35")
    page.wait_for_url("**/method?share=35")
    listed = page.locator(f"#{ids.SIMULATOR_LISTED}")
    expect(listed).not_to_have_text(str(published))
    now = int(listed.inner_text())
    assert now < published
    assert int(page.locator(f"#{ids.SIMULATOR_LEFT}").inner_text()) == published - now
    expect(page.locator(f"#{ids.SIMULATOR_SHARE_VALUE}")).to_have_text("35")
    expect(page.locator(f"#{ids.SIMULATOR_CURVE_GRAPH} .textpoint")).to_contain_text(f"{now}")
    page.wait_for_function(
        "([grid, wanted]) => [...document.querySelectorAll(`#${grid} .ag-center-cols-container [col-id=simulated]`)]"
        ".reduce((sum, cell) => sum + Number(cell.innerText), 0) === wanted",
        arg=[ids.SIMULATOR_DISTRICTS_GRID, now],
    )
    page.reload()
    expect(finding).to_contain_text("При пороге 35")
    expect(listed).to_have_text(str(now))
    expect(page.locator(f"#{ids.SIMULATOR_SHARE_SLIDER}")).to_have_value("35")
    page.locator(f"#{ids.SIMULATOR_RESET_BUTTON}").press("Enter")
    expect(listed).to_have_text(str(published))
    page.wait_for_function("() => location.search === ''")
