"""(3) From the navigation to the drawn map in Chromium, against a static file with the same figure."""

import itertools
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from benchmarks import navigation, static_map
from benchmarks.chromium import drawn, profile, watch_drawing
from benchmarks.demo_city import City
from benchmarks.processes import gunicorn, settings_of
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from layouts import ids

ROUNDS = 5
MOST_RATIO = 1.5
PAGE, ALONE, FILE = "страница «Город»", "одна карта в Dash", "файл с картой"
COLD, WARM = "новый профиль", "тёплый кэш браузера"
_numbers = itertools.count()


def run(city: City, folder: Path) -> Result:
    """Opens the page and its rivals in turn, each round in new profiles, and compares the medians."""
    rivals = folder / "rivals"
    environment = {static_map.FOLDER: str(rivals)}
    with ExitStack() as opened:
        settings = settings_of(city.url, folder / "application")
        application = opened.enter_context(gunicorn("app:server", folder / "application", settings))
        playwright = opened.enter_context(sync_playwright())
        known = navigation.dependencies(application.port)
        graph = navigation.find(navigation.page(application.port, "/", known), "id", ids.CITY_MAP_GRAPH)
        assert graph is not None
        width, height = _size(playwright, folder, application.origin)
        static_map.write(rivals, graph, width=width, height=height)
        static = opened.enter_context(gunicorn("benchmarks.static_map:server", folder / "static", environment))
        alone = opened.enter_context(gunicorn("benchmarks.dash_map:server", folder / "alone", environment))
        addresses = {PAGE: application.origin, ALONE: alone.origin, FILE: static.origin}
        times: dict[tuple[str, str], list[float]] = {(n, k): [] for n in addresses for k in (COLD, WARM)}
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                for kind, milliseconds in _visits(playwright, folder, address).items():
                    times[name, kind].append(milliseconds)
    return _result(times, width, height)


def _size(playwright: Playwright, folder: Path, address: str) -> tuple[float, float]:
    """Size of the map on the page, px."""
    with profile(playwright, _new_profile(folder)) as context:
        watch_drawing(context, ids.CITY_MAP_GRAPH)
        page = context.new_page()
        page.goto(address)
        drawn(page)
        box = page.locator(f"#{ids.CITY_MAP_GRAPH}").bounding_box()
        assert box is not None
        return box["width"], box["height"]


def _visits(playwright: Playwright, folder: Path, address: str) -> dict[str, float]:
    """Times of the first visit and of the third: on the second the browser keeps the compiled scripts."""
    found = []
    with profile(playwright, _new_profile(folder)) as context:
        watch_drawing(context, ids.CITY_MAP_GRAPH)
        page = context.new_page()
        for _ in range(3):
            page.goto(address, wait_until="commit")
            found.append(drawn(page))
            page.wait_for_load_state("networkidle")
            page.goto("about:blank")
    return {COLD: found[0], WARM: found[2]}


def _new_profile(folder: Path) -> Path:
    return folder / f"profile-{next(_numbers)}"


def _result(times: dict[tuple[str, str], list[float]], width: float, height: float) -> Result:
    medians = {key: median(found) for key, found in times.items()}
    rows = tuple(
        (f"{name}, {kind}", medians[name, kind], min(times[name, kind]), medians[name, kind] / medians[FILE, kind])
        for kind in (COLD, WARM)
        for name in (PAGE, ALONE, FILE)
    )
    columns = ("что открывали", "медиана, мс", "лучшее, мс", "к файлу")
    return Result(
        "drawing",
        "От перехода до нарисованной карты в Chromium",
        (Table(f"{ROUNDS} проходов, карта {width:.0f}×{height:.0f} px", columns, rows),),
        tuple(
            Aim(f"{kind}: страница к файлу", medians[PAGE, kind] / medians[FILE, kind], "at most", MOST_RATIO)
            for kind in (COLD, WARM)
        ),
        (
            "Время — от начала навигации до кадра, в котором стоят контуры 18 районов; варианты чередуются.",
            "Файл: та же фигура в HTML, тот же plotly.js, тот же gunicorn и сжатие. Данные страницы — из кэша сервера.",
            "«Одна карта в Dash» — приложение, где кроме этого графика нет ничего: доля самого Dash.",
        ),
    )
