"""(4) Bytes on the wire, as Chromium counts them: the first load, then a navigation from the city to a district."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, sync_playwright

from benchmarks.chromium import drawn, outlines, profile, watch_drawing
from benchmarks.demo_city import DISTRICT, City
from benchmarks.navigation import UPDATE
from benchmarks.processes import gunicorn, settings_of
from benchmarks.report import Aim, Result, Table
from layouts import ids

FIRST, NEXT = "первая загрузка", "город → район"
MOST_KB = {FIRST: 90.0, NEXT: 60.0}
DATA, ASSETS, HTML, WIRING = "данные страницы", "assets", "HTML", "обработчики и каркас Dash"
OURS = (HTML, WIRING, ASSETS, DATA)
SUITES = "/_dash-component-suites/"
LIBRARIES = {
    f"{SUITES}plotly/": "plotly.js",
    f"{SUITES}dash_ag_grid/": "AG Grid",
    f"{SUITES}dash_bootstrap_components/": "Bootstrap",
    "/bootstrap/": "Bootstrap",
    SUITES: "Dash и React",
    "/fonts/": "шрифт",
}
NAMES = (*OURS, *dict.fromkeys(LIBRARIES.values()))


@dataclass
class Wire:
    """Bytes and requests by owner since the last ``take``."""

    bytes: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    _paths: dict[str, str] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        """Counts what the page of the session asks for from now on."""
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def take(self) -> "Wire":
        """What was counted; the next count begins at nothing."""
        taken = Wire(Counter(self.bytes), Counter(self.requests))
        self.bytes.clear()
        self.requests.clear()
        return taken

    def _sent(self, event: dict[str, Any]) -> None:
        self._paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _finished(self, event: dict[str, Any]) -> None:
        path = self._paths.get(event["requestId"])
        if path is not None and event["encodedDataLength"] > 0:
            self.bytes[owner(path)] += int(event["encodedDataLength"])
            self.requests[owner(path)] += 1


def owner(path: str) -> str:
    """Whose bytes an address brings: a library's name or a part of ours."""
    library = next((name for prefix, name in LIBRARIES.items() if path.startswith(prefix)), None)
    if library is not None:
        return library
    if path == UPDATE:
        return DATA
    if path.startswith("/_"):
        return WIRING
    return ASSETS if path.startswith("/assets/") or path.endswith(".ico") else HTML


def run(city: City, folder: Path) -> Result:
    """Opens the city page in a new profile, then follows a link to a district."""
    wire = Wire()
    with (
        gunicorn("app:server", folder / "application", settings_of(city.url, folder / "application")) as application,
        sync_playwright() as playwright,
        profile(playwright, folder / "profile") as context,
    ):
        watch_drawing(context, ids.CITY_MAP_GRAPH)
        page = context.new_page()
        wire.listen(context.new_cdp_session(page))
        page.goto(application.origin)
        drawn(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
        found = {FIRST: wire.take()}
        page.locator(f"main a[href^='/district/{DISTRICT}']").first.click()
        page.locator(outlines(ids.DISTRICT_MAP_GRAPH)).first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
        found[NEXT] = wire.take()
    return _result(found)


def _result(found: dict[str, Wire]) -> Result:
    def of(step: str, names: tuple[str, ...]) -> tuple[float, int]:
        wire = found[step]
        return sum(wire.bytes[name] for name in names) / 1000, sum(wire.requests[name] for name in names)

    libraries = NAMES[len(OURS) :]
    groups = {**{name: (name,) for name in NAMES}, "наше, всего": OURS, "библиотеки, всего": libraries}
    rows = tuple(
        (label, *(value for step in (FIRST, NEXT) for value in of(step, names))) for label, names in groups.items()
    )
    columns = ("что", f"{FIRST}, КБ", "запросов", f"{NEXT}, КБ", "запросов ")
    return Result(
        "transfer",
        "Байты по сети",
        (Table("После сжатия, с заголовками ответов; 1 КБ = 1000 байт", columns, rows),),
        tuple(Aim(f"{step}: наше", of(step, OURS)[0], "at most", MOST_KB[step], "КБ") for step in (FIRST, NEXT)),
        ("Считает Chromium (Network.loadingFinished, encodedDataLength), профиль новый.",),
    )
