"""What the audit of reading costs a page: a page from the cache, which is the fastest, with its entry and without."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import orjson
from flask import Flask
from flask.testing import FlaskClient

from benchmarks import navigation
from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from dashboard.audit import entering as audited
from dashboard.factory import close, create_app
from dashboard.settings import Settings

REQUESTS, ROUNDS = 200, 9
MOST_RATIO = 1.05

Seconds = tuple[float, float]
"""On the wall, of CPU of the whole process: of the thread that writes too."""


def run(city: City, folder: Path) -> Result:
    """Asks for pages by turns with and without entries on a copy of the city, and compares the medians."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "read.db"
    shutil.copyfile(city.database, copy)
    settings = Settings(database_url=f"sqlite:///{copy}", var_dir=folder, demo_mode="on", _env_file=None)  # type: ignore[call-arg]
    server = create_app(settings).server
    client = server.test_client()
    known = orjson.loads(client.get(navigation.DEPENDENCIES).data)
    rows, ratios = [], []
    for name, path in city.pages.items():
        body = navigation.page_body(known, path)
        with_entries, without = _compared(server, client, body)
        wall, cpu = (median([found[part] for found in with_entries]) for part in (0, 1))
        bare_wall, bare_cpu = (median([found[part] for found in without]) for part in (0, 1))
        each = 1000 / REQUESTS
        rows.append((name, bare_wall * each, wall * each, wall / bare_wall, bare_cpu * each, cpu * each))
        ratios.append(wall / bare_wall)
    close(server)
    return Result(
        name="audit",
        title="Журнал обращений: цена страницы из кэша",
        tables=(
            Table(
                f"SQLite, {REQUESTS} страниц в проходе, медианы {ROUNDS} проходов вперемежку, мс на страницу",
                ("страница", "без журнала", "с журналом", "отношение", "CPU без", "CPU с журналом и его потоком"),
                tuple(rows),
            ),
        ),
        aims=(Aim("страница из кэша с журналом к ней же без него", median(ratios), "at most", MOST_RATIO),),
        notes=("Страница из кэша — самая дешёвая, на ней цена журнала видна больше всего.",),
    )


def _compared(server: Flask, client: FlaskClient, body: bytes) -> tuple[list[Seconds], list[Seconds]]:
    ask = _asking(client, body)
    ask(20)
    found: tuple[list[Seconds], list[Seconds]] = ([], [])
    steps = server.after_request_funcs[None]
    entering = next(step for step in steps if step.__module__ == audited.__name__)
    place = steps.index(entering)
    for _ in range(ROUNDS):
        found[0].append(ask(REQUESTS))
        steps.remove(entering)
        found[1].append(ask(REQUESTS))
        steps.insert(place, entering)
    return found


def _asking(client: FlaskClient, body: bytes) -> Callable[[int], Seconds]:
    def ask(times: int) -> Seconds:
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(times):
            answer = client.post(
                navigation.UPDATE, data=body, content_type="application/json", headers={"Accept-Encoding": "zstd"}
            )
            if answer.status_code != 200:
                raise RuntimeError(answer.status)
        return time.perf_counter() - wall, time.process_time() - cpu

    return ask
