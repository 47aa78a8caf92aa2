"""``python -m dashboard.desk_worker``: does the jobs that wait on the desk, then ends. Started by the server."""

import logging
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress

from dashboard import database, logs, metrics, occupancy, settings
from dashboard.settings import Settings, SettingsError
from data_access.desk.folder import Desk
from data_access.desk.runner import Runner, Undone
from monitoring.reports.desk import JobKind

log = logging.getLogger(__name__)

NICENESS = 2
"""Readers go first."""
DEEDS: Mapping[JobKind, metrics.Deed] = {
    "check": "upload_check", "import": "import", "preview": "preview", "publish": "publication",
}  # fmt: skip


def main() -> None:
    """Does what waits."""
    chosen = settings.load()
    logs.configure(chosen)
    metrics.prepare(chosen)
    with suppress(OSError):
        os.nice(NICENESS)
    try:
        # Before anything is read: a restore would else find nobody here, and what waited on the former desk would be
        # done to the restored database.
        with occupancy.shared(chosen):
            _work(chosen)
    except SettingsError as impossible:
        log.error("загрузка не начата: %s", impossible)


def _work(chosen: Settings) -> None:
    engine = database.opened(chosen)
    try:
        Runner(Desk(chosen.imports), engine, chosen.boundaries, chosen.import_memory * 2**20, measured).run()
    finally:
        engine.dispose()


def measured(kind: JobKind) -> AbstractContextManager[None]:
    """The job among the long deeds that are counted, where the server has a folder of metrics."""
    return metrics.deed(DEEDS[kind], usual=(Undone,))


if __name__ == "__main__":
    main()
