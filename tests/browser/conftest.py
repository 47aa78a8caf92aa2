"""A real server and a real browser. The browser reaches that server alone; whatever else it asks for is a failure."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    ViewportSize,
    WebError,
    expect,
    sync_playwright,
)

from tests.conftest import service_environment

START_SECONDS = 90
PATIENCE = 120_000
"""Milliseconds that a test waits for what the reader would see: a page that nobody has asked for before takes long on
a machine with busy neighbours, and only a failure costs this time."""
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-3d-apis",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Every name and address but this machine's is unknown. (Playwright's own interception of requests
    # would switch the browser's cache off, and reload and Back would not be those of a reader.)
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
STORED = "local_storage,indexeddb,cache_storage,service_workers"
"""What a page may store beside cookies; the cache of the browser is not of it."""

LISTEN = """window.violations = [];
document.addEventListener('securitypolicyviolation', function (event) {
  const told = [event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber, event.sample];
  window.violations.push(told.join(' '));
});"""

OpenPage = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


class Watch:
    """What went wrong in the pages of one test, seen from outside them."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.foreign_requests: list[str] = []
        self.errors: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow_error(self, pattern: str) -> None:
        """Expects errors that match `pattern`, such as «404» on the page for unknown addresses."""
        self._allowed.append(re.compile(pattern))

    def attach(self, context: BrowserContext) -> None:
        """Listens to every page of the context, also to those opened later."""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_web_error)

    def detach(self, context: BrowserContext) -> None:
        """Listens no more."""
        context.remove_listener("request", self._on_request)
        context.remove_listener("console", self._on_console)
        context.remove_listener("weberror", self._on_web_error)

    def unexpected_errors(self) -> list[str]:
        return [error for error in self.errors if not any(allowed.search(error) for allowed in self._allowed)]

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"data", "blob", "about"}:
            return
        if f"{address.scheme}://{address.netloc}" != self.origin:
            self.foreign_requests.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _on_web_error(self, error: WebError) -> None:
        self.errors.append(str(error.error))


def chromium_path() -> str:
    """The system's Chromium; `make test` installs it where it may."""
    named = os.environ.get("TRAEKTORIA_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not found:
        pytest.fail("нет Chromium: поставьте пакет chromium или укажите TRAEKTORIA_CHROMIUM", pytrace=False)
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether the server's own report says that it is well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def served(database: Path, folder: Path, **settings: str) -> Iterator[str]:
    """Origin of a server over the database, such as http://127.0.0.1:8123, while the block lasts."""
    port = free_port()
    log_path = folder / "log.txt"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
            cwd=folder,
            env=service_environment(f"sqlite:///{database}", folder) | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"сервер не поднялся:\n{log_path.read_text(errors='replace')}", pytrace=False)
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=15)


@pytest.fixture(scope="session")
def server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Origin of a running server over this worker's own copy of the demo city."""
    folder = tmp_path_factory.mktemp("server")
    database = folder / "traektoria.db"
    shutil.copyfile(demo_database, database)
    with served(database, folder) as origin:
        yield origin


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium for whoever needs several readers at a time, each in a profile of his own."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_ARGUMENTS))
    yield browser
    browser.close()


@contextmanager
def profiled(playwright: Playwright, origin: str, folder: Path) -> Iterator[BrowserContext]:
    """A Chromium with one profile, whose cache stays warm as a reader's does.

    A profile made anew for each test would load and compile all scripts again, and take twice the time.
    """
    profile = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=chromium_path(),
        args=list(CHROMIUM_ARGUMENTS),
        base_url=origin,
        viewport=VIEWPORT,
        locale="ru-RU",
        timezone_id="Europe/Moscow",
        reduced_motion="reduce",
    )
    profile.set_default_timeout(PATIENCE)
    yield profile
    profile.close()


@pytest.fixture(scope="session")
def profile(playwright: Playwright, server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser of all tests of this worker that are readers of the demo city."""
    with profiled(playwright, server, tmp_path_factory.mktemp("profile")) as profile:
        yield profile


@pytest.fixture
def watch(server: str) -> Watch:
    """What the pages of this test asked of other hosts and reported as errors; checked when the test ends."""
    return Watch(server)


@pytest.fixture
def context(profile: BrowserContext, server: str, watch: Watch) -> Iterator[BrowserContext]:
    """The reader of this test: a browser that remembers nothing of former ones but what it has loaded."""
    watch.attach(profile)
    yield profile
    first, *others = profile.pages
    for page in others:
        page.close()
    watch.detach(profile)
    profile.clear_cookies()
    profile.clear_permissions()
    profile.new_cdp_session(first).send("Storage.clearDataForOrigin", {"origin": server, "storageTypes": STORED})
    assert watch.foreign_requests == [], "страница обращалась к другим узлам"
    assert watch.unexpected_errors() == [], "ошибки в браузере"


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    """An empty tab. When the test fails, its picture is kept in the test's folder."""
    page = context.new_page()
    failed_before = request.session.testsfailed
    yield page
    if request.session.testsfailed > failed_before and not page.is_closed():
        picture = tmp_path / "failure.png"
        page.screenshot(path=picture)
        sys.stderr.write(f"снимок страницы: {picture} ({page.url})\n")


@pytest.fixture
def open_page(page: Page) -> OpenPage:
    """Function that opens a path of the application and waits until the page with its heading stands."""

    def open_path(path: str = "/") -> Page:
        page.goto(path)
        page.locator("h1").first.wait_for()
        return page

    return open_path


@pytest.fixture
def listening(page: Page) -> None:
    """Keeps every violation of the policy from the first byte of a document on: ``journey.violations``."""
    page.add_init_script(LISTEN)
