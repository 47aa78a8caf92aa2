"""From the administrator's page of accounts to its holder's pages and out; the same through a provider of accounts."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from data_access import engine as engines
from data_access.accounts import manage
from data_access.viewer import Role, Viewer
from tests.browser.conftest import PATIENCE, VIEWPORT, Watch, served
from tests.oidc_provider import OidcProvider, settings_of

pytestmark = pytest.mark.browser

OWN = "четыре несвязанных слова подряд"
EXPECTED = (r"401 \(UNAUTHORIZED\)", r"400 \(BAD REQUEST\)")


@dataclass(frozen=True)
class Closed:
    """A server outside demo mode, its provider of accounts, and the administrator's one-time password."""

    origin: str
    provider: OidcProvider
    once: str


@pytest.fixture(scope="module")
def closed(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    """A running server over a copy of the demo city, with a provider in a process of its own."""
    folder = tmp_path_factory.mktemp("closed")
    database = folder / "city.db"
    shutil.copyfile(demo_database, database)
    engine = engines.create(f"sqlite:///{database}")
    with engine.begin() as connection:
        once = manage.add(connection, "admin", "Администратор", Viewer(Role.ADMINISTRATOR), datetime.now(UTC))
    engine.dispose()
    provider = OidcProvider()
    provider.start()
    chosen = {
        f"TRAEKTORIA_{name.upper()}": str(value) for name, value in settings_of(provider.issuer, folder).items()
    } | {"TRAEKTORIA_DEMO_MODE": "off", "TRAEKTORIA_SECRET_KEY": "a secret of the tests alone"}
    try:
        with served(database, folder, **chosen) as origin:
            yield Closed(origin, provider, once)
    finally:
        provider.stop()


NewPage = Callable[[], Page]


@pytest.fixture
def new_page(browser: Browser, closed: Closed) -> Iterator[NewPage]:
    """Function that opens a tab of a browser of its own; what went wrong in them is told when the test ends."""
    watch = Watch(closed.origin)
    for pattern in EXPECTED:
        watch.allow_error(pattern)
    contexts = []
    foreign: list[str] = []

    def on_request(request: Request) -> None:
        # What the provider's own pages ask for is no matter of ours; our pages send no other site a referrer.
        ours = request.url.startswith((closed.origin, closed.provider.issuer))
        if not ours and not request.headers.get("referer", "").startswith(closed.provider.issuer):
            foreign.append(request.url)

    def open_tab() -> Page:
        context = browser.new_context(base_url=closed.origin, viewport=VIEWPORT, locale="ru-RU")
        watch.attach(context)
        context.on("request", on_request)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()
    assert foreign == []
    assert [error for error in watch.unexpected_errors() if closed.origin in error] == []


def serious(page: Page) -> list[str]:
    """Serious findings of accessibility on the page as it stands."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{page.url}: {each['id']}" for each in found if each["impact"] in {"serious", "critical"}]


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Имя для входа").fill(name)
    page.get_by_label("Пароль").fill(password)
    page.get_by_role("button", name="Войти", exact=True).click()


def choose(page: Page, former: str, password: str) -> None:
    page.get_by_label("Прежний пароль").fill(former)
    page.get_by_label("Новый пароль", exact=True).fill(password)
    page.get_by_label("Новый пароль ещё раз").fill(password)
    page.get_by_role("button", name="Сменить пароль").click()


def test_from_the_administrators_page_to_the_holders_pages_and_out(closed: Closed, new_page: NewPage) -> None:
    desk = new_page()
    desk.goto("/accounts")
    findings = serious(desk)
    sign_in(desk, "admin", closed.once)
    expect(desk).to_have_url(f"{closed.origin}/password")
    findings += serious(desk)
    choose(desk, closed.once, OWN)
    findings += serious(desk)
    desk.goto("/method")
    desk.get_by_role("link", name="Учётные записи").click()
    desk.get_by_role("link", name="Завести запись").click()
    findings += serious(desk)
    expect(desk.get_by_label("Район")).to_be_hidden()
    desk.get_by_label("Имя для входа").fill("nevsky")
    desk.get_by_label("Должность и организация").fill("Начальник отдела образования")
    desk.get_by_label("Кто").select_option("Администрация района")
    desk.get_by_label("Район").select_option("Невский район")
    desk.get_by_role("button", name="Завести и показать пароль").click()
    once = desk.locator("#once").inner_text()
    findings += serious(desk)
    desk.get_by_role("link", name="Все учётные записи").click()
    expect(desk.get_by_role("row", name="nevsky")).to_contain_text("одноразовый пароль")
    findings += serious(desk)

    page = new_page()
    page.goto("/district/nevsky?year=2024")
    sign_in(page, "nevsky", "не тот пароль")
    expect(page.get_by_role("alert")).to_contain_text("не подошли")
    sign_in(page, "nevsky", once)
    choose(page, once, "короткий")
    expect(page.get_by_role("button", name="Сменить пароль")).to_be_visible()  # the browser itself asks for more signs
    choose(page, once, "йцукенгшщзхъ")
    expect(page.get_by_role("alert")).to_contain_text("легко подобрать")
    findings += serious(page)
    choose(page, once, OWN)
    expect(page.get_by_role("status")).to_contain_text("Пароль изменён")
    page.goto("/district/nevsky")
    expect(page.locator("h1")).to_contain_text("Невском районе")
    expect(page.locator(".reader")).to_contain_text("Администрация Невского района")

    # The administrator ends the sessions while the page stands open: the reader is told, signs in beside it, goes on.
    desk.get_by_role("link", name="nevsky").click()
    findings += serious(desk)
    desk.get_by_role("button", name="Завершить сеансы", exact=True).click()
    expect(desk.get_by_role("status")).to_contain_text("Сеансы завершены")
    page.get_by_role("navigation", name="Разделы").get_by_role("link", name="Школы").click()
    expect(page.get_by_role("alert")).to_contain_text("Сеанс закончился")
    with page.expect_popup() as beside:
        page.get_by_role("link", name="Войти в новой вкладке").click()
    sign_in(beside.value, "nevsky", OWN)
    expect(beside.value.locator("h1")).to_be_visible()
    page.get_by_role("navigation", name="Разделы").get_by_role("link", name="Методика").click()
    expect(page.locator("h1")).to_contain_text("Кто попадает в список")

    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    assert "Невск" not in page.content()
    assert findings == []


def test_through_the_provider_in_and_out(closed: Closed, new_page: NewPage) -> None:
    closed.provider.knows("methodist", groups=["Районы"], district="Кировский район", organisation="ИМЦ")
    page = new_page()
    page.goto("/district/kirovsky")
    page.get_by_role("link", name="Войти через учётную запись района").click()
    page.locator("input[name=sub]").fill("methodist")
    page.locator("form button, form input[type=submit]").first.click()
    expect(page).to_have_url(f"{closed.origin}/district/kirovsky")
    expect(page.locator("h1")).to_contain_text("Кировском районе")
    expect(page.locator(".reader")).to_contain_text("ИМЦ Кировского района")
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url(f"{closed.provider.issuer}/oauth2/end_session*")
    page.goto("/")
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
