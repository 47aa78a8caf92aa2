"""Starts the process that does the jobs of the desk: beside the server, so that neither waits for the other."""

import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from dashboard.services import Services
from dashboard.settings import PREFIX, Settings
from data_access.desk import jobs

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
AGAIN_SECONDS = 5.0
"""A process that was started may take so long to take its place; meanwhile no other is started."""
_started: dict[str, float] = {}
_processes: dict[str, subprocess.Popen[bytes]] = {}


def start(services: Services) -> None:
    """Starts a process for what waits on the desk, unless one is at it; one that finds another at it ends at once.

    It outlives the server and the reader's browser.
    """
    folder = str(services.settings.imports)
    before = _processes.get(folder)
    if before is not None and before.poll() is None and time.monotonic() - _started[folder] < AGAIN_SECONDS:
        return  # it has not looked at the queue yet
    if services.desk.has_runner:
        return  # it looks again before it ends
    _started[folder] = time.monotonic()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.desk_worker"],
            env=_environment(services.settings),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        log.exception("процесс загрузки не запускается")
        return
    _processes[folder] = process
    threading.Thread(target=process.wait, daemon=True, name="desk-worker").start()


def see_to(services: Services) -> None:
    """Starts a process where work waits and nobody does it: the one before was killed."""
    folder = str(services.settings.imports)
    if time.monotonic() - _started.get(folder, -AGAIN_SECONDS) < AGAIN_SECONDS:
        return
    if jobs.open_jobs(services.desk) and not services.desk.has_runner:
        start(services)


def _environment(settings: Settings) -> dict[str, str]:
    """That of this process, with the settings that this process has, whatever they came from."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    own = {
        "VAR_DIR": settings.var_dir.absolute(),
        "DATABASE_URL": settings.database,
        "BOUNDARIES_DIR": settings.boundaries.absolute(),
        "IMPORTS_DIR": settings.imports.absolute(),
        "IMPORT_MEMORY": settings.import_memory,
        "LOG_LEVEL": settings.log_level,
        "LOG_FORMAT": settings.log_format,
    }
    path = os.pathsep.join(filter(None, (str(ROOT), inherited.get("PYTHONPATH", ""))))
    # Threads of numpy's algebra would take the second core from the readers.
    return inherited | {f"{PREFIX}{name}": str(value) for name, value in own.items()} | {
        "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
    }  # fmt: skip
