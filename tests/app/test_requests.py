"""One number and one line a request; no secret in any line."""

import io
import json
import logging
import logging.config
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import logs, requests
from dashboard.settings import load
from tests.app.conftest import AppOf, Reader, question

SECRET = "the-key-of-these-tests-0123456789"
PASSWORD = "pass-word-of-the-base"


class Log:
    """What an installation with these settings writes, as text and as records."""

    def __init__(self, **others: Any) -> None:
        self.stream = io.StringIO()
        chosen = load(
            _env_file=None, secret_key=SECRET, metrics_token="token-of-these-tests",
            database_url=f"postgresql://name:{PASSWORD}@host/base", **others,
        )  # fmt: skip
        described = logs.configuration(chosen)
        (handler,) = described["handlers"].values()
        formatter = described["formatters"]["chosen"].copy()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter.pop("()")(**formatter))
        self.handler.addFilter(described["filters"]["request"]["()"]())
        assert handler["stream"] == "ext://sys.stderr"

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def log_as(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[..., Log]]:
    """Adds a log beside that of the tests."""
    caplog.set_level(logging.INFO)
    root, made = logging.getLogger(), []

    def make(**others: Any) -> Log:
        made.append(Log(**others))
        root.addHandler(made[-1].handler)
        return made[-1]

    yield make
    for each in made:
        root.removeHandler(each.handler)


def test_line_says_what_was_asked_and_by_which_role(reader: Reader, log_as: Callable[..., Log]) -> None:
    reader.become("district:nevsky")
    log = log_as(log_format="json")
    reader.page("/schools", "?year=2025&note=private")
    (line,) = log.records()
    assert (line["logger"], line["level"], line["method"], line["status"]) == ("traektoria.access", "INFO", "POST", 200)
    assert (line["path"], line["page"]) == ("/_dash-update-component", "/schools?year=2025&note=*")
    assert (line["role"], line["data_version"]) == ("district", 1)
    assert line["ms"] > line["database_ms"] > 0
    assert re.fullmatch(r"[0-9a-f]{8}", line["request"])
    assert "nevsky" not in log.text, "the role, not the person's place"


def test_number_of_the_answer_is_that_of_the_log(demo_app: Dash, log_as: Callable[..., Log]) -> None:
    log = log_as(log_format="text")
    answers = [demo_app.server.test_client().get("/method") for _ in range(2)]
    numbers = [answer.headers["X-Request-ID"] for answer in answers]
    assert len(set(numbers)) == 2
    assert [line.rsplit(" ", 1)[1] for line in log.text.splitlines()] == numbers


def test_number_of_an_error_is_that_of_its_request(app_of: AppOf, demo_url: str, log_as: Callable[..., Log]) -> None:
    server = app_of(demo_url).server
    server.view_functions["/_dash-update-component"] = lambda: {"": ""}["a word of the insides"]
    log = log_as(log_format="json")
    answer = server.test_client().post("/_dash-update-component", json=question("/"))
    told = re.search(r"номер: ([0-9a-f]{8})", answer.get_json()["message"])
    assert told
    assert told[1] == answer.headers["X-Request-ID"]
    failure, access = log.records()
    assert failure["request"] == access["request"] == told[1]
    assert "Traceback" in failure["exc_info"]
    assert access["status"] == 500


def test_error_of_a_page_has_the_number_too(
    app_of: AppOf, demo_url: str, monkeypatch: pytest.MonkeyPatch, log_as: Callable[..., Log]
) -> None:
    from dashboard.services import Services

    app = app_of(demo_url)
    monkeypatch.setattr(Services, "today", lambda *_: 1 / 0)
    answer = app.server.test_client().post("/_dash-update-component", json=question("/schools"))
    assert answer.headers["X-Request-ID"] in answer.get_data(as_text=True)


@pytest.mark.parametrize(("proxies", "kept"), [(0, False), (1, True)])
def test_number_is_taken_from_a_trusted_proxy_only(app_of: AppOf, demo_url: str, proxies: int, kept: bool) -> None:
    client = app_of(demo_url, proxies=proxies).server.test_client()
    brought = "4f1c2d3e4f1c2d3e"
    assert (client.get("/healthz", headers={"X-Request-ID": brought}).headers["X-Request-ID"] == brought) is kept
    for spoilt in ("short", "x" * 65, "<script>1234", "12345678 90"):
        assert client.get("/healthz", headers={"X-Request-ID": spoilt}).headers["X-Request-ID"] != spoilt


def test_probes_are_silent_while_all_is_well(demo_app: Dash, log_as: Callable[..., Log]) -> None:
    log = log_as(log_format="text")
    client = demo_app.server.test_client()
    assert [client.get(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [200, 200, 200]
    assert "traektoria.access" not in log.text


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_secret_is_written(demo_app: Dash, log_as: Callable[..., Log], log_format: str) -> None:
    client = demo_app.server.test_client()
    client.post("/demo/viewer", data={"viewer": "analyst"})
    cookie = client.get_cookie("traektoria")
    assert cookie
    log = log_as(log_format=log_format)
    client.get("/method?token=t0ken-in-address&state=st4te&password=pa55word&year=2025")
    client.get("/schools", headers={"Authorization": "Bearer token-of-these-tests"})
    client.post("/demo/viewer", data={"viewer": "analyst", "password": "typed-by-hand"})
    try:
        raise RuntimeError(
            f"postgresql://name:{PASSWORD}@host/base; sqlite, key {SECRET}; redis://:other-pass@host:6379; "
            f"Cookie: traektoria={cookie.value}; Authorization: Bearer abcdefgh.ijkl; password='said aloud'"
        )
    except RuntimeError:
        logging.getLogger("anywhere").exception("session_token=%s", "sess10n")
    assert "year=2025" in log.text
    forbidden = (
        PASSWORD, SECRET, cookie.value, "token-of-these-tests", "t0ken-in-address", "st4te", "pa55word",
        "typed-by-hand",
        "other-pass", "abcdefgh.ijkl", "said aloud", "sess10n",
    )  # fmt: skip
    assert [word for word in forbidden if word in log.text] == []


def test_address_begins_no_line_of_its_own(client: FlaskClient, log_as: Callable[..., Log]) -> None:
    log = log_as(log_format="text")
    client.get("/nowhere%0A2026-01-01 INFO forged?year=1%0Aforged")
    lines = log.text.splitlines()
    assert [line for line in lines if "forged" in line] == lines, "each line tells of the request whole"
    assert not [line for line in lines if line.startswith(("forged", "2026-01-01 INFO"))]


@pytest.fixture
def client(demo_app: Dash) -> FlaskClient:
    return demo_app.server.test_client()


def test_parts_of_an_address_that_sign_it_are_left_out(demo_app: Dash) -> None:
    with demo_app.server.test_request_context("/embed/abcdef?year=2025"):
        from flask import request

        request.view_args = {"token": "abcdef"}
        assert requests.path_shown() == "/embed/…?year=2025"
