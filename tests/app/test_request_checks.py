"""Origin, form, size, host and frequency of requests: checked in one place for every route."""

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask import Response
from flask.testing import FlaskClient
from waitress import wasyncore

from dashboard import headers, listening
from dashboard.security import rates, rules, sizes
from dashboard.security.gate import name_of
from dashboard.security.questions import ADDRESS
from dashboard.security.rates import Counter
from dashboard.serving import _listening
from dashboard.settings import SettingsError, load
from data_access.accounts import sign_in as accounts
from tests.app.conftest import AppOf, question
from tests.redis_server import RedisServer

SECRET = "a secret of the tests alone"


@pytest.fixture
def client(demo_app: Dash) -> FlaskClient:
    return demo_app.server.test_client()


def changing(app: Dash) -> list[str]:
    """Addresses of the routes that are not only reading."""
    return [
        rule.rule
        for rule in app.server.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
    ]


def filled(address: str) -> str:
    return address.replace("<kind>", "event").replace("<int:record_id>", "1").replace("<int:file_id>", "1")


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://localhost:8051"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_nothing_is_changed_from_elsewhere(demo_app: Dash, elsewhere: dict[str, str]) -> None:
    client = demo_app.server.test_client()
    asked = changing(demo_app)
    assert ADDRESS in asked
    assert len(asked) >= 8
    for address in asked:
        response = client.post(filled(address), headers=elsewhere)
        assert response.status_code == 403, address
        assert "чужой страницы" in response.get_data(as_text=True)


def test_a_form_cannot_pretend_to_be_a_question(client: FlaskClient) -> None:
    body = '{"output": "x", "ignored": "=", "inputs": []}'
    for kind in ("text/plain", "text/plain; application/json", "application/xml", ""):
        assert client.post(ADDRESS, data=body, content_type=kind).status_code == 415
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert client.post(ADDRESS, data=body, content_type=kind).status_code in {403, 415}
    assert client.post(ADDRESS, json=question("/"), headers={"Origin": "http://localhost"}).status_code == 200


def test_sizes_are_refused_in_words(client: FlaskClient) -> None:
    def said(status: int, words: str, response: Any) -> None:
        assert (response.status_code, words in response.get_data(as_text=True)) == (status, True)

    said(414, "Адрес слишком длинный", client.get("/?" + "x" * sizes.LARGEST_ADDRESS))
    said(431, "Заголовки", client.get("/", headers={"X-Long": "x" * sizes.LARGEST_HEADERS}))
    said(413, "слишком велик", client.post("/demo/viewer", data={"viewer": "x" * 5000}))
    said(413, "20 МБ", client.post("/sheets/event", content_type="multipart/form-data; boundary=x",
                                   environ_overrides={"CONTENT_LENGTH": str(21 * sizes.MIB)}))  # fmt: skip
    packed = client.post(ADDRESS, json={}, headers={"Content-Encoding": "gzip"})
    assert packed.status_code == 415


