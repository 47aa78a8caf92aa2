"""Default deny: every route and callback of the application has a rule, and what has none is refused.

The lists are taken from the application itself, so that a new route or callback without a rule fails here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from dash import Dash, html
from flask import Flask
from flask.testing import FlaskClient

from callbacks import PAGES
from callbacks.page import Page
from dashboard.factory import EXTENSION
from dashboard.security import gate
from dashboard.security.questions import ADDRESS, callbacks_of
from dashboard.security.rules import CALLBACKS, ROUTES, Rule, first_output
from data_access.accounts import manage, sessions
from data_access.accounts.account import named
from data_access.viewer import EVERY_ROLE, Role, Viewer
from tests.app.conftest import Answer, AppOf, question
from tests.app.questions import questions_of

SECRET = "a secret of the tests alone"
OF_ROLE = {
    Role.COMMITTEE: Viewer(Role.COMMITTEE),
    Role.ANALYST: Viewer(Role.ANALYST),
    Role.DISTRICT: Viewer(Role.DISTRICT, "nevsky"),
    Role.SCHOOL: Viewer(Role.SCHOOL, "admiralteysky", 1),
    Role.OPERATOR: Viewer(Role.OPERATOR),
    Role.ADMINISTRATOR: Viewer(Role.ADMINISTRATOR),
}
# Dash's own for reloading after a change of the code; debugging is off.
CLOSED = {"GET /_reload-hash"}


@pytest.fixture(scope="module")
def closed(app_of: AppOf, demo_database: object, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """The application over a copy of the demo city, outside demo mode."""
    import shutil

    path = tmp_path_factory.mktemp("closed") / "city.db"
    shutil.copyfile(str(demo_database), path)
    return app_of(f"sqlite:///{path}", demo_mode="off", secret_key=SECRET)


@pytest.fixture(scope="module")
def clients(closed: Dash) -> dict[Role | None, FlaskClient]:
    """A browser for each role, signed in; under None one that has not."""
    return {None: closed.server.test_client()} | {
        role: signed_in(closed.server, viewer) for role, viewer in OF_ROLE.items()
    }


def signed_in(server: Flask, viewer: Viewer, *, must_change: bool = False) -> FlaskClient:
    """A browser with an open session of an account of the viewer."""
    services, now = server.extensions[EXTENSION], datetime.now(UTC)
    name = f"{viewer.role}-{must_change}".lower()
    with services.engine.begin() as connection:
        manage.add(connection, name, "Для проверки", viewer, now)
        found = named(connection, name)
        if not must_change:
            manage._change(connection, found, now, must_change=False)
        token = sessions.open_session(connection, found.id, now)
    client = server.test_client()
    with client.session_transaction() as session:
        session["token"], session["seen"] = token, int(now.timestamp())
    return client


def routes(app: Dash) -> list[str]:
    """Every route by method and address."""
    return [
        f"{method} {rule.rule}"
        for rule in app.server.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def ask(client: FlaskClient, route: str) -> int:
    """Status of a request to the route with plausible values in its address."""
    method, address = route.split(" ", 1)
    for hole, value in {
        "<path:filename>": "theme.css", "<string:package_name>": "dash", "<path:fingerprinted_path>": "x.js",
        "<file>": "SourceSansPro-Regular.otf", "<path:path>": "method", "<kind>": "event",
        "<int:record_id>": "1", "<int:file_id>": "1", "<any(xlsx, csv):form>": "csv",
        "<int:account_id>": "999999", "<upload_id>": "nothing", "<sha256>": "0" * 64, "<int:batch_id>": "999999",
        "<int:mapping_id>": "999999", "<int:row_id>": "999999", "<form>": "html", "<code>": "nevsky",
        "<int:number>": "1", "<table>": "list-by-year", "<figure>": "map",
    }.items():  # fmt: skip
        address = address.replace(hole, value)
    assert "<" not in address, f"give a value for {address}"
    with client.open(address, method=method, headers={"Accept": "*/*"}) as response:
        return response.status_code


def test_every_route_has_a_rule_and_every_rule_a_route(demo_app: Dash) -> None:
    assert set(routes(demo_app)) - CLOSED == set(ROUTES)


def test_every_callback_of_the_server_has_a_rule(demo_app: Dash) -> None:
    served = {item["output"] for item in demo_app._callback_list if not item.get("clientside_function")}
    assert {first_output(output) for output in served} == set(CALLBACKS)


def test_every_page_says_who_may_open_it() -> None:
    assert [page.name for page in PAGES if not page.readers] == []


@contextmanager
def changed(page: Page, **values: object) -> Iterator[None]:
    """The page with other values until the block ends."""
    before = {name: getattr(page, name) for name in values}
    for name, value in values.items():
        object.__setattr__(page, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            object.__setattr__(page, name, value)


def path_of(page: Page) -> str:
    """An address of the page."""
    path = page.template
    for hole, value in {
        "<school_id>": "1", "<slug>": "nevsky", "<territory>": "nevsky", "<kind>": "event", "<upload_id>": "nothing",
        "<partnership_id>": "1",
    }.items():  # fmt: skip
        path = path.replace(hole, value)
    assert "<" not in path, f"give a value for {path}"
    return path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_opens_to_its_readers_alone(clients: dict[Role | None, FlaskClient], page: Page) -> None:
    """As it says itself, and again as if it were the analyst's alone: most pages are everybody's."""
    opened = {"make": lambda _asked: ("Открыто", html.H1("Открыто")), "kept": False}
    for readers, asking in ((page.readers, [*clients]), (frozenset({Role.ANALYST}), [Role.ANALYST, Role.COMMITTEE])):
        with changed(page, **opened, readers=readers):
            for role in asking:
                response = clients[role].post(ADDRESS, json=question(path_of(page)))
                if role is None:
                    assert response.status_code == 401
                else:
                    heading = Answer(response.get_data(as_text=True)).heading
                    assert heading == ("Открыто" if role in readers else "Нет доступа"), role


@pytest.mark.parametrize("output", sorted(CALLBACKS))
def test_every_callback_answers_the_roles_of_its_rule_alone(
    closed: Dash, clients: dict[Role | None, FlaskClient], output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As its rule says, and again as if the rule were another: today all callbacks are open to every role."""
    (body,) = [body for name, body in questions_of(callbacks_of(closed)).items() if first_output(name) == output]
    for rule in (CALLBACKS[output], Rule.ANALYST, Rule.AUDITOR):
        monkeypatch.setattr(gate, "CALLBACKS", {**CALLBACKS, output: rule})
        for role, client in clients.items():
            status = _status(client, body)
            allowed = {401} if role is None else {200, 204} if role in rule.roles else {403}
            assert status in allowed, (rule, role)


