"""(2) What a page costs the server when the cache does not know it: SQL, domain, figures, layout, JSON."""

import dataclasses
import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson

import callbacks
from benchmarks import navigation
from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from benchmarks.stopwatch import Patches, Stopwatch
from benchmarks.timed_sql import SQL, listen
from callbacks import page as pages
from callbacks.serialising import serialised
from dashboard.factory import EXTENSION, close, create_app
from dashboard.settings import Settings

WARMING, REPEATS = 3, 15
DOMAIN, FIGURES, LAYOUT, JSON, REST = "запросы и правила", "фигуры", "вёрстка", "JSON", "прочее"
PARTS = (SQL, DOMAIN, FIGURES, LAYOUT, JSON, REST)
MOST_CPU_MS = 30.0


class NoCache:
    """The page cache that never knows anything."""

    def get(self, _parts: tuple[object, ...]) -> None:
        """Nothing is kept."""

    def keep(self, _parts: tuple[object, ...], _value: object) -> None:
        """Keeps nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cost:
    """Medians for one page: milliseconds by part on the wall and of CPU, statements, KB of the answer."""

    wall: dict[str, float]
    cpu: dict[str, float]
    statements: int
    size: float

    @property
    def making(self) -> float:
        """Milliseconds of CPU for figures, layout and JSON."""
        return sum(self.cpu[part] for part in (FIGURES, LAYOUT, JSON))


def run(city: City, folder: Path) -> Result:
    """Measures the pages over SQLite and over the other database where there is one."""
    tables, aims = [], []
    databases = {"SQLite": city.url} | ({"PostgreSQL": city.other} if city.other else {})
    for database, url in databases.items():
        costs = measure(url, folder / database, city.pages)
        tables += [_table(f"{database}, CPU, мс", costs, "cpu"), _table(f"{database}, по часам, мс", costs, "wall")]
        if database == "SQLite":
            aims = [
                Aim(f"{name}: фигуры, вёрстка и JSON, CPU", cost.making, "at most", MOST_CPU_MS, "мс")
                for name, cost in costs.items()
            ]
    notes = (
        f"Один процесс, кэш страниц выключен, медианы {REPEATS} запросов после {WARMING} для разогрева; "
        "контуры районов прочитаны заранее, как и в работе.",
        "SQL — время внутри драйвера базы (исполнение и получение строк); «запросы и правила» — остальное время "
        "data_access.queries; «прочее» — разбор запроса, Dash, сжатие ответа.",
    )
    return Result("server", "Страница без кэша: время сервера по частям", tuple(tables), tuple(aims), notes)


def measure(url: str, folder: Path, paths: dict[str, str]) -> dict[str, Cost]:
    """The cost of each page over the database."""
    app = create_app(Settings(database_url=url, var_dir=folder, demo_mode="on", _env_file=None))  # type: ignore[call-arg]
    server = app.server
    services = server.extensions[EXTENSION]
    server.extensions[EXTENSION] = dataclasses.replace(services, cache=NoCache())
    watch = Stopwatch()
    statements = listen(services.engine, watch)
    patches = Patches()
    _take_times(watch, patches)
    try:
        client = server.test_client()
        known = orjson.loads(client.get(navigation.DEPENDENCIES).data)
        return {
            name: _cost(client, navigation.page_body(known, path), watch, statements) for name, path in paths.items()
        }
    finally:
        patches.undo()
        close(server)


def _cost(client: Any, body: bytes, watch: Stopwatch, statements: list[str]) -> Cost:
    walls: list[dict[str, float]] = []
    cpus: list[dict[str, float]] = []
    size = 0
    for _ in range(WARMING + REPEATS):
        watch.reset()
        statements.clear()
        with watch.part(REST):
            answer = client.post(
                navigation.UPDATE, data=body, content_type="application/json", headers={"Accept-Encoding": "zstd"}
            )
        if answer.status_code != 200:
            raise RuntimeError(answer.status)
        size = len(answer.data)
        walls.append(dict(watch.wall))
        cpus.append(dict(watch.cpu))
    return Cost(_medians(walls[WARMING:]), _medians(cpus[WARMING:]), len(statements), size / 1000)


def _medians(times: list[dict[str, float]]) -> dict[str, float]:
    return {part: 1000 * median([found.get(part, 0.0) for found in times]) for part in PARTS}


def _table(title: str, costs: dict[str, Cost], clock: str) -> Table:
    rows = []
    for name, cost in costs.items():
        times: dict[str, float] = getattr(cost, clock)
        rows.append((name, *(times[part] for part in PARTS), sum(times.values()), cost.statements, cost.size))
    return Table(title, ("страница", *PARTS, "всего", "запросов", "ответ, КБ"), tuple(rows))


def _take_times(watch: Stopwatch, patches: Patches) -> None:
    """Counts what page functions call: queries, layouts with their figures, serialisation."""
    patches.replace(pages, "serialised", watch.timed(JSON, serialised))
    patches.replace(pages.shell, "frame", watch.timed(LAYOUT, pages.shell.frame))
    done: set[str] = set()
    for module in vars(callbacks).values():
        if not (inspect.ismodule(module) and module.__name__.startswith("callbacks.")):
            continue
        for name, value in list(vars(module).items()):
            if inspect.isfunction(value) and value.__module__.startswith("data_access.queries."):
                patches.replace(module, name, watch.timed(DOMAIN, value))
            if inspect.ismodule(value) and value.__name__.startswith("layouts.") and value.__name__ not in done:
                done.add(value.__name__)
                _take_layout(value, watch, patches)


def _take_layout(module: ModuleType, watch: Stopwatch, patches: Patches) -> None:
    for name, value in list(vars(module).items()):
        if not inspect.isfunction(value):
            continue
        if name in {"page", "card_page"} and value.__module__ == module.__name__:
            patches.replace(module, name, watch.timed(LAYOUT, value))
        elif value.__module__.startswith("layouts.figures.") and not value.__module__.endswith(".graph"):
            patches.replace(module, name, watch.timed(FIGURES, value))
