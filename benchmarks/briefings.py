"""Briefings: processor time of each scope and format in a warm process; whole commands with their peak memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import create_engine

from benchmarks.demo_city import City
from benchmarks.processes import settings_of
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from dashboard.briefings import content
from dashboard.briefings.formats import FORMATS
from data_access.queries.publication import current
from data_access.viewer import Role, Viewer
from monitoring.reports.publication import Selection

ROUNDS = 5
CITY_SECONDS, BATCH_SECONDS = 2.0, 60.0
MEGABYTE = 1024 * 1024


def run(city: City, folder: Path) -> Result:
    """Makes each briefing several times over, then runs the commands as the office does."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, of_city = [], {}
    wanted = (
        content.Wanted("city"),
        content.Wanted("district", "nevsky"),
        content.Wanted("school", str(city.listed[0])),
    )
    engine = create_engine(city.url)
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        method = publication.method("two-years")
        asked = content.Asked(
            Viewer(Role.COMMITTEE), publication, Selection(method.years[-1], method), None, "http://127.0.0.1"
        )
        for scope in wanted:
            content.briefing(connection, asked, scope)
            data = [_cpu(lambda scope=scope: content.briefing(connection, asked, scope)) for _ in range(ROUNDS)]
            made = content.briefing(connection, asked, scope)
            for name, form in FORMATS.items():
                size = len(form.make(made, None))
                seconds = [_cpu(lambda form=form, made=made: form.make(made, None)) for _ in range(ROUNDS)]
                whole = median(data) + median(seconds)
                rows.append((scope.scope, name, median(data), median(seconds), whole, size / 1024))
                if scope.scope == "city":
                    of_city[name] = whole
    engine.dispose()
    commands, batch = [], 0.0
    for scope_name in ("city", "district:nevsky", "all"):
        batch, cpu, peak = _command(city, folder, scope_name)
        commands.append((scope_name, batch, cpu, peak))
    formats = [(name, *_command(city, folder / name, "city", name)) for name in FORMATS]
    return Result(
        "briefings",
        "Справки",
        (
            Table(
                f"В прогретом процессе, CPU; медианы {ROUNDS} проходов",
                ("справка", "вид", "запросы и слова, с", "файл, с", "всего, с", "размер, КБ"),
                tuple(rows),
            ),
            Table(
                "Команда briefing целиком, с запуском (pdf)",
                ("кому", "времени, с", "CPU, с", "пик RSS, МБ"),
                tuple(commands),
            ),
            Table(
                "Справка города каждым видом: команда целиком, с запуском, в процессе для каждого вида",
                ("вид", "времени, с", "CPU, с", "пик RSS, МБ", "времени к pdf", "RSS к pdf"),
                tuple(_beside_pdf(formats)),
            ),
        ),
        aims=(
            *(Aim(f"справка города, {name}, с", value, "at most", CITY_SECONDS) for name, value in of_city.items()),
            Aim("город и 18 районов (pdf) одной командой, с", batch, "at most", BATCH_SECONDS),
        ),
        notes=("Первая справка процесса дольше на загрузку matplotlib и поиск шрифтов: они загружаются с ней.",),
    )


def _cpu(work: object) -> float:
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began


Costs = tuple[str, float, float, float]
"""Format, seconds, seconds of the processor, peak memory in MB."""


def _beside_pdf(formats: Sequence[Costs]) -> Iterator[tuple[str, float, float, float, float, float]]:
    """The costs with the ratios of time and memory to those of the PDF."""
    of_pdf = next(costs for costs in formats if costs[0] == "pdf")
    for costs in formats:
        yield (*costs, costs[1] / of_pdf[1], costs[3] / of_pdf[3])


def _command(city: City, folder: Path, scope: str, form: str = "pdf") -> tuple[float, float, float]:
    """Seconds, seconds of the processor and peak memory, MB, of the command."""
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / scope.replace(":", "-")
    environment = {**os.environ, **settings_of(city.url, folder)}
    began = time.perf_counter()
    command = [sys.executable, "-m", "dashboard", "briefing", "--scope", scope, "--format", form, "--out", str(out)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[2:])}: код {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - began, cpu, usage.ru_maxrss * 1024 / MEGABYTE
