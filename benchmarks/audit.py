"""What the audit of reading costs a page: a page from the cache, which is the fastest, with its entry and without."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import orjson
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from benchmarks import navigation
from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from dashboard.audit import entering as audited
from dashboard.factory import EXTENSION, close, create_app
from dashboard.settings import Settings
from data_access import access_log
from data_access.access_log import Access

PAIRS, WARMING, ENTRIES = 1200, 40, 1000
MOST_RATIO = 1.05


def run(city: City, folder: Path) -> Result:
    """Asks for each page twice a turn, once with its entry, on a copy of the city; compares the medians.

    The thread that writes disturbs both of a pair alike, so what it takes for an entry is measured apart and added in
    full, as if the page had waited for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "read.db"
    shutil.copyfile(city.database, copy)
    settings = Settings(database_url=f"sqlite:///{copy}", var_dir=folder, demo_mode="on", _env_file=None)  # type: ignore[call-arg]
    server = create_app(settings).server
    client = server.test_client()
    known = orjson.loads(client.get(navigation.DEPENDENCIES).data)
    thread = _of_thread(server.extensions[EXTENSION].engine)
    rows, ratios = [], []
    for name, path in city.pages.items():
        bare, entered = _compared(server, client, navigation.page_body(known, path))
        ratios.append((entered + thread) / bare)
        rows.append((name, bare * 1000, entered * 1000, thread * 1000, ratios[-1]))
    close(server)
    return Result(
        name="audit",
        title="Журнал обращений: цена страницы из кэша",
        tables=(
            Table(
                f"SQLite, медианы {PAIRS} пар запросов, мс на страницу",
                ("страница", "без журнала", "с журналом", "строка в потоке", "отношение со строкой"),
                tuple(rows),
            ),
        ),
        aims=(Aim("страница из кэша с журналом к ней же без него, худшая", max(ratios), "at most", MOST_RATIO),),
        notes=("Страница из кэша — самая дешёвая, на ней цена журнала видна больше всего.",),
    )


def _compared(server: Flask, client: FlaskClient, body: bytes) -> tuple[float, float]:
    """Seconds of the page without its entry and with it."""

    def ask() -> float:
        began = time.perf_counter()
        answer = client.post(
            navigation.UPDATE, data=body, content_type="application/json", headers={"Accept-Encoding": "zstd"}
        )
        if answer.status_code != 200:
            raise RuntimeError(answer.status)
        return time.perf_counter() - began

    for _ in range(WARMING):
        ask()
    steps = server.after_request_funcs[None]
    entering = next(step for step in steps if step.__module__ == audited.__name__)
    place = steps.index(entering)

    def without() -> float:
        steps.remove(entering)
        try:
            return ask()
        finally:
            steps.insert(place, entering)

    bare, entered = [], []
    for number in range(PAIRS):
        # By turns, for the second of a pair finds the caches of the processor warm.
        if number % 2:
            bare.append(without())
            entered.append(ask())
        else:
            entered.append(ask())
            bare.append(without())
    return median(bare), median(entered)


def _of_thread(engine: Engine) -> float:
    """Seconds that an entry costs whoever writes a batch of them."""
    entries = [
        Access(datetime.now(UTC), f"{number:032x}", "page", "/district/nevsky", "shown", viewer="committee")
        for number in range(ENTRIES)
    ]
    spent = []
    for _ in range(WARMING):
        began = time.perf_counter()
        access_log.write(engine, entries)
        spent.append(time.perf_counter() - began)
    return median(spent) / ENTRIES