def test_forms_of_thousands_of_parts_are_refused(client: FlaskClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n'
    body = b"".join(part % number for number in range(5000)) + b"--x--\r\n"
    response = client.post("/sheets/event", data=body, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 413
    field = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"x" * 500_000 + b"\r\n--x--\r\n"
    response = client.post("/sheets/event", data=field, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 413


def test_limits_are_of_routes_that_exist(demo_app: Dash) -> None:
    known = {
        name_of(method, rule.rule) for rule in demo_app.server.url_map.iter_rules() for method in rule.methods or ()
    }
    assert {*sizes.LARGEST, *rates.HEAVY, *rates.SIGN_IN} <= known
    assert rates.HEAVY_CALLBACKS.keys() == rules.CALLBACKS.keys() - {rates.PAGE_OUTPUT}


LIGHT = {
    "GET /", "GET /<path:path>", "GET /_dash-layout", "GET /_dash-dependencies", "POST /_dash-update-component",
    "GET /account", "POST /account/end-sessions", "GET /password", "POST /sign-out", "POST /demo/viewer",
    "GET /accounts", "GET /accounts/new", "GET /accounts/<int:account_id>", "POST /accounts/<int:account_id>/change",
    "POST /accounts/<int:account_id>/lock", "POST /accounts/<int:account_id>/unlock",
    "POST /accounts/<int:account_id>/end-sessions", "GET /data/state",
}  # fmt: skip
"""The frame of the pages, what is read often and costs nothing, one change of one account."""


def test_every_route_is_counted_or_known_to_be_light() -> None:
    """A new route fails here until somebody has thought of its price."""
    code = {route for route, rule in rules.ROUTES.items() if rule is rules.Rule.OPEN} - set(rates.SIGN_IN)
    assert rules.ROUTES.keys() - rates.HEAVY.keys() - rates.SIGN_IN.keys() - code == LIGHT
    assert not LIGHT & rates.HEAVY.keys()


@pytest.fixture(scope="module")
def hosted(app_of: AppOf, demo_url: str) -> Dash:
    return app_of(demo_url, hosts="monitoring.example,.schools.example")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("monitoring.example", 200), ("monitoring.example:8443", 200), ("a.schools.example", 200),
        ("127.0.0.1:8050", 200),
        ("localhost", 200), ("elsewhere.example", 400), ("monitoring.example.elsewhere.example", 400), ("", 400),
    ],
)  # fmt: skip
def test_only_known_hosts_are_answered(hosted: Dash, host: str, status: int) -> None:
    response = hosted.server.test_client().get("/", headers={"Host": host})
    assert response.status_code == status
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "elsewhere" not in response.get_data(as_text=True)


def test_redirects_do_not_follow_a_foreign_host(client: FlaskClient, demo_app: Dash) -> None:
    spoofed = {"Host": "elsewhere.example", "X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "https"}
    headers = spoofed | {"Sec-Fetch-Mode": "navigate", "Referer": "http://elsewhere.example//elsewhere.example/x"}
    for address in ("/demo/viewer", "/sign-in?next=//elsewhere.example"):
        method = "POST" if address == "/demo/viewer" else "GET"
        response = client.open(
            address, method=method, data={"viewer": "committee"} if method == "POST" else None, headers=headers
        )
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/")
        assert "elsewhere" not in response.headers["Location"].partition("?")[0].removeprefix("/elsewhere")


def test_forwarded_headers_count_only_behind_a_proxy(app_of: AppOf, demo_url: str, client: FlaskClient) -> None:
    forged = {
        "X-Forwarded-For": "10.9.9.9",
        "X-Forwarded-Host": "elsewhere.example",
        "Origin": "http://elsewhere.example",
    }
    assert client.post("/demo/viewer", data={"viewer": "committee"}, headers=forged).status_code == 403
    behind = app_of(demo_url, proxies=1).server.test_client()
    forwarded = {"X-Forwarded-Host": "monitoring.example", "Origin": "http://monitoring.example"}
    assert behind.post("/demo/viewer", data={"viewer": "committee"}, headers=forwarded).status_code in {204, 303}


def test_wrong_hosts_are_named_at_the_start() -> None:
    assert load(_env_file=None, hosts="One.example, .two.example").hosts == ("one.example", ".two.example")
    for wrong in ("https://one.example", "one.example:80", "*"):
        with pytest.raises(SettingsError, match="TRAEKTORIA_HOSTS"):
            load(_env_file=None, hosts=wrong)


def test_passwords_cannot_be_tried_without_end(app_of: AppOf, demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "attempt", lambda *_: accounts.Refused())  # comparing takes its time by design
    app = app_of(demo_url, demo_mode="off", secret_key=SECRET, rate_limits=True, sign_in_per_minute=3)
    client = app.server.test_client()

    def attempt(name: str, address: str = "10.0.0.1") -> Any:
        data = {"name": name, "password": "not it"}
        return client.post(
            "/sign-in", data=data, environ_base={"REMOTE_ADDR": address}, headers={"Accept": "text/html"}
        )

    assert [attempt("head").status_code for _ in range(3)] == [401] * 3
    refused = attempt(" HEAD ", "10.0.0.2")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert "Слишком много запросов подряд" in refused.get_data(as_text=True)
    # Others go on, until the address has tried too many names.
    said = [attempt(f"other-{number}").status_code for number in range(15)]
    assert said[0] == 401
    assert said[-1] == 429
    assert attempt("another", "10.0.0.3").status_code == 401


def test_heavy_routes_are_counted_by_reader(app_of: AppOf, demo_url: str) -> None:
    client = app_of(demo_url, rate_limits=True, heavy_per_minute=4).server.test_client()
    assert [client.get("/sheets/nothing.xlsx").status_code for _ in range(5)] == [404] * 4 + [429]
    # What is not heavy is not counted, and neither is another reader.
    assert all(client.post(ADDRESS, json=question("/order")).status_code == 200 for _ in range(8))
    assert client.get("/sheets/nothing.xlsx", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 404
    refused = client.get("/sheets/nothing.csv", headers={"Accept": "application/json"})
    assert "Повторите через" in refused.get_json()["message"]


def test_codes_of_briefings_are_counted_and_the_empty_form_is_not(app_of: AppOf, demo_url: str) -> None:
    client = app_of(demo_url, rate_limits=True, heavy_per_minute=8).server.test_client()

    def asked(path: str, search: str) -> int:
        return client.post(ADDRESS, json=question(path, search)).status_code

    assert [asked("/verify", "?code=nothing"), asked("/verify/", "?year=2025&code=x")] == [200, 200]
    assert [asked("/verify", "?code=nothing"), asked("/%76erify", "?code=x")] == [429, 429]
    assert [asked("/verify", ""), asked("/order", "?code=x")] == [200, 200]
    assert client.post(ADDRESS, json={**question("/verify"), "inputs": "x"}).status_code == 400


def test_the_count_is_shared_by_redis_and_goes_on_without_it(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "REDIS_SECONDS", 5.0)  # longer than a machine that does much else keeps it waiting
    settings = load(_env_file=None, cache_url=redis_server.url)
    limit = rates.RateLimitItemPerMinute(3)
    one, other = (Counter(rates._storage(settings)) for _ in range(2))
    assert [one.wait(limit, "x"), other.wait(limit, "x"), one.wait(limit, "x")] == [None] * 3
    assert other.wait(limit, "x")
    redis_server.stop()
    # Counted anew, in memory: nobody is refused for the loss, and nobody goes without a limit.
    assert [one.wait(limit, "x") for _ in range(3)] == [None] * 3
    assert one.wait(limit, "x")


def test_signing_out_has_the_browser_forget() -> None:
    answer = headers.forget(Response())
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture(scope="module")
def port(demo_app: Dash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The application behind its own server, in this process."""
    chosen = load(_env_file=None, var_dir=Path(tmp_path_factory.mktemp("served")))
    with _listening("127.0.0.1", 0) as listener:
        server = listening.server_of(demo_app.server, listener, chosen)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(timeout=10)


def ask(port: int, method: str, path: str, body: Any = None, **given: str) -> tuple[int, str, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            method, path, body=body, headers=given, encode_chunked=given.get("Transfer-Encoding") == "chunked"
        )
        response = connection.getresponse()
        return response.status, response.read().decode(), response.headers
    finally:
        connection.close()


def test_the_server_itself_refuses_in_words_and_tells_no_name(port: int) -> None:
    status, text, told = ask(port, "GET", "/", None, **{"X-Long": "x" * (listening.HEADER_BYTES + 100)})
    assert (status, "Заголовки" in text, told["Server"]) == (431, True, None)
    status, text, told = ask(port, "POST", "/sheets/event", None, **{"Content-Length": str(200 * sizes.MIB)})
    assert (status, "слишком велик" in text, told["Server"]) == (413, True, None)
    status, _, told = ask(port, "GET", "/healthz")
    assert (status, told["Server"]) == (200, None)


def test_bodies_in_pieces_are_measured_too(port: int) -> None:
    pieces = (b"x" * 64_000 for _ in range(20))
    status, text, _ = ask(
        port, "POST", ADDRESS, pieces, **{"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    )
    assert (status, "слишком велик" in text) == (413, True)


def test_who_sends_slowly_holds_nobody_up(port: int) -> None:
    held = []
    opened = b"POST /sheets/event HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\nx"
    try:
        for number in range(150):
            slow = socket.create_connection(("127.0.0.1", port), timeout=10)
            head = b"GET / HTTP/1.1\r\nHost: x\r\nX-" if number % 2 else opened
            slow.sendall(head)
            held.append(slow)
        assert ask(port, "GET", "/healthz")[0] == 200
    finally:
        for slow in held:
            slow.close()
