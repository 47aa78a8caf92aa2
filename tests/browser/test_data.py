"""The way of data in a browser: sent, understood, stored, set right, published, traced back, undone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Dialog, Page, Playwright, expect

from tests import desk_files
from tests.browser.conftest import Watch, profiled, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(_small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Origin of a server over its own copy of the small city."""
    folder = tmp_path_factory.mktemp("data-server")
    database = folder / "traektoria.db"
    shutil.copyfile(_small_city, database)
    with served(database, folder) as origin:
        yield origin


@pytest.fixture(scope="module")
def profile(playwright: Playwright, server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser of this server's readers."""
    with profiled(playwright, server, tmp_path_factory.mktemp("profile")) as profile:
        yield profile


@pytest.fixture
def analyst(page: Page, server: str) -> Page:
    """A tab of the analyst, who answers «yes» when asked."""
    page.context.request.post(f"{server}/demo/viewer", form={"viewer": "analyst"})
    page.on("dialog", lambda dialog: _yes(dialog))
    return page


def _yes(dialog: Dialog) -> None:
    dialog.accept()


def serious(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in found.response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]


def send(page: Page, *paths: Path) -> None:
    page.locator("#data-files").set_input_files(list(paths))
    page.get_by_role("button", name="Отправить").click()


def test_the_way_of_data(analyst: Page, tmp_path: Path) -> None:
    page = analyst
    page.goto("/data")
    send(page, desk_files.own_headings(tmp_path, low=70, grade=6), desk_files.wrong(tmp_path))
    page.get_by_text("не годится: 2").wait_for()
    page.get_by_text("вид не распознан").wait_for()
    assert serious(page) == []

    # A finding with row, column and mend.
    page.get_by_role("link", name="ошибки.csv").click()
    expect(page.locator(".findings")).to_contain_text("Отметки в сумме 120,00")
    expect(page.locator(".findings tbody tr").first).to_contain_text("Предмет")
    page.get_by_role("button", name="Убрать").click()
    page.wait_for_url("**/data")

    # Columns of unknown headings are chosen once.
    page.get_by_role("link", name="своя-таблица.xlsx").click()
    page.get_by_label("Вид файла").select_option("flat-marks")
    page.get_by_role("button", name="Проверить").click()
    page.locator("select[name='column:pct_2']").wait_for(state="attached")
    for field, heading in desk_files.OWN_MAPPING.items():
        page.locator(f"select[name='column:{field}']").select_option(f"column {heading}")
    page.get_by_label("Запомнить под названием").fill("Таблица района")
    assert serious(page) == []
    page.get_by_role("button", name="Проверить").click()
    expect(page.locator("h1")).to_contain_text("можно загрузить")

    # The dry run tells what would change; then the file is stored whole.
    expect(page.locator("main")).to_contain_text("Прочитано: 12 строк")
    page.get_by_role("button", name="Импортировать").click()
    expect(page.locator("h1")).to_contain_text("загружен")
    page.goto("/data")
    send(page, desk_files.own_headings(tmp_path, "ещё.xlsx", low=20, grade=8), desk_files.marks(
        tmp_path, "новые.csv", low=65, numbers=range(2, 13), strangers=[98]
    ))  # fmt: skip
    page.get_by_text("годится: 12 строк").first.wait_for()
    expect(page.get_by_text("в карантин 1")).to_be_visible()
    page.get_by_role("button", name="Загрузить отмеченные").click()
    page.get_by_text("Загружено файлов: 2").wait_for()

    # The row whose school is unknown: corrected, then taken with a school.
    page.goto("/data/quarantine")
    page.get_by_text("Исправить числа").click()
    page.get_by_label("Участников").fill("31")
    page.get_by_label("Причина").first.fill("опечатка")
    page.get_by_role("button", name="Исправить").click()
    page.get_by_text("Участников: 30 → 31").wait_for()
    assert serious(page) == []
    page.get_by_label("Школа", exact=True).fill("ГБОУ СОШ № 1 (Невский район), № 1")
    page.get_by_role("button", name="Принять", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Карантин пуст")

    # Published: the figure shows, and leads to file, sheet and row.
    page.goto("/data")
    page.get_by_role("button", name="Опубликовать").click()
    page.get_by_text("Опубликовано: версия данных 2").wait_for()
    page.goto("/school/2")
    page.locator("summary", has_text="Таблица: результаты по годам").click()
    row = page.locator("tr", has_text="ВПР мат 6").filter(has_text="2024/25").filter(has_text="65,0").first
    row.get_by_role("link", name="откуда").click()
    expect(page.locator(".origins-table")).to_contain_text("новые.csv")
    page.get_by_role("link", name="Показать все цифры школы").click()
    traced = page.locator(".origins-table tr", has_text="своя-таблица.xlsx")
    expect(traced).to_contain_text("Район")
    expect(traced).to_contain_text("доля низких 70,0")
    assert serious(page) == []
    page.goto("/origins/1?procedure=vpr&subject=math&grade=6&held=2025")
    expect(page.locator(".origins-table")).to_contain_text("через карантин")
    expect(page.locator(".origins-table")).to_contain_text("n = 31")

    page.goto("/data")
    page.get_by_text("Отменить последнюю публикацию").click()
    page.get_by_text("Читатели снова видят версию данных 1").first.wait_for()
    page.goto("/origins/2")
    expect(page.locator(".origins-table")).not_to_contain_text("новые.csv")


def test_a_file_that_is_none_is_refused_beside_its_name(analyst: Page, tmp_path: Path, watch: Watch) -> None:
    watch.allow_error("422")
    picture = tmp_path / "картинка.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    analyst.goto("/data")
    send(analyst, picture)
    expect(analyst.locator(".upload-list .refused")).to_contain_text("Это не таблица")
