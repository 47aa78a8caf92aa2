"""Two hundred readers of several roles while an analyst publishes: errors, mixed versions, latencies, memory."""

import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import create_engine, insert, select, text

from benchmarks.demo_city import DISTRICT, City
from benchmarks.memory import memory
from benchmarks.processes import Server, gunicorn, settings_of
from benchmarks.reading import Analyst, mixed, readers, references, spans_of, wanted
from benchmarks.report import Aim, Cell, Result, Table
from benchmarks.spread import percentile
from data_access import migrations
from data_access.schema import metadata
from monitoring.districts import DISTRICTS
from tests.postgresql_server import PostgresServer
from tests.redis_server import RedisServer, redis_program

READERS, PAUSE, VERSIONS = 200, (2.0, 6.0), 2
CALM_SECONDS, MOST_SECONDS = 30.0, 1200.0
SCHOOLS_EACH = 2
CHUNK = 5000


def run(city: City, folder: Path) -> Result:
    """Reads and publishes over SQLite with a cache in files, then over PostgreSQL with Redis (where there is one)."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "traektoria.db"
    shutil.copyfile(city.database, copy)
    files = f"file://{folder / 'cache'}"
    rows, aims = _measured("SQLite, кэш в файлах", f"sqlite:///{copy}", files, city, folder / "a")
    server, program = PostgresServer(), redis_program()
    server.start()
    redis = RedisServer(program) if program else None
    try:
        url = server.create_database("city")
        copied(f"sqlite:///{city.database}", url)
        if redis:
            redis.start()
        cache = redis.url if redis else f"{files}-of-postgresql"
        more = _measured(f"PostgreSQL, {'Redis' if redis else 'кэш в файлах'}", url, cache, city, folder / "b")
    finally:
        if redis:
            redis.remove()
        server.stop()
    columns = ("где", "когда", "ответов", "p50, мс", "p95, мс", "p99, мс")
    title = f"gunicorn gthread 2×4, {READERS} читателей, пауза {PAUSE[0]:.0f}–{PAUSE[1]:.0f} с, публикаций {VERSIONS}"
    return Result(
        "load",
        "Читатели и аналитик, который публикует",
        (Table(title, columns, (*rows, *more[0])),),
        (*aims, *more[1]),
        (f"Нагрузка машины в конце: {os.getloadavg()[0]:.1f}; читатели, аналитик, база и сервер делят одни ядра.",),
    )


def roles_of(city: City) -> dict[str, list[str]]:
    """Pages by viewer: КО and the analyst everywhere, districts and schools at home."""
    schools = [f"/school/{number}" for number in city.listed[:6]]
    roles = {
        role: ["/", *(f"/district/{item.code}" for item in DISTRICTS), *schools] for role in ("committee", "analyst")
    }
    roles |= {f"district:{item.code}": ["/", f"/district/{item.code}"] for item in DISTRICTS}
    roles[f"district:{DISTRICT}"] += schools[:SCHOOLS_EACH]
    return roles


def _measured(name: str, url: str, cache: str, city: City, folder: Path) -> tuple[list[tuple[Cell, ...]], list[Aim]]:
    analyst = Analyst(url, folder)
    with gunicorn(
        "app:server", folder, settings_of(url, folder, TRAEKTORIA_CACHE_URL=cache, TRAEKTORIA_RATE_LIMITS="false")
    ) as server:
        before = _memory(server)
        with readers(
            server.port, roles_of(city), count=READERS, seconds=MOST_SECONDS, pause=PAUSE, folder=folder / "readers"
        ) as found:
            time.sleep(CALM_SECONDS)
            analyst.publish(VERSIONS)
            time.sleep(CALM_SECONDS)
        after = _memory(server)
    reading = found[0]
    wrong = mixed(reading, references(url, folder / "alone", wanted(reading)))
    published, calm = spans_of(reading, analyst.spans)
    rows = [_row(name, "пока публикуют", published), _row(name, "остальное время", calm)]
    aims = [
        Aim(f"{name}: ошибок", len(reading.errors) + len(analyst.failures), "at most", 0),
        Aim(f"{name}: страниц, смешавших версии", len(wrong), "at most", 0),
        Aim(f"{name}: версий увидели", len(reading.versions), "at least", 1 + VERSIONS),
        Aim(f"{name}: память рабочих процессов к началу", after / before, "at most", 3),
    ]
    for line in (*reading.errors[:3], *analyst.failures[:3], *wrong[:3]):
        print(line, flush=True)
    return rows, aims


def _row(name: str, when: str, latencies: Sequence[float]) -> tuple[Cell, ...]:
    shares = (0.5, 0.95, 0.99)
    return name, when, len(latencies), *(percentile(latencies, share) if latencies else None for share in shares)


def _memory(server: Server) -> float:
    """PSS of the workers together, MB."""
    return sum(memory(worker)[2] for worker in server.workers)


def copied(source: str, target: str) -> None:
    """Brings every row of one database into another, empty one."""
    migrations.upgrade(target)
    origin, there = create_engine(source), create_engine(target)
    with origin.connect() as reader, there.begin() as writer:
        writer.execute(text("set session_replication_role = replica"))
        for table in metadata.sorted_tables:
            writer.execute(table.delete())
            rows = reader.execute(select(table)).mappings()
            while chunk := [dict(row) for row in rows.fetchmany(CHUNK)]:
                writer.execute(insert(table), chunk)
            if "id" in table.c and table.c.id.autoincrement and table.c.id.primary_key:
                writer.execute(
                    text(
                        f"select setval(s, (select coalesce(max(id), 0) + 1 from {table.name}), false) "
                        f"from pg_get_serial_sequence('{table.name}', 'id') as s where s is not null"
                    )
                )
    origin.dispose()
    there.dispose()
