"""Servers that are measured: gunicorn as docs/commands.md starts it, each in a folder and on a port of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
START_SECONDS, STOP_SECONDS = 300, 30
THREADS = 4


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn."""

    port: int
    pid: int

    @property
    def origin(self) -> str:
        """Address without a path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def workers(self) -> list[psutil.Process]:
        """Its worker processes, in the order of their start."""
        return sorted(psutil.Process(self.pid).children(), key=lambda process: process.create_time())


@contextmanager
def gunicorn(target: str, folder: Path, environment: dict[str, str], *, workers: int = 2) -> Iterator[Server]:
    """Runs ``module:application`` as gthread with ``workers`` × 4 threads until the block ends.

    ``environment`` is added to that of this process, of which no TRAEKTORIA_ variable remains. RuntimeError with the
    log where the server does not answer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TRAEKTORIA_")}
    options = ["--preload", "--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS)]
    log_path = folder / "log.txt"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}", "--no-control-socket", target],
            cwd=folder,
            env=inherited | {"PYTHONPATH": str(ROOT)} | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, port, workers, log_path)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=STOP_SECONDS)


def settings_of(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    """Environment of the application over the database, with a folder of its own for everything else."""
    return {"TRAEKTORIA_DATABASE_URL": database_url, "TRAEKTORIA_VAR_DIR": str(folder)} | more


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int, workers: int, log_path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not (_answers(port) and len(psutil.Process(process.pid).children()) == workers):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"сервер не поднялся:\n{log_path.read_text(errors='replace')}")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
