"""The text of ``/metrics``: the counters of all processes, the processes themselves, the state of the data.

Imports the library at once, which decides then whether counters live in files: to be imported after
``metrics.prepare``.
"""

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from dashboard import metrics
from dashboard.services import Services
from data_access import clock, walls
from data_access.state import SystemState, state

_PID = re.compile(r"_(\d+)\.db$")


def text(services: Services) -> bytes:
    """All metrics in the format of Prometheus."""
    folder = os.environ.get(metrics.FOLDER)
    if folder:
        counters: Any = CollectorRegistry()
        MultiProcessCollector(counters, path=folder)
    else:
        counters = metrics.instruments().registry
    state_now = CollectorRegistry()
    state_now.register(_Processes(_pids(folder)))
    state_now.register(_Data(services))
    return generate_latest(counters) + generate_latest(state_now)


def _pids(folder: str | None) -> list[int]:
    """Processes that have counted something and live."""
    found = {os.getpid()}
    if folder:
        found |= {int(match[1]) for path in Path(folder).glob("*.db") if (match := _PID.search(path.name))}
    return sorted(pid for pid in found if Path(f"/proc/{pid}").exists())


class _Processes(Collector):
    """The library's metrics of a process, with the number of the process as a label."""

    def __init__(self, pids: list[int]) -> None:
        self._pids = pids

    def collect(self) -> Iterator[Metric]:
        families: dict[str, Metric] = {}
        for pid in self._pids:
            for family in ProcessCollector(pid=partial(int, pid), registry=None).collect():
                joined = families.setdefault(family.name, Metric(family.name, family.documentation, family.type))
                for sample in family.samples:
                    joined.add_sample(sample.name, sample.labels | {"pid": str(pid)}, sample.value)
        yield from families.values()


class _Data(Collector):
    """What the database says of the data; where it does not answer, that alone."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        try:
            with self._services.reading() as connection:
                walls.declare_system(connection)
                found = state(connection)
        except SQLAlchemyError:
            yield _gauge("database_up", "Отвечает ли база: 1 или 0", 0)
            return
        yield _gauge("database_up", "Отвечает ли база: 1 или 0", 1)
        yield from _of_data(found)


def _of_data(found: SystemState) -> Iterator[Metric]:
    yield _gauge("quarantine_open", "Строки в карантине, которые ждут решения", found.quarantined)
    yield _gauge("imports_unpublished", "Загруженные файлы, которых читатели ещё не видят", found.unpublished)
    if found.publication is None or found.published_at is None:
        return
    age = (clock.now() - found.published_at).total_seconds()
    yield _gauge("publication_version", "Версия данных, которую видят читатели", found.publication)
    yield _gauge("publication_age_seconds", "Сколько секунд назад она опубликована", max(age, 0))
    yield _gauge("publication_synthetic", "Синтетические ли данные: 1 или 0", found.synthetic)


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"traektoria_{name}", words, value=value)
