"""What row-level security costs: the queries of a page with policies and without, by turns on one PostgreSQL."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from benchmarks.demo_city import DISTRICT, City
from benchmarks.report import Aim, Result, Table
from benchmarks.spread import median
from data_access import engine as engines
from data_access import grants, walls
from data_access.queries import publication as publications
from data_access.queries.city import city_report
from data_access.queries.district import district_report
from data_access.queries.school import school_report
from data_access.viewer import Role, Viewer
from monitoring.method_profiles import DEFAULT_METHOD
from monitoring.reports.publication import Selection

TITLE = "Цена построчной защиты PostgreSQL"
ROLE = "traektoria_measured"
WARMING, REPEATS = 3, 15
MOST_RATIO = 1.5

Ask = Callable[[Connection, Viewer], Any]


def run(city: City, folder: Path) -> Result:
    """The queries of three pages as three viewers; ratios of medians. Needs ``--database`` and a superuser in it."""
    del folder
    if not city.other:
        return Result("walls", TITLE, (), notes=("Не измерено: нужна база PostgreSQL, --database АДРЕС.",))
    engine = engines.create(city.other)
    try:
        with engine.connect() as connection:
            if not walls.bypassed(connection):
                return Result("walls", TITLE, (), notes=("Не измерено: сравнивать может только роль SUPERUSER.",))
            connection.rollback()
        with _held_role(engine):
            rows = _measured(engine, city.listed[0])
    finally:
        engine.dispose()
    columns = ("страница", "кто смотрит", "без защиты, мс", "с защитой, мс", "отношение")
    return Result(
        name="walls",
        title=TITLE,
        tables=(Table(f"запросы страницы без кэша, медианы {REPEATS}", columns, tuple(rows)),),
        aims=(Aim("самое большое отношение", max(row[4] for row in rows), "at most", MOST_RATIO),),
    )


def _measured(engine: Engine, school: int) -> list[tuple[str, str, float, float, float]]:
    with engine.connect() as free, engine.connect() as held:
        held.exec_driver_sql(f"set role {ROLE}")
        held.commit()
        publication = publications.current(free)
        assert publication is not None
        method = publication.method(DEFAULT_METHOD)
        selection = Selection(method.years[-1], method)
        pages: dict[str, Ask] = {
            "Город": lambda c, v: city_report(c, v, publication, selection),
            "Район": lambda c, v: district_report(c, v, publication, selection, DISTRICT),
            "Школа": lambda c, v: school_report(c, v, publication, selection, school),
        }
        viewers = {
            "КО": Viewer(Role.COMMITTEE),
            "район": Viewer(Role.DISTRICT, DISTRICT),
            "школа": Viewer(Role.SCHOOL, DISTRICT, school),
        }
        found = []
        for page, ask in pages.items():
            for name, viewer in viewers.items():
                without, with_walls = _by_turns(ask, viewer, free, held)
                found.append((page, name, without, with_walls, with_walls / without))
        held.invalidate()  # its role would go back into the pool with it
        return found


def _by_turns(ask: Ask, viewer: Viewer, *connections: Connection) -> tuple[float, ...]:
    """Medians of each connection, in milliseconds. A request is one transaction, and so is each turn."""
    times: dict[Connection, list[float]] = {connection: [] for connection in connections}
    answers = []
    for _ in range(WARMING + REPEATS):
        for connection in connections:
            walls.declare(connection, viewer)
            began = time.perf_counter()
            answers.append(ask(connection, viewer))
            times[connection].append(1000 * (time.perf_counter() - began))
            connection.rollback()
    if any(answer != answers[0] for answer in answers):
        raise RuntimeError("the walls change an answer")
    return tuple(median(times[connection][WARMING:]) for connection in connections)


@contextmanager
def _held_role(engine: Engine) -> Iterator[None]:
    """A role that the policies hold, for as long as the block lasts."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"create role {ROLE}")
        grants.grant(connection, ROLE)
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"drop owned by {ROLE}")
            connection.exec_driver_sql(f"drop role {ROLE}")
