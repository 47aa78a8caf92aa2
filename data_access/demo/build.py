"""Builds the demo city in a database: its files are written, imported as any others, and published."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, delete, insert

from data_access import clock, walls
from data_access.demo import files
from data_access.demo.carrying_out import carry_out
from data_access.demo.city import SEED, DemoCity, generate
from data_access.imports.run import import_files
from data_access.publications import NothingToPublish, current_id, publish, remember_changes
from data_access.schema import app_setting
from data_access.writing import writing

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done (Russian)."""


class NotImported(Exception):
    """A file of the demo city was refused, or rows of it were set aside: the message says which and why."""


def build(
    engine: Engine,
    *,
    seed: int = SEED,
    directory: Path,
    progress: Progress | None = None,
    schools: int | None = None,
) -> int:
    """Writes the city's files into ``directory``, imports and publishes them; returns the id of the publication.

    The database must be migrated; what it holds already stays. Building the same city again changes nothing and gives
    the publication that readers see. ``schools`` makes a smaller city, for tests. Raises ``NotImported``.
    """
    report = progress or _silent
    report(0, 1, "создание города")
    city = generate(seed, schools)
    paths = files.write(city, directory, lambda done, total, name: report(done, _steps(total), f"файл {name}"))
    now = clock.now()
    _import(engine, paths, now, report)
    _set_today(engine, city)
    report(2 * len(paths), _steps(len(paths)), "публикация")
    published = _publish(engine, now)
    report(2 * len(paths) + 1, _steps(len(paths)), "исполнение плана")
    carry_out(engine, seed)
    with writing(engine) as connection:
        walls.declare_system(connection)
        # The records are entered as of days before the publication, which counts as knowing them.
        remember_changes(connection, published)
    return published


def _publish(engine: Engine, now: datetime) -> int:
    try:
        return publish(engine, now=now)
    except NothingToPublish:
        with engine.connect() as connection:
            published = current_id(connection)
        assert published is not None
        return published


def _import(engine: Engine, paths: list[Path], now: datetime, report: Progress) -> None:
    total = len(paths)

    def told(done: int, _all: int, name: str) -> None:
        if done < total:
            report(total + done, _steps(total), f"импорт {name}")

    for outcome in import_files(engine, paths, now=now, progress=told):
        if outcome.refused or outcome.rows_quarantined:
            reasons = "; ".join(finding.text for finding in outcome.findings[:5])
            raise NotImported(f"файл демонстрационного города {outcome.file} не загружен целиком: {reasons}")


def _set_today(engine: Engine, city: DemoCity) -> None:
    with writing(engine) as connection:
        walls.declare_system(connection)
        connection.execute(delete(app_setting).where(app_setting.c.key == "today"))
        connection.execute(insert(app_setting).values(key="today", value=city.today.isoformat()))


def _steps(count: int) -> int:
    """Steps in all: each file is written and imported, then all is published, then carried out."""
    return 2 * count + 2


def _silent(_done: int, _total: int, _text: str) -> None:
    """No progress is shown."""
