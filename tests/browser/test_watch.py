"""The watch over the browser itself: every other browser test relies on what it sees."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import Watch


def test_requests_to_other_hosts_fail_and_are_seen(page: Page, watch: Watch) -> None:
    with page.expect_event("requestfailed") as failed:
        page.set_content("<img alt='' src='http://elsewhere.invalid/map.png'>")
    assert failed.value.url == "http://elsewhere.invalid/map.png"
    assert watch.foreign_requests == ["http://elsewhere.invalid/map.png"]
    watch.foreign_requests.clear()
    watch.allow_error("ERR_NAME_NOT_RESOLVED")


def test_errors_are_seen_unless_expected(page: Page, watch: Watch) -> None:
    with page.context.expect_event("weberror"):
        page.evaluate("() => { console.error('первая'); setTimeout(() => { throw new Error('вторая') }) }")
    assert [re.sub(r"\W+", "", error) for error in watch.unexpected_errors()] == ["первая", "вторая"]
    watch.allow_error("первая")
    assert len(watch.unexpected_errors()) == 1
    watch.allow_error("вторая")