def _status(client: FlaskClient, body: dict[str, Any]) -> int:
    return client.post(ADDRESS, json=body).status_code


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_who_has_not_signed_in_passes_open_routes_alone(clients: dict[Role | None, FlaskClient], route: str) -> None:
    if route == gate.CALLBACK_ROUTE:
        status = clients[None].post("/_dash-update-component", json=question("/method")).status_code
    else:
        status = ask(clients[None], route)
    if ROUTES[route] is Rule.OPEN:
        assert status in {200, 404, 401} if route != "POST /sign-in" else status == 401
    else:
        assert status in {303, 401}


@pytest.mark.parametrize("route", sorted(set(ROUTES) - {"POST /sign-out", "POST /account/end-sessions"}))
@pytest.mark.parametrize("role", Role)
def test_roles_pass_where_the_rule_says(clients: dict[Role | None, FlaskClient], role: Role, route: str) -> None:
    if route == gate.CALLBACK_ROUTE:
        status = clients[role].post("/_dash-update-component", json=question("/method")).status_code
    else:
        status = ask(clients[role], route)
    if role in ROUTES[route].roles:
        assert status not in {303, 401, 500} or route in {"GET /sign-in", "POST /sign-in"}
        assert status < 500
    else:
        assert status == 403


def test_what_has_no_rule_is_refused(app_of: AppOf, demo_url: str) -> None:
    app = app_of(demo_url)
    app.server.add_url_rule("/new", "new", lambda: "secret")
    response = app.server.test_client().get("/new")
    assert response.status_code == 403
    assert b"secret" not in response.data
    assert app.server.test_client().open("/", method="OPTIONS").status_code == 403
    assert app.server.test_client().get("/_reload-hash").status_code == 403


@pytest.mark.parametrize(
    "body", [{}, [], None, 1, "x", {"output": 5}, {"output": "city-done.data"}, {"output": "..x.y...z.a.."}]
)
def test_unknown_callbacks_are_refused(clients: dict[Role | None, FlaskClient], body: object) -> None:
    assert clients[Role.COMMITTEE].post("/_dash-update-component", json=body).status_code == 403


def test_one_time_password_opens_only_the_choice_of_another(closed: Dash) -> None:
    client = signed_in(closed.server, Viewer(Role.COMMITTEE), must_change=True)
    assert client.get("/").headers["Location"] == "/password"
    assert client.post("/_dash-update-component", json=question("/")).status_code == 401
    assert client.get("/sheets/event.csv", headers={"Accept": "*/*"}).status_code == 401
    assert client.get("/account").headers["Location"] == "/password"
    assert client.get("/password").status_code == 200


def test_rules_know_every_role() -> None:
    assert Rule.SIGNED_IN.roles == EVERY_ROLE
    assert all(rule.roles for rule in Rule)
