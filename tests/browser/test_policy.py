"""The policy of the headers in a real browser, hostile texts on pages, and what is seen when the server refuses."""

import json
import re
import unicodedata
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from layouts import ids
from tests.browser.conftest import OpenPage, Watch
from tests.browser.journey import choose_another_layer, violations, wait_for_map
from tests.hostile import MARK, TEXTS

pytestmark = pytest.mark.browser

SEND = """body => fetch('/_dash-update-component', {
  method: 'POST', body: body, headers: {'Content-Type': 'application/json'},
}).then(response => response.text())"""


@pytest.mark.usefixtures("listening")
def test_what_is_no_page_and_what_libraries_do_keeps_to_the_policy(open_page: OpenPage, watch: Watch) -> None:
    """That each page does, ``test_each_page`` says."""
    watch.allow_error("404")  # the last of them is not there
    styled = 0
    for path in ("/", "/district/nevsky", "/sign-in", "/sheets/nothing.xlsx"):
        page = open_page(path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        styled += page.evaluate("document.querySelectorAll('style').length")
    # The libraries have put their styles in, and they hold.
    assert styled > 10
    page = open_page("/")
    wait_for_map(page)
    choose_another_layer(page)
    sizes = page.evaluate(
        "Promise.all(['png', 'svg'].map(f => Plotly.toImage(document.querySelector('#city-map .js-plotly-plot') "
        "|| document.getElementById('city-map'), {format: f}).then(t => t.length)))"
    )
    assert min(sizes) > 10_000
    assert violations(page) == []


@pytest.mark.usefixtures("listening")
def test_markup_that_gets_into_a_page_neither_runs_nor_styles(open_page: OpenPage, watch: Watch) -> None:
    """The second wall: what if a text did come to a page as markup."""
    watch.allow_error("Content Security Policy|Content-Security-Policy|ERR_|404|Failed to load")
    page = open_page("/order")
    before = page.evaluate("getComputedStyle(document.body).color")
    page.evaluate(
        """document.getElementById('main').insertAdjacentHTML('beforeend',
        '<img src="data:," onerror="window.hurt = 1"><style>body { color: rgb(1, 2, 3) }</style>'
        + '<p style="color: rgb(1, 2, 3)" id="styled">x</p><object data="/"></object><iframe srcdoc="x"></iframe>')"""
    )
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hurt = 2'}))"
    )
    with pytest.raises(Exception, match=r"Content Security Policy|Failed to execute"):
        page.add_script_tag(content="window.hurt = 3")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("getComputedStyle(document.body).color") == before
    assert page.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    named = {text.split()[0] for text in violations(page)}
    assert {"script-src-attr", "style-src-elem", "style-src-attr", "script-src-elem"} <= named


def test_hostile_texts_of_records_are_shown_as_texts(open_page: OpenPage, page: Page) -> None:
    """Sent as the form sends them, then looked at where records are shown: the record, its history, the list."""
    open_page("/record/event?place=nevsky")
    asked: list[dict[str, Any]] = []

    def keep(request: Request) -> None:
        if _is_form(request.post_data):
            asked.append(request.post_data_json or {})

    page.on("request", keep)
    page.locator(f"#{ids.RECORD_SAVE}").click()
    expect(page.locator(f"#{ids.RECORD_MESSAGE}")).not_to_be_empty()
    form = asked[0]
    values, names, store = form["state"][0], form["state"][1], form["state"][2]
    known = {"place": "nevsky", "sort": "heads", "held_on": "2025-11-10", "audience": "12"}
    links = []
    for number, text in enumerate(text for text in TEXTS if len(text) < 150 and _has_signs(text)):
        for value, name in zip(values, names, strict=True):
            field = name["value"]["name"]
            value["value"] = known.get(field) or (text if field == "topic" else None)
        store["value"] |= {"token": f"hostile-{number}"}
        told = page.evaluate(SEND, json.dumps(form))
        found = re.search(r"/record/event[^\"]+", told.replace("\\u002f", "/"))
        assert found, (text, told)
        links.append(found[0])
    for link in links[:3]:
        open_page(link)
        assert page.evaluate("window.hurt") is None
        assert page.locator("main img").count() == 0
    open_page(links[0])
    expect(page.locator("main")).to_contain_text(MARK)
    open_page("/records/event")
    expect(page.locator(f"#{ids.RECORDS_GRID} .ag-row").first).to_be_visible()
    assert page.evaluate("window.hurt") is None
    assert page.locator("main img").count() == 0


def _has_signs(text: str) -> bool:
    # What is empty without its control characters is refused as empty.
    return any(unicodedata.category(sign)[0] not in "CZ" for sign in text)


def _is_form(body: str | None) -> bool:
    return body is not None and "record-problem" in body and "n_clicks" in body


def test_a_reader_sees_words_when_a_question_is_refused(open_page: OpenPage, watch: Watch) -> None:
    watch.allow_error("500|429|401|502|Callback|ERR_FAILED|Failed to fetch|already read")
    page = open_page("/method")
    page.wait_for_load_state("networkidle")
    banner = page.locator("#failure")
    answer: dict[str, Any] = {}
    page.route("**/_dash-update-component*", lambda route: reply(route, answer))
    slider = page.locator(f"#{ids.SIMULATOR_SHARE_SLIDER}")
    for value, status, body, words in (
        ("21", 500, '{"message": "В системе ошибка. Её номер: 1a2b3c4d."}', "1a2b3c4d"),
        ("22", 429, '{"message": "Слишком много запросов подряд. Повторите через 5 секунд."}', "через 5 секунд"),
        ("23", 401, "Сеанс закончился. Войдите снова.", "Войти в новой вкладке"),
        ("24", 502, "<html>bad gateway</html>", "Система не смогла ответить"),
    ):
        kind = "application/json" if body[0] == "{" else "text/html" if body[0] == "<" else "text/plain"
        answer.update(status=status, body=body, content_type=f"{kind}; charset=utf-8")
        slider.fill(value)
        expect(banner).to_contain_text(words, timeout=20_000)
        expect(banner).to_have_attribute("role", "alert")
    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)
    answer.clear()
    slider.fill("25")
    expect(banner).to_contain_text("Ответа от сервера нет", timeout=20_000)
    page.unroute("**/_dash-update-component*")
    # Once the server answers, the words of its silence go by themselves.
    slider.fill("30")
    expect(banner).to_have_count(0, timeout=20_000)


def reply(route: Route, answer: dict[str, Any]) -> None:
    if answer:
        route.fulfill(**answer)
    else:
        route.abort()
