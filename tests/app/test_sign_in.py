"""Sign-in as a browser does it: forms, the session's cookie, where it leads."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.factory import EXTENSION
from dashboard.security import session as signed_in
from dashboard.security.sign_in import own_path
from data_access.accounts import manage
from data_access.viewer import Role, Viewer
from tests.app.conftest import Answer, AppOf, question

SECRET = "a secret of the tests alone"
OWN = "четыре несвязанных слова подряд"


@pytest.fixture
def app(app_of: AppOf, demo_copy_url: str, quick_hashes: None) -> Dash:
    """The application over a copy of the demo city, outside demo mode."""
    return app_of(demo_copy_url, demo_mode="off", secret_key=SECRET)


@pytest.fixture
def once(app: Dash) -> str:
    """One-time password of the account «nevsky»."""
    with app.server.extensions[EXTENSION].engine.begin() as connection:
        return manage.add(
            connection, "nevsky", "Администрация Невского района", Viewer(Role.DISTRICT, "nevsky"), datetime.now(UTC)
        )


def enter(client: FlaskClient, password: str, **others: str) -> tuple[int, str]:
    """Status and place of the answer to the form."""
    response = client.post("/sign-in", data={"name": "nevsky", "password": password} | others)
    return response.status_code, response.headers.get("Location", "")


def chosen(app: Dash, once: str) -> FlaskClient:
    """A browser that has signed in and chosen OWN."""
    client = app.server.test_client()
    enter(client, once)
    done = client.post("/password", data={"former": once, "password": OWN, "again": OWN})
    assert done.headers["Location"] == "/account?done=password"
    return client


def test_from_the_first_page_to_it_and_out(app: Dash, once: str) -> None:
    client = app.server.test_client()
    asked = client.get("/district/nevsky?year=2024")
    assert asked.headers["Location"] == "/sign-in?next=%2Fdistrict%2Fnevsky%3Fyear%3D2024"
    assert 'value="/district/nevsky?year=2024"' in client.get(asked.headers["Location"]).get_data(as_text=True)
    assert enter(client, once) == (303, "/password")
    different = client.post("/password", data={"former": once, "password": OWN, "again": "x"})
    assert (different.status_code, "различаются" in different.get_data(as_text=True)) == (400, True)
    client = chosen(app, once)
    other = app.server.test_client()
    assert enter(other, OWN, next="/district/nevsky?year=2024") == (303, "/district/nevsky?year=2024")
    page = Answer(other.post("/_dash-update-component", json=question("/district/nevsky")).get_data(as_text=True))
    assert "Невском районе" in page.heading
    assert "/sign-out" in page.text
    assert "Администрация Невского района" in page.text
    assert page.component("shell-viewer")["options"] == []
    out = other.post("/sign-out")
    assert out.headers["Location"] == "/sign-in"
    assert '"cache"' in out.headers["Clear-Site-Data"]
    assert other.get("/").status_code == 303
    assert client.get("/").status_code == 200, "the other browser stays"


def test_copied_cookie_is_worth_nothing_after_sign_out(app: Dash, once: str) -> None:
    client = chosen(app, once)
    cookie = client.get_cookie("traektoria")
    assert cookie is not None
    thief = app.server.test_client()
    thief.set_cookie("traektoria", cookie.value)
    assert thief.get("/").status_code == 200
    client.post("/sign-out")
    assert thief.get("/").status_code == 303


def test_session_of_before_is_dropped_at_sign_in(app: Dash, once: str) -> None:
    client = app.server.test_client()
    with client.session_transaction() as session:
        session["token"], session["seen"], session["viewer"] = "chosen by another", int(time.time()), "committee"
    enter(client, once)
    with client.session_transaction() as session:
        assert set(session) == {"token", "seen"}
        assert session["token"] != "chosen by another"


def test_unused_session_ends(app: Dash, once: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = chosen(app, once)
    begun = time.time()
    monkeypatch.setattr(signed_in.time, "time", lambda: begun + 59 * 60)
    assert client.get("/").status_code == 200, "used within the hour, and used again"
    monkeypatch.setattr(signed_in.time, "time", lambda: begun + 118 * 60)
    assert client.get("/").status_code == 200
    monkeypatch.setattr(signed_in.time, "time", lambda: begun + 180 * 60)
    assert client.get("/").status_code == 303


def test_cookie_is_kept_from_scripts_and_other_sites(app_of: AppOf, demo_copy_url: str, tmp_path: Path) -> None:
    app = app_of(demo_copy_url, demo_mode="off", secret_key=SECRET, https=True)
    with app.server.extensions[EXTENSION].engine.begin() as connection:
        password = manage.add(connection, "nevsky", "Комитет", Viewer(Role.COMMITTEE), datetime.now(UTC))
    response = app.server.test_client().post(
        "/sign-in", data={"name": "nevsky", "password": password}, base_url="https://localhost"
    )
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-traektoria=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert response.headers["Cache-Control"] == "no-store" or response.status_code == 303


def test_other_sites_send_no_form(app: Dash, once: str) -> None:
    client = chosen(app, once)
    for path in ("/sign-in", "/sign-out", "/password", "/account/end-sessions"):
        assert client.post(path, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.get("/").status_code == 200


def test_refusal_says_how_long_to_wait(app: Dash, once: str) -> None:
    client = app.server.test_client()
    texts = [
        client.post("/sign-in", data={"name": "nevsky", "password": "не тот"}).get_data(as_text=True) for _ in range(6)
    ]
    assert ["не подошли" in text for text in texts] == [True] * 5 + [False]
    assert "через 1\N{NO-BREAK SPACE}минуту" in texts[5]


def test_demo_mode_has_nothing_to_sign_in_to(demo_app: Dash) -> None:
    client = demo_app.server.test_client()
    assert client.get("/sign-in").headers["Location"] == "/"
    assert client.post("/sign-in", data={"name": "x", "password": "y"}).status_code == 404
    assert client.get("/account").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/schools?year=2024", "/schools?year=2024"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/sign-in?next=/sign-in", "/"),
        ("/_dash-layout", "/"),
        ("schools", "/"),
        (None, "/"),
    ],
)
def test_sign_in_leads_within_the_site(wanted: str | None, led: str) -> None:
    assert own_path(wanted) == led
