"""What is counted for Prometheus. One set of counters a process; with a folder of metrics that of all processes.

The library decides at its import whether counters live in files, so it is imported late: after `prepare`.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from flask import g, has_request_context
from sqlalchemy import Engine, event

from dashboard.settings import Settings

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram

log = logging.getLogger(__name__)

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
STATEMENT_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
DEED_SECONDS = (0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320)
NO_ENDPOINT = "none"
"""Of requests to addresses that do not exist: their paths are no label, or a visitor could make as many as he likes."""

Deed = Literal["import", "publication", "backup", "check", "upload_check", "preview"]


@dataclass(frozen=True)
class Instruments:
    """The counters of this process."""

    registry: "CollectorRegistry"
    requests: "Counter"
    seconds: "Histogram"
    cache: "Counter"
    cache_failures: "Counter"
    statements: "Histogram"
    database_errors: "Counter"
    deeds: "Histogram"
    failed_deeds: "Counter"


def prepare(settings: Settings) -> None:
    """Tells the library of the folder of metrics. Before the first count."""
    if settings.metrics_dir is not None:
        settings.metrics_dir.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault(FOLDER, str(settings.metrics_dir.resolve()))


@cache
def instruments() -> Instruments:
    """The counters, made with the first count."""
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()

    def counter(name: str, words: str, *labels: str) -> Counter:
        return Counter(f"traektoria_{name}", words, labels, registry=registry)

    def histogram(name: str, words: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"traektoria_{name}", words, labels, buckets=buckets, registry=registry)

    failed_deeds = counter("deed_failures", "Сколько из них не удалось", "deed")
    for name in get_args(Deed):
        failed_deeds.labels(name)  # from nought: a series that begins with its first failure has not grown
    return Instruments(
        registry,
        requests=counter("requests", "Ответы по адресу или странице и коду", "endpoint", "status"),
        seconds=histogram("request_seconds", "Время ответа, секунды", REQUEST_SECONDS, "endpoint"),
        cache=counter("page_cache", "Страницы: взятые из кэша (hit) и составленные заново (miss)", "outcome"),
        cache_failures=counter("cache_failures", "Сколько раз кэш не ответил"),
        statements=histogram("database_seconds", "Время одного обращения к базе, секунды", STATEMENT_SECONDS),
        database_errors=counter("database_errors", "Обращения к базе, которые кончились ошибкой"),
        deeds=histogram(
            "deed_seconds",
            "Долгие дела: загрузка, публикация, копия, проверка, секунды",
            DEED_SECONDS,
            "deed",
        ),
        failed_deeds=failed_deeds,
    )


def request_ended(endpoint: str | None, status: int, seconds: float) -> None:
    """Counts an answer; ``endpoint`` is the page or the route."""
    counters, name = instruments(), endpoint or NO_ENDPOINT
    counters.requests.labels(name, str(status)).inc()
    counters.seconds.labels(name).observe(seconds)


def cache_asked(*, hit: bool) -> None:
    """Counts a page asked of the cache."""
    instruments().cache.labels("hit" if hit else "miss").inc()


def cache_failed() -> None:
    """Counts a cache that did not answer."""
    instruments().cache_failures.inc()


@contextmanager
def deed(name: Deed, *, usual: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Measures a long deed of this process; seen by others only through the folder of metrics.

    ``usual`` ends without result are neither counted nor failures.
    """
    started = time.perf_counter()
    try:
        yield
    except usual:
        raise
    except BaseException:
        with _counting():
            instruments().failed_deeds.labels(name).inc()
        raise
    with _counting():
        instruments().deeds.labels(name).observe(time.perf_counter() - started)


@contextmanager
def _counting() -> Iterator[None]:
    """What is done is done, though it cannot be counted: the folder of a server goes when that is stopped."""
    try:
        yield
    except OSError as error:
        log.warning("показатель не записан: %s", error)


def watch(engine: Engine) -> None:
    """Measures every statement of the engine, for the metrics and for the line of the request."""

    @event.listens_for(engine, "before_cursor_execute")
    def begin(_connection: Any, _cursor: Any, _statement: Any, _parameters: Any, context: Any, _many: bool) -> None:
        if context is not None:
            context.traektoria_started = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def end(_connection: Any, _cursor: Any, _statement: Any, _parameters: Any, context: Any, _many: bool) -> None:
        started = getattr(context, "traektoria_started", None)
        if started is None:
            return
        seconds = time.perf_counter() - started
        instruments().statements.observe(seconds)
        if has_request_context():
            g.database_seconds = g.get("database_seconds", 0.0) + seconds

    @event.listens_for(engine, "handle_error")
    def failed(_context: Any) -> None:
        instruments().database_errors.inc()
