"""(5) Import of all files of the demo city against merely reading them."""

import csv
import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import python_calamine

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from benchmarks.stopwatch import Patches, Stopwatch
from data_access import engine as engines
from data_access import migrations
from data_access.imports import run as importer
from data_access.imports.detect import FORMATS
from data_access.imports.source import Source
from geodata import load_districts

ROUNDS = 2
MOST_RATIO = 4.0
OPEN, DETECT, PARSE, STORE, REST = "открыть и проверить", "узнать вид", "разобрать", "сопоставить и записать", "прочее"
PARTS = (OPEN, DETECT, PARSE, STORE, REST)
ENCODINGS = ("utf-8-sig", "cp1251")


@dataclass
class Seconds:
    """Seconds of each round, on the wall and of CPU."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], int]) -> int:
        """Does the work, notes its time, returns what it returns."""
        wall, cpu = time.perf_counter(), time.process_time()
        done = work()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)
        return done


def run(city: City, folder: Path) -> Result:
    """Reads and imports in turn, and compares the medians."""
    folder.mkdir(parents=True, exist_ok=True)
    reading, importing = Seconds(), Seconds()
    watch, patches = Stopwatch(), Patches()
    cells = rows = 0
    load_districts()  # what the check of points loads once a process is no part of any file
    _take_times(watch, patches)
    try:
        for number in range(ROUNDS):
            cells = reading.take(lambda: sum(read(path) for path in city.files))
            url = f"sqlite:///{folder / f'import-{number}.db'}"
            migrations.upgrade(url)
            watch.reset()
            rows = importing.take(_importing(url, city.files, watch))
    finally:
        patches.undo()
    return _result(city, reading, importing, watch, f"{rows} строк, {cells} ячеек")


def read(path: Path) -> int:
    """Reads a file with what reads it fastest and nothing more; returns the number of its cells."""
    if path.suffix == ".xlsx":
        book = python_calamine.load_workbook(path)
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return sum(len(row) for sheet in sheets for row in sheet)
    text = _decoded(path.read_bytes())
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    return sum(len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("encoding")


def _importing(url: str, files: tuple[Path, ...], watch: Stopwatch) -> Callable[[], int]:
    def work() -> int:
        engine = engines.create(url)
        stored = 0
        try:
            with watch.part(REST):
                for outcome in importer.import_files(engine, files, now=datetime.now(UTC)):
                    if outcome.refused or outcome.rows_quarantined:
                        raise RuntimeError(f"{outcome.file}: не загружен целиком")
                    stored += outcome.rows_stored
        finally:
            engine.dispose()
        return stored

    return work


def _take_times(watch: Stopwatch, patches: Patches) -> None:
    patches.replace(Source, "open", watch.timed(OPEN, Source.open))
    patches.replace(importer, "detect", watch.timed(DETECT, importer.detect))
    patches.replace(importer, "store", watch.timed(STORE, importer.store))
    for module in FORMATS.values():
        patches.replace(module, "parse", watch.timed(PARSE, module.parse))


def _result(city: City, reading: Seconds, importing: Seconds, watch: Stopwatch, amount: str) -> Result:
    ratio = median(importing.wall) / median(reading.wall)
    compared = Table(
        f"{len(city.files)} файлов, {amount}; медианы {ROUNDS} проходов",
        ("что", "по часам, с", "CPU, с"),
        (
            ("только чтение (calamine, csv)", median(reading.wall), median(reading.cpu)),
            ("импорт в пустую базу SQLite", median(importing.wall), median(importing.cpu)),
            ("отношение", ratio, median(importing.cpu) / median(reading.cpu)),
        ),
    )
    parts = Table(
        "Импорт по частям, последний проход",
        ("часть", "по часам, с", "CPU, с"),
        tuple((part, watch.wall.get(part, 0.0), watch.cpu.get(part, 0.0)) for part in PARTS),
    )
    notes = [
        "«Чтение» берёт из файлов все ячейки и бросает их; импорт проверяет, сопоставляет школы, хранит построчно."
    ]
    if city.build_seconds:
        notes.append(f"Весь город — создание, файлы, импорт, публикация — построен за {city.build_seconds:.0f} с.")
    aims = (Aim("импорт к чтению, по часам", ratio, "at most", MOST_RATIO),)
    return Result("import", "Импорт всех файлов демонстрационного города", (compared, parts), aims, tuple(notes))
