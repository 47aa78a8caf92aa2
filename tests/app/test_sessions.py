"""Sessions in the middle of use: what ends them, at once and for whom; cookies that are not ours."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Connection

from dashboard.security import gate
from dashboard.security import session as signed_in
from data_access.accounts import manage
from data_access.viewer import Role, Viewer
from tests.app.conftest import AppOf, question
from tests.signing_in import account_of, browser_of, engine_of

SECRET = "a secret of the tests alone"
NEVSKY = Viewer(Role.DISTRICT, "nevsky")


@pytest.fixture(scope="module")
def app(app_of: AppOf, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """The application over a copy of the demo city, outside demo mode."""
    path = tmp_path_factory.mktemp("sessions") / "city.db"
    shutil.copyfile(demo_database, path)
    return app_of(f"sqlite:///{path}", demo_mode="off", secret_key=SECRET)


def asked(client: FlaskClient) -> int:
    """Status of a callback, as an open page asks it; where it is refused, in words."""
    response = client.post("/_dash-update-component", json=question("/method"))
    if response.status_code != 200:
        assert (response.status_code, response.get_data(as_text=True)) == (401, gate.OVER)
        assert response.headers["Cache-Control"] == "no-store"
    return response.status_code


@pytest.mark.parametrize(
    "change",
    [
        lambda connection, name: manage.change_role(connection, name, Viewer(Role.COMMITTEE), datetime.now(UTC)),
        lambda connection, name: manage.change_role(
            connection, name, Viewer(Role.DISTRICT, "primorsky"), datetime.now(UTC)
        ),
        lambda connection, name: manage.lock(connection, name, "проверка", datetime.now(UTC)),
        lambda connection, name: manage.reset(connection, name, datetime.now(UTC)),
    ],
    ids=["another role", "another district", "locked", "new password"],
)
def test_what_changes_an_account_ends_its_sessions_at_once(
    app: Dash, quick_hashes: None, change: Callable[[Connection, str], object]
) -> None:
    known, other = account_of(app, NEVSKY), account_of(app, NEVSKY)
    browsers = [browser_of(app, known), browser_of(app, known)]
    neighbour = browser_of(app, other)
    assert [asked(browser) for browser in browsers] == [200, 200], "two browsers at the same time"
    with engine_of(app).begin() as connection:
        change(connection, known.name)
    assert [asked(browser) for browser in browsers] == [401, 401]
    assert browsers[0].get("/district/nevsky").headers["Location"] == "/sign-in?next=%2Fdistrict%2Fnevsky"
    assert asked(neighbour) == 200


def test_a_new_secret_leaves_sessions_of_the_former_one_while_it_is_named(
    app: Dash, app_of: AppOf, quick_hashes: None
) -> None:
    """The rotation of docs/operating.md: the former secret among the fallbacks, later dropped."""
    browser = browser_of(app, account_of(app, NEVSKY))
    cookie = browser.get_cookie("traektoria")
    assert cookie is not None
    url = str(engine_of(app).url)
    fresh, other = "quite another secret of the tests", "and one more secret of the tests"
    states = []
    for former in (f"{other},{SECRET}", other):
        later = app_of(url, demo_mode="off", secret_key=fresh, secret_key_fallbacks=former)
        client = later.server.test_client()
        client.set_cookie("traektoria", cookie.value)
        states.append(asked(client))
    assert states == [200, 401]


def test_other_sessions_end_at_the_holders_word(app: Dash, quick_hashes: None) -> None:
    known = account_of(app, NEVSKY)
    here, there = browser_of(app, known), browser_of(app, known)
    assert "Открыто 2" in here.get("/account").get_data(as_text=True)
    assert here.post("/account/end-sessions").headers["Location"] == "/account?done=sessions"
    assert (asked(here), asked(there)) == (200, 401)
    assert "Открыт 1" in here.get("/account").get_data(as_text=True)


def test_own_password_ends_the_other_sessions(app: Dash, quick_hashes: None) -> None:
    known = account_of(app, NEVSKY)
    with engine_of(app).begin() as connection:
        once = manage.reset(connection, known.name, datetime.now(UTC))
    here, there = browser_of(app, known), browser_of(app, known)
    own = "пять слов которых вместе никто не ждёт"
    assert asked_to_choose(there)
    assert here.post("/password", data={"former": once, "password": own, "again": own}).status_code == 303
    assert (asked(here), asked(there)) == (200, 401)


def asked_to_choose(client: FlaskClient) -> bool:
    """Whether nothing is shown before a password is chosen."""
    assert asked(client) == 401
    return client.get("/").headers["Location"] == "/password"


def test_session_is_over_after_its_longest_time_however_used(
    app: Dash, quick_hashes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser_of(app, account_of(app, NEVSKY))
    begun = datetime.now(UTC)
    for hours, status in ((6, 200), (11.9, 200), (12.1, 401)):
        moment = begun + timedelta(hours=hours)
        monkeypatch.setattr(signed_in, "now", lambda moment=moment: moment)
        assert asked(client) == status


def test_cookie_of_before_does_not_bring_an_idle_session_back(
    app: Dash, quick_hashes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser_of(app, account_of(app, NEVSKY))
    cookie = client.get_cookie("traektoria")
    assert cookie is not None
    begun = signed_in.time.time()
    monkeypatch.setattr(signed_in.time, "time", lambda: begun + 50 * 60)
    assert asked(client) == 200, "used: the cookie is written anew"
    monkeypatch.setattr(signed_in.time, "time", lambda: begun + 70 * 60)
    old = app.server.test_client()
    old.set_cookie("traektoria", cookie.value)
    assert asked(old) == 401
    assert asked(client) == 200


def test_spoilt_cookies_are_no_session(app: Dash, app_of: AppOf, demo_url: str, quick_hashes: None) -> None:
    client = browser_of(app, account_of(app, NEVSKY))
    cookie = client.get_cookie("traektoria")
    assert cookie is not None
    payload, moment, signature = cookie.value.rsplit(".", 2)
    foreign = app_of(demo_url, demo_mode="off", secret_key="another secret altogether")
    with client.session_transaction() as session:
        held = dict(session)
    other = foreign.server.test_client()
    with other.session_transaction() as session:
        session.update(held)
    resigned = other.get_cookie("traektoria")
    assert resigned is not None
    for value in (
        f"{payload[:-1]}x.{moment}.{signature}",
        f"{payload}.{moment}.{signature[:-1]}",
        f"{payload}.{moment}.",
        payload,
        resigned.value,
        "",
        "x" * 4000,
        held["token"],
    ):
        thief = app.server.test_client()
        thief.set_cookie("traektoria", value)
        assert asked(thief) == 401, value[:80]
    assert asked(client) == 200


@pytest.mark.parametrize("held", [{}, {"token": 7}, {"token": None}, {"token": ["x"]}, {"token": "x", "seen": "y"}])
def test_signed_nonsense_is_no_session(app: Dash, held: dict[str, object]) -> None:
    client = app.server.test_client()
    with client.session_transaction() as session:
        session.update(held)
    assert asked(client) == 401
