"""No page has a serious accessibility finding."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import OpenPage
from tests.paths import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", [*PAGES, "/district/nowhere"])
def test_no_serious_accessibility_finding(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.wait_for_timeout(600)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    serious = [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in found.response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    assert serious == []
