"""The server as a process: it says where it is, works, and stops without a trace."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import create_engine, func, select

from dashboard import logs, serving
from dashboard.factory import EXTENSION, close
from dashboard.settings import load
from data_access.schema import access_entry
from tests.app.conftest import question
from tests.conftest import ROOT, service_environment

START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_well(port: int, process: subprocess.Popen[str]) -> None:
    """Returns once the server says that it is well."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    process.kill()
    pytest.fail(process.communicate()[1])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_server_tells_its_address_and_stops_cleanly(sqlite_url: str, tmp_path: Path, ending: signal.Signals) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
        cwd=tmp_path,
        env=service_environment(sqlite_url, tmp_path),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    wait_until_well(port, process)
    body = json.dumps(question("/")).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/_dash-update-component", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 200
    process.send_signal(ending)
    out, said = process.communicate(timeout=30)
    assert process.returncode == 0, said
    # What waited to be entered into the audit is not lost with the process.
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(access_entry)) == 1
    engine.dispose()
    assert f"http://127.0.0.1:{port}" in said
    assert "Traceback" not in said
    assert out == ""


def test_gunicorn_serves_the_same_application(sqlite_url: str, tmp_path: Path) -> None:
    port = free_port()
    workers = ["--preload", "--no-control-socket", "--worker-class", "gthread", "--workers", "2", "--threads", "2"]
    # A worker that has just been forked may miss the signal; the parent then waits this long before it ends it.
    workers += ["--graceful-timeout", "5"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *workers, "--bind", f"127.0.0.1:{port}", "app:server"],
        cwd=tmp_path,
        env=service_environment(sqlite_url, tmp_path) | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until_well(port, process)
    finally:
        process.terminate()
        said = process.communicate(timeout=30)[1]
    assert "Traceback" not in said


def test_wrong_setting_stops_gunicorn_with_advice(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=tmp_path,
        env=service_environment("sqlite:///base.db", tmp_path) | {"TRAEKTORIA_DEMO_MODE": "off"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "TRAEKTORIA_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_of_the_database_is_open_when_workers_are_forked(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_use: list[IO[bytes]] = []
    monkeypatch.setattr(serving, "_in_use", in_use)
    monkeypatch.setattr(logs, "configure", lambda _settings: None)  # the log of the tests goes on
    app = serving.application(load(_env_file=None, var_dir=tmp_path, database_url=sqlite_url))
    opened = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    try:
        assert [path for path in opened if path.parent == tmp_path and path.name.startswith("traektoria.db")] == []
        # It is the same file that a worker then opens.
        with app.server.extensions[EXTENSION].engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(access_entry)) == 0
    finally:
        close(app.server)
        in_use.pop().close()
