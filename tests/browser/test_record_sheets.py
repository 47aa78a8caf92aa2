"""Records as files in a real browser: a district takes the template, sends it with a mistake, mends it, sees it."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import OpenPage, Watch
from tests.data.record_sheets import book_bytes, headings

pytestmark = pytest.mark.browser

EVENT = {
    "Где": "Невский район", "Вид": "совещание с руководителями школ", "Тема": "Итоги четверти, файлом",
    "Дата": date(2025, 11, 10), "Участников": 12,
}  # fmt: skip


def test_a_district_fills_in_a_template(
    context: BrowserContext, open_page: OpenPage, watch: Watch, tmp_path: Path
) -> None:
    watch.allow_error("422")
    context.request.post("/demo/viewer", form={"viewer": "district:nevsky"})
    page = open_page("/records")
    page.get_by_role("link", name="Мероприятия", exact=True).click()
    page.get_by_role("heading", level=1, name="Мероприятия").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Скачать шаблон").click()
    assert "шаблон" in waiting.value.suggested_filename
    titles = headings(Path(waiting.value.path()).read_bytes())
    file = tmp_path / "мероприятия.xlsx"

    file.write_bytes(book_bytes(titles, [EVENT | {"Участников": "двенадцать"}]))
    page.get_by_label("Заполненный файл").set_input_files(file)
    page.get_by_role("button", name="Проверить файл").click()
    told = page.locator(".sheet-told")
    expect(told).to_contain_text("Ничего не записано: 1 замечание")
    expect(told).to_contain_text("строка 2, столбец «Участников»: нужно целое число")
    expect(told).to_be_focused()

    file.write_bytes(book_bytes(titles, [EVENT]))
    page.get_by_label("Заполненный файл").set_input_files(file)
    page.get_by_role("button", name="Проверить файл").click()
    expect(told).to_contain_text("Новых записей: 1, изменённых: 0")
    page.get_by_role("button", name="Записать 1 запись").press("Enter")
    expect(told).to_contain_text("Сохранено. Новых записей: 1")
    page.get_by_role("button", name="Показать в списке").click()
    expect(page.locator(".grid")).to_contain_text("Итоги четверти, файлом")
    page.locator("#records-filter").fill("файлом")
    expect(page.locator(".ag-center-cols-container .ag-row")).to_have_count(1)
    page.locator(".ag-center-cols-container a").first.click()
    page.get_by_role("heading", level=1).get_by_text("Итоги четверти, файлом").wait_for()
