"""Each page as a whole: it stands, fits at 200 % zoom, prints on A4."""

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from layouts import ids
from tests.browser.conftest import OpenPage, Watch
from tests.browser.journey import choose_another_layer, wait_for_map
from tests.paths import PAGES

pytestmark = pytest.mark.browser

WALKED = (*PAGES, "/district/nowhere")


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
        once: every('thead').filter(head => getComputedStyle(head).display !== 'table-header-group').map(named),
    };
}"""


@pytest.mark.parametrize("path", [*WALKED, "/audit"])
def test_200_percent_zoom_and_a_phone_without_horizontal_scroll_and_a_clean_sheet(
    page: Page, open_page: OpenPage, path: str
) -> None:
    page.set_viewport_size(ZOOMED)
    open_page(path)
    page.wait_for_timeout(600)
    assert page.evaluate(FITS), page.evaluate(TOO_WIDE)
    page.set_viewport_size(PHONE)
    with suppress(PlaywrightTimeout):  # charts follow the new width a moment later
        page.wait_for_function(FITS, timeout=2000)
    assert page.evaluate(FITS), page.evaluate(TOO_WIDE)
    page.emulate_media(media="print")
    page.set_viewport_size(A4_BETWEEN_MARGINS)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(ON_PAPER) == {"controls": [], "wide": [], "once": []}
    expect(page.locator("h1")).to_be_visible()
    if path != "/audit":  # the trail holds no results
        expect(page.locator(".notice")).to_contain_text("Синтетические данные")


def test_an_unknown_page_says_so(open_page: OpenPage, watch: Watch) -> None:
    watch.allow_error("404")  # the server says it too, and the browser reports that
    page = open_page("/nowhere")
    expect(page.locator("h1")).to_contain_text("Такой страницы нет")
    page.locator("main a").first.click()
    page.wait_for_function("() => location.pathname === '/'")


def test_a_page_prints_on_a4_without_controls(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/")
    wait_for_map(page)
    page.emulate_media(media="print")
    for control in (ids.YEAR_SELECT, ids.CITY_LAYER_SELECT, ids.VIEWER_SELECT):
        expect(page.locator(f"#{control}")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("footer.site-footer")).to_contain_text("1307-р")
    pdf = tmp_path / "city.pdf"
    page.pdf(path=pdf, format="A4", print_background=True)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert pdf.stat().st_size > 20_000
    # The map stands on the sheet whole: 186 mm between the margins are 703 px.
    page.set_viewport_size({"width": 703, "height": 1000})
    for drawing in page.locator(".map-graph .main-svg, .chart .main-svg").all():
        box = drawing.bounding_box()
        assert box is not None
        assert 0 < box["width"] <= 703
        assert box["height"] > 100


def test_synthetic_data_are_named_on_every_page(open_page: OpenPage) -> None:
    for path in PAGES:
        page = open_page(path)
        expect(page.locator("body")).to_contain_text("Синтетические данные")


def test_the_viewer_switch_narrows_what_is_shown(open_page: OpenPage) -> None:
    page = open_page("/district/nevsky")
    options = page.locator(f"#{ids.VIEWER_SELECT} option").all_inner_texts()
    wanted = next(text for text in options if "Кировск" in text)
    with page.expect_navigation():
        page.locator(f"#{ids.VIEWER_SELECT}").select_option(label=wanted)
    page.locator("h1").first.wait_for()
    expect(page.locator("main")).to_contain_text("Невск")
    expect(page.locator("main")).not_to_contain_text("остаётся в списке")
    page.goto("/district/kirovsky")
    expect(page.locator("main")).to_contain_text("в списке")


def test_nothing_is_asked_of_the_server_for_a_layer(open_page: OpenPage) -> None:
    page = open_page("/")
    page.wait_for_timeout(800)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    layer = choose_another_layer(page)
    page.wait_for_url(f"**layer={layer}*")
    assert asked == []
