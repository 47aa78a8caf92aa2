"""No page has a serious accessibility finding, or does what the policy of its headers forbids."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import OpenPage
from tests.browser.journey import violations
from tests.paths import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("path", [*PAGES, "/district/nowhere"])
def test_no_serious_accessibility_finding_and_no_violation(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    assert violations(page) == []  # before axe puts its own script in
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    serious = [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in found.response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    assert serious == []
