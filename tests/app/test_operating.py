"""The installation as processes: two gunicorn workers watched over, copied while they serve, restored when stopped."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.app.conftest import AppOf, question
from tests.app.test_metrics import values
from tests.app.test_serving import free_port, wait_until_well
from tests.conftest import ROOT, service_environment

SECRET = "a-secret-of-these-tests-0123456789"
LEAST_ASKED = 20


def ask(port: int, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def page(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        body = json.dumps(question(path))
        connection.request("POST", "/_dash-update-component", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read().decode()
    finally:
        connection.close()


def answered(log: Path) -> set[int]:
    """Numbers of the processes that have answered readers."""
    lines = [line for line in log.read_text().splitlines() if "traektoria.access" in line]
    return {json.loads(line)["process"] for line in lines}


@pytest.fixture
def environment(demo_copy_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of the server and of the commands beside it."""
    return service_environment(demo_copy_url, tmp_path) | {
        "TRAEKTORIA_METRICS_DIR": str(tmp_path / "metrics"),
        "TRAEKTORIA_SECRET_KEY": SECRET,
        "TRAEKTORIA_LOG_FORMAT": "json",
    }


def command(environment: dict[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip


@contextmanager
def gunicorn(environment: dict[str, str], folder: Path, log: Path) -> Iterator[int]:
    """The port of a running server as deploy/ describes it."""
    port = free_port()
    described = str(ROOT / "deploy" / "gunicorn_conf.py")
    with log.open("w") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", described, "app:server"],
            cwd=folder, env=environment | {"TRAEKTORIA_BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "2"},
            stderr=sink, stdout=sink, text=True,
        )  # fmt: skip
        try:
            wait_until_well(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)


def test_two_workers_are_watched_copied_and_restored(
    environment: dict[str, str], tmp_path: Path, app_of: AppOf
) -> None:
    log, copies = tmp_path / "log.txt", tmp_path / "copies"
    copies.mkdir()
    with gunicorn(environment, tmp_path, log) as port:
        assert ask(port, "/readyz")[0] == 200
        asked, deadline = 0, time.monotonic() + 60
        workers: set[int] = set()
        # Which worker takes a connection is the kernel's choice.
        while asked < LEAST_ASKED or (len(workers) < 2 and time.monotonic() < deadline):
            page(port, "/method")
            asked += 1
            workers = answered(log)
        assert len(workers) == 2, "both workers have answered"

        copied = command(environment, tmp_path, "backup", str(copies))
        assert copied.returncode == 0, copied.stderr
        refused = command(environment, tmp_path, "restore", str(next(copies.iterdir())))
        assert refused.returncode == 2
        assert "система работает" in refused.stderr
        nowhere = {"TRAEKTORIA_BACKUP_DATABASE_URL": f"sqlite:///{tmp_path / 'nowhere.db'}"}
        failed = command(environment | nowhere, tmp_path, "backup", str(copies))
        assert failed.returncode == 2

        status, text = ask(port, "/metrics")
        assert status == 200
        found = values(text)
        assert found[("traektoria_requests_total", "endpoint=method,status=200")] == asked
        assert found[("traektoria_deed_seconds_count", "deed=backup")] == 1
        assert found[("traektoria_deed_failures_total", "deed=backup")] == 1
        assert found[("traektoria_deed_failures_total", "deed=publication")] == 0
        assert found[("traektoria_publication_version", "")] == 1
        counted = {int(labels[4:]) for name, labels in found if name == "process_cpu_seconds_total"}
        assert counted >= workers
        assert ask(port, "/metrics", **{"X-Forwarded-For": "10.0.0.1"})[0] == 403
        before = page(port, "/schools")

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert {line["level"] for line in lines} <= {"INFO", "WARNING"}
    assert SECRET not in log.read_text()
    assert not [line for line in lines if line["logger"] == "gunicorn.access"], "it would hold whole query strings"
    assert any(line["logger"] == "gunicorn.error" for line in lines), "gunicorn writes in the same form"

    database = Path(environment["TRAEKTORIA_DATABASE_URL"].removeprefix("sqlite:///"))
    database.write_bytes(b"spoilt" * 1000)
    restored = command(environment, tmp_path, "restore", str(next(copies.iterdir())))
    assert restored.returncode == 0, restored.stderr
    assert "Прежнее состояние" in restored.stderr
    checked = command(environment, tmp_path, "check", "--json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert json.loads(checked.stdout)["ok"] is True
    again = app_of(f"sqlite:///{database}").server.test_client()
    assert again.post("/_dash-update-component", json=question("/schools")).json == json.loads(before)


def test_restore_of_what_is_no_backup_changes_nothing(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TRAEKTORIA_")]:
        monkeypatch.delenv(name)
    for name in ("TRAEKTORIA_DATABASE_URL", "TRAEKTORIA_VAR_DIR"):
        monkeypatch.setenv(name, environment[name])
    database = Path(environment["TRAEKTORIA_DATABASE_URL"].removeprefix("sqlite:///"))
    before = database.stat().st_mtime_ns
    (tmp_path / "notes.tar.gz").write_bytes(os.urandom(5000))
    assert main(["restore", str(tmp_path / "notes.tar.gz")]) == 2
    said = capsys.readouterr().err
    assert "Не восстановлено" in said
    assert "Traceback" not in said
    assert database.stat().st_mtime_ns == before
