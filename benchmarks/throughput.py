"""(1) Answers a second and latency of page data, warm, against an empty callback on the same gunicorn."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import navigation
from benchmarks.demo_city import City
from benchmarks.empty_dash import OUTPUT
from benchmarks.load import Run, measure
from benchmarks.processes import gunicorn, settings_of
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median

READERS, ROUNDS, SECONDS = 8, 5, 1.5
WARMING = 80
LEAST_SHARE = 0.25
BARE, OWN = "пустой обработчик, пустой Dash", "пустой обработчик, наше приложение"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: the server's port and the body."""

    port: int
    body: bytes


def run(city: City, folder: Path) -> Result:
    """Measures floors and pages in turn, ``ROUNDS`` times, and compares the medians."""
    settings = settings_of(city.url, folder / "var", TRAEKTORIA_CACHE_URL=f"file://{folder / 'cache'}")
    with (
        gunicorn("benchmarks.empty_dash:server", folder / "bare", {}) as bare,
        gunicorn("benchmarks.empty_callback:server", folder / "application", settings) as application,
    ):
        known = navigation.dependencies(application.port)
        targets = {
            BARE: Target(bare.port, navigation.body(navigation.dependencies(bare.port), f"{OUTPUT}.children", {})),
            OWN: Target(application.port, navigation.body(known, f"{OUTPUT}.children", {})),
        }
        for name, path in city.pages.items():
            navigation.page(application.port, path, known)
            targets[name] = Target(application.port, navigation.page_body(known, path))
        runs = interleaved(targets, _load)
    return _result(runs, list(city.pages))


def interleaved(targets: dict[str, Target], load: Callable[[Target, float, int], Run]) -> dict[str, list[Run]]:
    """Warms every target, then runs them in turn so that a disturbance falls on all."""
    for target in targets.values():
        load(target, SECONDS, WARMING)
    runs: dict[str, list[Run]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, target in targets.items():
            runs[name].append(load(target, SECONDS, 100_000))
    return runs


def _load(target: Target, seconds: float, requests: int) -> Run:
    return measure(target.port, navigation.UPDATE, target.body, readers=READERS, seconds=seconds, requests=requests)


def _result(runs: dict[str, list[Run]], pages: list[str]) -> Result:
    rates = {name: median([run.rate for run in found]) for name, found in runs.items()}
    rows = tuple(
        (
            name,
            rates[name],
            rates[name] / rates[BARE],
            rates[name] / rates[OWN],
            median([run.p50 for run in found]),
            median([run.p99 for run in found]),
            found[-1].size / 1000,
        )
        for name, found in runs.items()
    )
    columns = ("что спрашивали", "ответов/с", "доля от Dash", "доля от своего", "p50, мс", "p99, мс", "ответ, КБ")
    return Result(
        "throughput",
        "Пропускная способность: данные страницы из тёплого кэша",
        (Table(f"gunicorn gthread 2×4, {READERS} читателей, медианы {ROUNDS} проходов по {SECONDS} с", columns, rows),),
        tuple(
            Aim(f"{name}: ответов/с к пустому обработчику Dash", rates[name] / rates[BARE], "at least", LEAST_SHARE)
            for name in pages
        ),
        (
            "Нагрузку создаёт отдельный процесс на тех же ядрах; строки чередуются внутри каждого прохода. "
            "Кэш страниц общий для процессов, в файлах (file://).",
            "«Доля от своего» — к такому же пустому обработчику, добавленному в наше приложение (с его заголовками).",
        ),
    )
