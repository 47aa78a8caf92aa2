"""What holds for every page, seen on one of them: unknown addresses, paper, the viewer, layers."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from layouts import ids
from tests.browser.conftest import OpenPage, Watch
from tests.browser.journey import choose_another_layer, wait_for_map

pytestmark = pytest.mark.browser


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
    wait_for_map(page)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    layer = choose_another_layer(page)
    page.wait_for_url(f"**layer={layer}*")
    assert asked == []
