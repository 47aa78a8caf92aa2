"""Each page of its own: within the policy of its headers, accessible, at 200 % zoom, on a phone, on paper.

One visit for all of it: in a test most of a page's cost is its coming.
"""

from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import OpenPage
from tests.browser.journey import violations
from tests.paths import PAGES

pytestmark = pytest.mark.browser

ZOOMED: ViewportSize = {"width": 640, "height": 450}  # 1280 × 900 at 200 %
PHONE: ViewportSize = {"width": 390, "height": 844}
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        && !element.closest('.table-scroll, .grid-frame, .chart'))
    .map(element => element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 40))"""
A4_BETWEEN_MARGINS: ViewportSize = {"width": 703, "height": 1000}
# What is wrong with the page on paper. Buttons that are headings or numbers of a table are read as such; the way to
# the page says where it belongs.
ON_PAPER = """() => {
    const seen = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && element.getBoundingClientRect().width > 1 && element.getBoundingClientRect().height > 1;
    const every = selector => [...document.querySelectorAll(selector)].filter(seen);
    const named = element => element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 40);
    const width = document.documentElement.clientWidth;
    return {
        controls: every('button:not(.sort-button, .cell-button), select, input, textarea, summary, [role=button],'
            + ' nav:not(.breadcrumbs), .ag-paging-panel').map(named),
        wide: every('main *').filter(element => !element.closest('svg')
            && element.getBoundingClientRect().right > width + 1).map(named),
        charts: every('main .main-svg').filter(drawing => drawing.getBoundingClientRect().right > width + 1).map(named),
        once: every('thead').filter(head => getComputedStyle(head).display !== 'table-header-group').map(named),
    };
}"""


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("path", [*PAGES, "/district/nowhere", "/audit"])
def test_a_page_keeps_the_policy_is_accessible_fits_and_prints(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    assert violations(page) == []  # before axe puts its own script in
    assert serious(page) == []
    for size in (ZOOMED, PHONE):
        page.set_viewport_size(size)
        with suppress(PlaywrightTimeout):  # charts follow the new width a moment later
            page.wait_for_function(FITS, timeout=30_000)
        assert page.evaluate(FITS), (size, page.evaluate(TOO_WIDE))
    page.emulate_media(media="print")
    page.set_viewport_size(A4_BETWEEN_MARGINS)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(ON_PAPER) == {"controls": [], "wide": [], "charts": [], "once": []}
    expect(page.locator("h1")).to_be_visible()
    if path != "/audit":  # the trail holds no results
        expect(page.locator(".notice")).to_contain_text("Синтетические данные")


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """Serious and critical findings of axe, with the first three places of each."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in found.response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
