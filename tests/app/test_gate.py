"""Default deny: every route and callback of the application has a rule, and what has none is refused.

The lists are taken from the application itself, so that a new route or callback without a rule fails here.
"""

from datetime import UTC, datetime

import pytest
from dash import Dash
from flask import Flask
from flask.testing import FlaskClient

from callbacks import PAGES
from dashboard.factory import EXTENSION
from dashboard.security import gate
from dashboard.security.rules import CALLBACKS, ROUTES, Rule, first_output
from data_access.accounts import manage, sessions
from data_access.accounts.account import named
from data_access.viewer import EVERY_ROLE, Role, Viewer
from tests.app.conftest import AppOf, question

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
