"""A partnership from its proposal to its beginning, in a real browser: two districts, one after the other."""

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from layouts import ids
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def become(page: Page, viewer: str) -> None:
    """Chooses a viewer of the demonstration."""
    assert page.request.post("/demo/viewer", form={"viewer": viewer}).ok


def control(page: Page, name: str) -> Locator:
    return page.locator(f"[id='{ids.text_of(ids.record_field(name))}']")


def save(page: Page) -> None:
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("status").filter(has_text="Сохранено")).to_be_visible()


@pytest.fixture
def pair(demo_database: Path) -> tuple[sqlite3.Row, sqlite3.Row]:
    """Two schools of different districts that have no partnership: id, name, district."""
    free = (
        "select id, name, district_code as district from school where district_code = ? and kind = 'school' and id not "
        "in (select mentee_id from partnership_agreement union select mentor_id from partnership_agreement) order by id"
    )
    with sqlite3.connect(demo_database) as connection:
        connection.row_factory = sqlite3.Row
        return tuple(connection.execute(free, [code]).fetchone() for code in ("nevsky", "kirovsky"))


def test_one_district_proposes_the_other_confirms(
    open_page: OpenPage, page: Page, pair: tuple[sqlite3.Row, sqlite3.Row]
) -> None:
    mentee, mentor = pair
    open_page("/partnerships")
    become(page, f"district:{mentee['district']}")
    values = f"mentee_id={mentee['id']}&mentor_id={mentor['id']}&subjects=math&status=proposed"
    open_page(f"/record/partnership_agreement?{values}&mentee_confirmed_on=2025-11-15&back=/partnerships")
    save(page)
    page.get_by_role("link", name="Вернуться").click()
    page.wait_for_url("**/partnerships*")

    become(page, f"district:{mentor['district']}")
    open_page("/partnerships")
    rows = page.locator(f"#{ids.PARTNERSHIPS_GRID} .ag-center-cols-container .ag-row")
    rows = rows.filter(has_text=str(mentee["name"]))
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("предложено, ждёт: Кировский")
    rows.get_by_role("link", name="предложение").click()
    expect(page.locator("h1")).to_contain_text("партнёрство предложено")
    # The results of the other district's school stay closed.
    expect(page.locator("main")).to_contain_text("Результаты подшефной школы открыты Комитету")
    button = page.get_by_role("button", name="Подтвердить")
    button.dblclick()
    done = page.locator(f"#{ids.PARTNERSHIP_CONFIRMED}")
    expect(done).to_contain_text("Осталось внести номер и дату соглашения")
    expect(page.locator(f"#{ids.PARTNERSHIP_MENTOR_SAID}")).to_have_text("подтверждено 15.11.2025")
    expect(page.locator(f"#{ids.PARTNERSHIP_PROBLEM}")).to_be_empty()
    expect(button).to_be_disabled()
    address = page.url

    become(page, f"district:{mentee['district']}")
    page.goto(address)
    page.get_by_role("link", name="Запись и история").click()
    expect(page.locator(".history > li")).to_have_count(2)
    control(page, "agreement_number").fill("Д-25/100")
    control(page, "agreement_date").fill("2025-11-14")
    control(page, "status").select_option("active")
    save(page)
    page.goto(address)
    expect(page.locator("h1")).to_contain_text("партнёрство действует")
    expect(page.get_by_role("button", name="Подтвердить")).to_be_hidden()

    page.get_by_role("link", name="Добавить мероприятие").click()
    control(page, "sort").select_option("seminar")
    control(page, "participants").fill("12")
    control(page, "outcome").fill("Составлен план на четверть.")
    # The partnership begins with the day of the proposal.
    control(page, "held_on").fill("2025-11-15")
    save(page)
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Составлен план на четверть.")
    page.goto(f"/school/{mentee['id']}")
    expect(page.locator(".partner-card")).to_contain_text("Подтверждено обоими районами.")


def test_a_proposal_of_the_matcher_fills_the_form(open_page: OpenPage) -> None:
    page = open_page("/partnerships")
    link = page.get_by_role("link", name=re.compile("Предложить партнёрство")).first
    school = (link.text_content() or "").split(": ")[1].split(", ")[0]
    link.click()
    expect(control(page, "mentee_id").locator("option:checked")).to_have_text(school)
    expect(control(page, "status")).to_have_value("proposed")
