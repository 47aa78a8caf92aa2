"""A chart is carried off: its picture at the sizes of a briefing, the clipboard, its table; by hand and by keyboard."""

import re
import struct
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from layouts import ids
from tests.browser.conftest import OpenPage
from tests.browser.journey import wait_for_map

pytestmark = pytest.mark.browser

SIZES = {"slide": (1280, 720), "half": (640, 720), "column": (720, 0)}
CHARTS = (
    ("/?layer=count", {ids.CITY_MAP_GRAPH: ("half", "slide"), ids.CITY_LISTED_GRAPH: ("column",)}),
    ("/district/nevsky", {ids.DISTRICT_TREND_GRAPH: ("half",)}),
    ("/school/1", {ids.SCHOOL_TREND_GRAPH: ("slide",), ids.SCHOOL_TIME_GRAPH: ("slide",)}),
)
"""Page, its graphs with the sizes that are looked at."""
# Of each text of the picture: its box, and whether all of it lies within the picture.
OUTSIDE = """svg => {
    const all = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect();
        return box.width && (box.left < all.left - 1 || box.right > all.right + 1 || box.top < all.top - 1
            || box.bottom > all.bottom + 1);
    }).map(text => text.textContent);
}"""
# Of the words of the picture: how high the smallest letters are, points on a slide of 13⅓ inches.
SMALLEST = """svg => Math.min(...[...svg.querySelectorAll('text')].filter(text => text.textContent.trim()).map(
    text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a * 0.75))"""
# A picture of the svg with and without the faces inside it: pixels that differ.
WITHOUT_FACES = """async text => {
    async function pixels(text) {
        const image = new Image();
        image.src = URL.createObjectURL(new Blob([text], {type: 'image/svg+xml'}));
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = 640; canvas.height = 360;
        canvas.getContext('2d').drawImage(image, 0, 0, 640, 360);
        return canvas.getContext('2d').getImageData(0, 0, 640, 360).data;
    }
    const bare = text.replace(/@font-face\\{[^}]*\\}/g, '').replace(/Source Sans Pro/g, 'No Such Face');
    const [own, other] = [await pixels(text), await pixels(bare)];
    return own.reduce((sum, value, at) => sum + (value !== other[at]), 0);
}"""


def menu(page: Page, graph: str) -> Locator:
    """The menu of the graph, open."""
    found = page.locator(f".chart-frame:has(#{graph}) .chart-menu")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def saved(page: Page, found: Locator, form: str, folder: Path) -> Path:
    """What the button of the form brings."""
    with page.expect_download() as download:
        found.get_by_role("button", name=form, exact=True).click()
    expect(found.get_by_role("status")).to_have_text(f"Сохранено: {download.value.suggested_filename}")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def plain(text: str) -> str:
    """Without breaks of lines and kinds of spaces."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("path", "charts"), CHARTS)
def test_pictures_hold_everything_that_a_reader_needs(
    open_page: OpenPage, browser: Browser, tmp_path: Path, path: str, charts: dict[str, tuple[str, ...]]
) -> None:
    page = open_page(path)
    viewing = browser.new_page()
    for graph, sizes in charts.items():
        wait_for_map(page, graph)
        for size in sizes:
            look(page, viewing, graph, size, tmp_path)
        if graph == ids.CITY_MAP_GRAPH:
            words = plain(" ".join(viewing.locator("svg").first.locator("text").all_text_contents()))
            signs = page.locator(".map-legend .legend-class, .map-legend .sign").all()
            shown = [plain(sign.inner_text()) for sign in signs if sign.is_visible()]
            assert len(shown) > 5
            assert all(sign in words for sign in shown)
            assert plain(page.locator(f"#{ids.CITY_LAYER_SELECT} option:checked").inner_text()) in words
            assert faces(viewing) == {("Source Sans Pro", True)}
    viewing.close()


def look(page: Page, viewing: Page, graph: str, size: str, folder: Path) -> None:
    """Checks the graph's picture of the size: words, letters, bounds, pixels."""
    found = menu(page, graph)
    title = page.locator(f"section:has(.chart-frame #{graph})").last.locator(".section-title").first.inner_text()
    found.locator("select").select_option(size)
    svg = saved(page, found, "SVG", folder)
    viewing.goto(f"file://{svg}")
    root = viewing.locator("svg").first
    words = plain(" ".join(root.locator("text").all_text_contents()))
    for said in (title, "СИНТЕТИЧЕСКИЕ ДАННЫЕ", "Источник: файлы", "методика «Два года»", "Публикация 1 от",
                 "Выгружено", f"{page.url.partition('?')[0]}?"):  # fmt: skip
        assert plain(said) in words, (size, said)
    assert root.evaluate(OUTSIDE) == []
    if graph == ids.SCHOOL_TIME_GRAPH:
        assert root.evaluate(SMALLEST) >= 9.9
    width, height = SIZES[size]
    box = [int(root.get_attribute(side) or 0) for side in ("width", "height")]
    assert box == [width, height or box[1]]
    text = svg.read_text("utf-8")
    assert set(re.findall(r"https?://(?!127\.0\.0\.1)[^\"'\s)<]+", text)) <= {
        "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink",
    }  # fmt: skip
    if size == "slide":
        # Width and height stand first in the head of the file.
        png = saved(page, found, "PNG", folder).read_bytes()
        assert struct.unpack(">II", png[16:24]) == (2 * box[0], 2 * box[1])
        assert page.evaluate(WITHOUT_FACES, text) > 1000


def faces(viewing: Page) -> set[tuple[str, bool]]:
    """Families that the letters of the picture are drawn with, and whether they came with it."""
    devtools = viewing.context.new_cdp_session(viewing)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    texts = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "text"})["nodeIds"]
    return {
        (font["familyName"], font["isCustomFont"])
        for text in texts
        for font in devtools.send("CSS.getPlatformFontsForNode", {"nodeId": text})["fonts"]
    }


def test_clipboard_and_keyboard(open_page: OpenPage, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page("/district/nevsky")
    wait_for_map(page, ids.DISTRICT_TREND_GRAPH)
    found = page.locator(f".chart-frame:has(#{ids.DISTRICT_TREND_GRAPH}) .chart-menu")
    found.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(found.locator("select")).to_be_visible()
    page.keyboard.press("Tab")
    expect(found.locator("select")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(found.locator("select")).to_have_value("half")
    for _ in ("PNG", "SVG", "Копировать"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(found.get_by_role("status")).to_have_text("Картинка скопирована.")
    kept = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const image = await createImageBitmap(await item.getType('image/png'));
            return [image.width, image.height];
        }"""
    )
    assert kept == [1280, 1440]
    found_by_axe = Axe().run(page, context=".chart-menu", options={"resultTypes": ["violations"]})
    assert [violation["id"] for violation in found_by_axe.response["violations"]] == []
    page.keyboard.press("Escape")
    expect(found).not_to_have_attribute("open", "")
    expect(found.locator("summary")).to_be_focused()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    found.locator("summary").click()
    found.get_by_role("button", name="Копировать").click()
    expect(found.get_by_role("status")).to_contain_text("сохраните PNG")
