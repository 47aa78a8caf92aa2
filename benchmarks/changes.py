"""One change of a record with its rights, checks and audit, against the two bare inserts that it ends in."""

import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, insert

from benchmarks.demo_city import City
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from data_access import clock
from data_access import engine as engines
from data_access.changes import Change, save
from data_access.schema import RECORDS, audit_entry
from data_access.viewer import Role, Viewer
from data_access.writing import writing

WRITES, WRITERS, ROUNDS = 100, 4, 3
MOST_RATIO = 6.0
COMMITTEE = Viewer(Role.COMMITTEE)
EVENT = {"place": "city", "sort": "heads", "topic": "Совещание", "held_on": "2025-10-01", "audience": "40"}


def run(city: City, folder: Path) -> Result:
    """Writes by turns on a copy of the city, each write in a transaction of its own, and compares the medians."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "written.db"
    shutil.copyfile(city.database, copy)
    engine = engines.create(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection:
            today = clock.today(connection)
        bare, whole, parallel = [], [], []
        for _ in range(ROUNDS):
            bare.append(_seconds(lambda: _bare(engine, WRITES)))
            whole.append(_seconds(lambda: _saved(engine, WRITES, today)))
            parallel.append(_seconds(lambda: _at_once(engine, today)))
    finally:
        engine.dispose()
    ratio = median(whole) / median(bare)
    each = 1000 / WRITES
    compared = Table(
        f"{WRITES} записей, каждая своей транзакцией; медианы {ROUNDS} проходов",
        ("что", "на запись, мс", "записей в секунду"),
        (
            ("две голые вставки (запись и журнал)", median(bare) * each, WRITES / median(bare)),
            ("изменение с правами, проверками и журналом", median(whole) * each, WRITES / median(whole)),
            (f"то же, {WRITERS} пишущих сразу", median(parallel) * each, WRITES / median(parallel)),
            ("отношение второго к первому", ratio, None),
        ),
    )
    return Result(
        name="changes",
        title="Изменение записи",
        tables=(compared,),
        aims=(Aim("изменение к двум голым вставкам", ratio, "at most", MOST_RATIO),),
        notes=("Пишет всегда один: очередь — цена того, что ничего не теряется и номера изменений идут подряд.",),
    )


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bare(engine: Engine, times: int) -> None:
    now = datetime.now(UTC)
    kept = {"revision": 1, "created_at": now, "created_by": "committee", "changed_at": now, "changed_by": "committee"}
    row = {**EVENT, "held_on": date(2025, 10, 1), "audience": 40, **kept}
    entry = {"at": now, "actor": "committee", "action": "create", "kind": "event", "revision": 1, "origin": "form"}
    for _ in range(times):
        with writing(engine) as connection:
            table = RECORDS["event"]
            number = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
            connection.execute(insert(audit_entry).values(**entry, record_id=number, after=EVENT))


def _saved(engine: Engine, times: int, today: date) -> None:
    for _ in range(times):
        save(engine, COMMITTEE, Change("event", EVENT), today=today)


def _at_once(engine: Engine, today: date) -> None:
    threads = [threading.Thread(target=_saved, args=(engine, WRITES // WRITERS, today)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
