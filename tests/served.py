"""The application as a process of its own, asked over the network as a browser asks it."""

import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from layouts import ids
from tests.app.conftest import Answer, question, words
from tests.conftest import ROOT, service_environment

START_SECONDS, STOP_SECONDS = 300, 60
GUNICORN = [
    "--preload",
    "--no-control-socket",
    "--worker-class",
    "gthread",
    "--threads",
    "4",
    "--graceful-timeout",
    "5",
]


@dataclass
class Served:
    """A running server: ``log`` is what it has said. Each reader is a session (cookies) of its own."""

    port: int
    process: "subprocess.Popen[bytes]"
    log_path: Path
    session: requests.Session = field(default_factory=requests.Session)
    known: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.trust_env = False

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def reader(self) -> "Served":
        """Another browser of the same server."""
        return Served(self.port, self.process, self.log_path, known=self.known)

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.session.get(f"{self.origin}{path}", headers=headers, timeout=60)

    def document(self, path: str = "/") -> requests.Response:
        """What a browser gets that opens the address."""
        return self.get(path, Accept="text/html")

    def ask(self, path: str, search: str = "") -> requests.Response:
        """What Dash's renderer gets for the page, whatever it is."""
        return self.post("/_dash-update-component", json=question(path, search))

    def page(self, path: str, search: str = "") -> Answer:
        """The page; fails unless it is answered as a page."""
        response = self.ask(path, search)
        assert response.status_code == 200, (response.status_code, response.text[:300])
        return Answer(response.text)

    def post(self, path: str, **sent: Any) -> requests.Response:
        return self.session.post(f"{self.origin}{path}", timeout=60, **sent)

    def form(self, kind: str, **query: object) -> dict[str, Any]:
        """What the page of a record gives its form to send back."""
        search = "?" + "&".join(f"{name}={value}" for name, value in query.items())
        store: dict[str, Any] = self.page(f"/record/{kind}", search).component(ids.RECORD_STORE)["data"]
        return store

    def save(self, store: Mapping[str, Any], typed: Mapping[str, object]) -> str:
        """Sends the form of a record; returns what stands above its buttons then."""
        if not self.known:
            self.known.extend(self.get("/_dash-dependencies").json())
        output = next(item["output"] for item in self.known if f"{ids.RECORD_STORE}.data" in item["output"])
        names = [{"type": "record-field", "name": name} for name in typed]
        body = {
            "output": output,
            "outputs": [
                [{"id": {"type": "record-problem", "name": name}, "property": "children"} for name in typed],
                [{"id": {"type": "record-row", "name": name}, "property": "className"} for name in typed],
                {"id": ids.RECORD_MESSAGE, "property": "children"},
                {"id": ids.RECORD_STORE, "property": "data"},
                {"id": ids.LOCATION, "property": "href"},
            ],
            "inputs": [
                {"id": ids.RECORD_SAVE, "property": "n_clicks", "value": 1},
                {"id": ids.RECORD_END, "property": "n_clicks", "value": None},
            ],
            "state": [
                [{"id": one, "property": "value", "value": typed[one["name"]]} for one in names],
                [{"id": one, "property": "id", "value": one} for one in names],
                {"id": ids.RECORD_STORE, "property": "data", "value": store},
                {"id": ids.RECORD_REASON, "property": "value", "value": None},
                {"id": ids.YEAR_SELECT, "property": "name", "value": "2022"},
                {"id": ids.METHOD_SELECT, "property": "name", "value": "two-years"},
            ],
            "changedPropIds": [f"{ids.RECORD_SAVE}.n_clicks"],
        }
        response = self.post("/_dash-update-component", json=body)
        if response.status_code != 200:
            return response.text
        return words(response.json()["response"][ids.RECORD_MESSAGE]["children"])


@contextmanager
def served(
    database_url: str,
    folder: Path,
    *,
    workers: int = 0,
    limits: Mapping[int, int] | None = None,
    prelude: str = "",
    **settings: object,
) -> Iterator[Served]:
    """Serves the database until the block ends: ``serve``, or gunicorn with ``workers``.

    ``limits``: of the process, by ``resource.RLIMIT_…``. ``prelude``: Python that runs before anything of ours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    options = ["-m", "dashboard", "serve", "--port", str(port)]
    if workers:
        options = ["-m", "gunicorn", *GUNICORN, "--workers", str(workers), "--bind", f"127.0.0.1:{port}", "app:server"]
    if prelude:
        serve = f"import sys; from dashboard import cli; sys.exit(cli.main(['serve', '--port', '{port}']))"
        options = ["-c", f"{prelude}\n{serve}"]
    environment = service_environment(database_url, folder) | {"PYTHONPATH": str(ROOT)}
    settings = {"rate_limits": "false"} | settings  # all readers of a test come from one address
    environment |= {f"TRAEKTORIA_{name.upper()}": str(value) for name, value in settings.items()}

    def bound() -> None:
        for name, most in (limits or {}).items():
            resource.setrlimit(name, (most, most))

    log_path = folder / "log.txt"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *options],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=bound if limits else None,
        )
    server = Served(port, process, log_path)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=STOP_SECONDS)


def _wait(server: Served) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.get("/healthz").status_code in {200, 503}:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"сервер не поднялся:\n{server.log}", pytrace=False)


def eventually(what: Any, seconds: float = 30) -> None:
    """Returns once ``what()`` is true; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            pytest.fail(f"не дождались за {seconds} с", pytrace=True)
        time.sleep(0.05)
