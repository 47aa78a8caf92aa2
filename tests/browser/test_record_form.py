"""The form of a record in a real browser: refused, mended, saved; a file; two writers; a silent server."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from layouts import ids
from tests.browser.conftest import OpenPage, Watch

pytestmark = pytest.mark.browser


def become(page: Page, viewer: str) -> None:
    """Chooses a viewer of the demonstration."""
    assert page.request.post("/demo/viewer", form={"viewer": viewer}).ok


def control(page: Page, name: str):
    return page.locator(f"[id='{ids.text_of(ids.record_field(name))}']")


def save(page: Page) -> None:
    page.get_by_role("button", name="Сохранить").click()


@pytest.fixture
def form(open_page: OpenPage) -> Page:
    """An empty form of an event of the city."""
    page = open_page("/record/event?place=city&back=/schools")
    expect(page.get_by_role("button", name="Сохранить")).to_be_visible()
    return page


def fill(page: Page, topic: str) -> None:
    control(page, "sort").select_option("heads")
    control(page, "topic").fill(topic)
    control(page, "held_on").fill("2025-10-01")
    control(page, "audience").fill("40")


def test_refused_then_mended_then_saved(form: Page) -> None:
    control(form, "topic").fill("Совещание с руководителями")
    save(form)
    message = form.locator(f"#{ids.RECORD_MESSAGE}")
    expect(message).to_contain_text("исправьте 2")
    expect(message).to_be_focused()
    # What was typed stays; the message leads to the field; the field says what is wrong with it.
    expect(control(form, "topic")).to_have_value("Совещание с руководителями")
    message.get_by_role("link", name="Вид").press("Enter")
    kind = control(form, "sort")
    expect(kind).to_be_focused()
    expect(kind).to_have_attribute("aria-invalid", "true")
    described = (kind.get_attribute("aria-describedby") or "").split()
    assert any("заполните" in (form.locator(f"[id='{part}']").text_content() or "") for part in described)
    fill(form, "Совещание с руководителями")
    save(form)
    saved = form.get_by_role("status").filter(has_text="Сохранено")
    expect(saved).to_be_visible()
    expect(saved).to_be_focused()
    assert re.search(r"[?&]id=\d+", form.url)
    assert "saved" not in form.url
    expect(form.locator("h1")).to_contain_text("совещание с руководителями школ")
    form.get_by_role("link", name="Вернуться").click()
    form.wait_for_url("**/schools*")


def test_two_clicks_and_a_reload_make_one_record(form: Page) -> None:
    fill(form, "Двойной щелчок")
    form.get_by_role("button", name="Сохранить").dblclick()
    expect(form.get_by_role("status").filter(has_text="Сохранено")).to_be_visible()
    record = re.search(r"[?&]id=(\d+)", form.url)
    assert record
    form.reload()
    expect(form.locator(".history > li")).to_have_count(1)
    following = int(record[1]) + 1
    form.goto(f"/record/event?id={following}")
    expect(form.locator("h1")).to_contain_text("Не найдено")


def test_two_writers_see_each_other(form: Page) -> None:
    fill(form, "Первый текст")
    save(form)
    expect(form.get_by_role("status").filter(has_text="Сохранено")).to_be_visible()
    other = form.context.new_page()
    other.goto(form.url)
    expect(control(other, "topic")).to_have_value("Первый текст")
    control(form, "audience").fill("55")
    save(form)
    expect(form.get_by_role("status").filter(has_text="редакция 2")).to_be_visible()
    control(other, "topic").fill("Второй текст")
    save(other)
    message = other.locator(f"#{ids.RECORD_MESSAGE}")
    expect(message).to_contain_text("Участников: теперь «55»")
    expect(control(other, "topic")).to_have_value("Второй текст")
    save(other)
    expect(other.get_by_role("status").filter(has_text="редакция 3")).to_be_visible()
    expect(control(other, "audience")).to_have_value("55")


def test_a_file_is_added_and_taken_off(form: Page, watch: Watch, tmp_path: Path) -> None:
    watch.allow_error("400")
    fill(form, "С протоколом")
    save(form)
    expect(form.get_by_role("status").filter(has_text="Сохранено")).to_be_visible()
    wrong, right = tmp_path / "протокол.pdf", tmp_path / "Протокол № 7.pdf"
    wrong.write_bytes(b"not a document")
    right.write_bytes(b"%PDF-1.7\n%%EOF\n")
    form.get_by_label("Добавить файл").set_input_files(wrong)
    form.get_by_role("button", name="Приложить").click()
    expect(form.locator(".file-form .form-message")).to_contain_text("не принимается")
    form.get_by_label("Добавить файл").set_input_files(right)
    form.get_by_role("button", name="Приложить").click()
    link = form.get_by_role("link", name="Протокол № 7.pdf")
    expect(link).to_be_visible()
    with form.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Протокол № 7.pdf"
    form.get_by_role("button", name="Снять: Протокол № 7.pdf").click()
    expect(link).to_have_count(0)
    expect(form.locator(".history")).to_contain_text("файл снят")


def test_a_silent_server_is_told_and_nothing_typed_is_lost(form: Page, watch: Watch) -> None:
    watch.allow_error("ERR_INTERNET_DISCONNECTED|Failed to fetch|Callback failed|NetworkError")
    fill(form, "Без связи")
    form.context.set_offline(True)
    save(form)
    expect(form.locator(f"#{ids.RECORD_WAITING}")).to_contain_text("Ответа от сервера нет")
    expect(control(form, "topic")).to_have_value("Без связи")
    form.context.set_offline(False)
    save(form)
    expect(form.get_by_role("status").filter(has_text="Сохранено")).to_be_visible()


def test_a_reader_sees_no_form(open_page: OpenPage, page: Page) -> None:
    open_page("/schools")
    become(page, "administrator")
    open_page("/record/event?place=city")
    expect(page.locator("h1")).to_have_text("Нет доступа")


@pytest.mark.parametrize(
    "kind", ["partnership_agreement?mentee_id=1", "risk_profile?school_id=1", "measure?school_id=1"]
)
def test_forms_are_accessible(open_page: OpenPage, kind: str) -> None:

    page = open_page(f"/record/{kind}")
    save(page)
    expect(page.locator(f"#{ids.RECORD_MESSAGE}")).to_contain_text("исправьте")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
