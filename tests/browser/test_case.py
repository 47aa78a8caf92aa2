"""The head answers a ground on the school's page; the Committee reads the answer there; the case leads to its forms."""

import pytest
from playwright.sync_api import Page, expect

from layouts import ids
from layouts.texts import answers as words
from layouts.texts import case as case_words
from layouts.texts import records as record_words
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser
TEXT = "В параллели сменился учитель; с сентября ставка занята, темы внесены в повторение."


def become(page: Page, viewer: str) -> None:
    """Chooses a demo viewer as the header's switch does."""
    assert page.context.request.post("/demo/viewer", form={"viewer": viewer}).ok


def heads(page: Page) -> list[int]:
    """Schools that the switch offers."""
    values: list[str] = page.locator(f"#{ids.VIEWER_SELECT} option").evaluate_all("o => o.map(e => e.value)")
    return [int(value.partition(":")[2]) for value in values if value.startswith("school:")]


def test_the_head_answers_a_ground_and_the_committee_reads_it(open_page: OpenPage) -> None:
    page = open_page("/method")
    evidence = page.locator("table.evidence")
    for school in heads(page):
        become(page, f"school:{school}")
        page = open_page(f"/school/{school}?year=2025")
        if evidence.get_by_role("link", name=words.ANSWER).count():
            break
    row = evidence.locator("tr", has=page.get_by_role("link", name=words.ANSWER)).first
    ground = row.locator("xpath=preceding-sibling::tr[1]/th").inner_text()
    row.get_by_role("link", name=words.ANSWER).click()
    page.get_by_label("Ответ (обязательное поле)").fill(TEXT)
    page.get_by_role("button", name=record_words.SAVE).click()
    page.get_by_role("link", name=record_words.BACK).click()
    beside = evidence.locator("tr", has_text=TEXT)
    expect(beside).to_have_count(1)
    expect(beside.locator("xpath=preceding-sibling::tr[1]/th")).to_have_text(ground)
    become(page, "committee")
    page = open_page(f"/school/{school}?year=2025")
    expect(evidence.locator("tr", has_text=TEXT)).to_have_count(1)
    expect(evidence.get_by_role("link", name=words.ANSWER)).to_have_count(0)
    page.get_by_role("link", name=case_words.ALL).click()
    expect(page.locator("h1")).to_contain_text("опровождение")
    expect(page.locator(".answers")).to_contain_text(TEXT)
    expect(page.get_by_role("link", name=case_words.ADD["recommendation"])).to_be_visible()


def test_the_case_of_another_district_is_closed(open_page: OpenPage) -> None:
    page = open_page("/district/nevsky?year=2025")
    become(page, "district:kirovsky")
    page = open_page("/case/386")
    expect(page.locator("main")).to_contain_text("видят Комитет по образованию, её район и сама школа")
    expect(page.locator("main")).not_to_contain_text(case_words.RISKS)
