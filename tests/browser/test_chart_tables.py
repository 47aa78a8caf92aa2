"""The table of every chart that no briefing has: its workbook and its csv say what the page shows, cell by cell."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from layouts import ids
from layouts.texts import pictures as words
from tests.browser.conftest import OpenPage, Watch
from tests.browser.journey import wait_for_map
from tests.spreadsheet import lines, sheets

pytestmark = pytest.mark.browser

CHARTS = (
    ("/effect", (ids.EFFECT_BARS_GRAPH, ids.EFFECT_YEARS_GRAPH)),
    ("/district/nevsky", (ids.DISTRICT_FUNNEL_GRAPH,)),
    ("/partnership/1", (ids.PARTNERSHIP_TIMELINE_GRAPH,)),
    ("/school/12", (ids.SCHOOL_TIME_GRAPH, ids.SCHOOL_SIMILAR_GRAPH, ids.SCHOOL_SIGNS_GRAPH)),
)
# The texts of the cells of a table that is open, told without the script that is tested.
CELLS = "table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText))"


def plain(text: str) -> str:
    """Without spaces: lines of a cell are parted in a file by a sign of its own."""
    return re.sub(r"[\s\u00ad;]+", "", text).removeprefix("'")


def squeezed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in rows]


def menu(page: Page, graph: str) -> Locator:
    """The menu of the graph, open."""
    wait_for_map(page, graph)
    found = page.locator(f".chart-frame:has(#{graph}) .chart-menu")
    found.locator("summary").click()
    return found


def brought(page: Page, found: Locator, form: str) -> tuple[str, bytes]:
    """Name and content of the file that the button brings."""
    with page.expect_download() as download:
        found.get_by_role("button", name=form, exact=True).click()
    name = download.value.suggested_filename
    expect(found.get_by_role("status")).to_have_text(f"Сохранено: {name}")
    return name, Path(download.value.path()).read_bytes()


def both(page: Page, graph: str, shown: list[list[str]]) -> list[list[list[str]]]:
    """Checks that both files of the graph hold the rows; the sheets of the workbook."""
    found = menu(page, graph)
    name, content = brought(page, found, "XLSX")
    book = [lines(sheet) for sheet in sheets(content)]
    table = squeezed(book[0])
    head = table.index(squeezed(shown)[0])
    assert table[head : head + len(shown)] == squeezed(shown), graph
    assert table[0][0] == plain(words.SYNTHETIC_MARK)
    title = page.locator(f"section:has(.chart-frame #{graph})").last.locator("h2, h3").first.inner_text()
    assert plain(title) in [row[0] for row in table[:head]]
    said = [row[0] for row in book[1]]
    assert any(text.startswith(f"Страница: {page.url.partition('?')[0]}?year=") for text in said)
    assert any("Публикация 1 от" in text for text in said)
    name_of_csv, content = brought(page, found, "CSV")
    assert name_of_csv.removesuffix(".csv") == name.removesuffix(".xlsx")
    rows = squeezed(list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")))
    # The workbook has an empty row over its heading, and empty cells where the csv has no cell.
    assert [row for row in rows if any(row)][: head + len(shown) - 1] == [
        [cell for cell in row if cell] if at < head else row for at, row in enumerate(table) if any(row)
    ][: head + len(shown) - 1]
    return book


@pytest.mark.parametrize(("path", "graphs"), CHARTS, ids=[path for path, _ in CHARTS])
def test_files_hold_the_table_under_the_chart(open_page: OpenPage, path: str, graphs: tuple[str, ...]) -> None:
    page = open_page(path)
    for graph in graphs:
        wait_for_map(page, graph)
        twin = page.locator(f"section:has(.chart-frame #{graph}) details.twin").first
        twin.locator("summary").click()
        table = twin.locator("table")
        expect(table.locator("tbody tr").first).to_be_visible()
        shown = table.evaluate(CELLS)
        twin.locator("summary").click()
        both(page, graph, shown)


def test_files_of_grids_and_of_maps_without_a_table(open_page: OpenPage, page: Page, context: BrowserContext) -> None:
    open_page("/partnerships")
    grid = page.locator(f"#{ids.PARTNERSHIPS_GRID}")
    grid.scroll_into_view_if_needed()
    first = grid.locator(".ag-row[row-index='0'] .ag-cell")
    expect(first.first).to_be_visible()
    heads = grid.locator(".ag-header-cell-text").all_inner_texts()
    both(page, ids.PARTNERSHIPS_MAP_GRAPH, [heads, first.all_inner_texts()])

    open_page("/method")
    book = lines(sheets(brought(page, menu(page, ids.SIMULATOR_CURVE_GRAPH), "XLSX")[1])[0])
    listed = page.locator(f"#{ids.SIMULATOR_LISTED}").inner_text()
    assert ["30\u00a0%", listed] in book, "the threshold of the method gives the list as it is shown"

    # A district of others: no table beside the map, but its points say their names.
    assert context.request.post("/demo/viewer", form={"viewer": "district:kirovsky"}).ok
    open_page("/district/nevsky")
    book = lines(sheets(brought(page, menu(page, ids.DISTRICT_MAP_GRAPH), "XLSX")[1])[0])
    named = [row for row in book if re.search(r" 12-\d\d \(демо\)", row[0])]
    assert len(named) == 54


def test_refusals_are_told_in_words(open_page: OpenPage, page: Page, watch: Watch) -> None:
    watch.allow_error("401|429|502|ERR_FAILED")
    open_page("/effect")
    found = menu(page, ids.EFFECT_YEARS_GRAPH)
    told = found.get_by_role("status")
    button = found.get_by_role("button", name="XLSX", exact=True)

    def answered(status: int, kind: str, body: str) -> None:
        def answer(route: Route) -> None:
            route.fulfill(status=status, content_type=kind, body=body)

        page.unroute("**/table/page.xlsx")
        page.route("**/table/page.xlsx", answer)
        button.click()

    answered(401, "text/plain", "Сеанс закончился. Войдите снова.")
    expect(told).to_have_text("Сеанс закончился. Войдите снова.")
    answered(429, "application/json", '{"message": "Слишком много запросов подряд. Повторите через 5 секунд."}')
    expect(told).to_contain_text("Повторите через 5 секунд.")
    answered(502, "text/html", "<html><body>Шлюз</body></html>")
    expect(told).to_have_text("Таблица не получилась. Обновите страницу и повторите.")
    page.unroute("**/table/page.xlsx")
    page.route("**/table/page.xlsx", lambda route: route.abort())
    button.click()
    expect(told).to_contain_text("Ответа от сервера нет")
    page.unroute("**/table/page.xlsx")
    brought(page, found, "XLSX")
