"""Sign-in through a provider of accounts: a real one in a process of its own, and one that forges its answers."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import Dash
from sqlalchemy import select

from dashboard.factory import EXTENSION
from dashboard.security import provider
from data_access.accounts import manage
from data_access.schema import account, school
from data_access.viewer import Role, Viewer
from tests.app.conftest import AppOf
from tests.app.provider_browser import accounts, asked, come, start
from tests.oidc_provider import OidcProvider, problem, settings_of

SECRET = "a secret of the tests alone"
COMMITTEE = Viewer(Role.COMMITTEE)


@pytest.fixture(scope="module")
def real() -> Iterator[OidcProvider]:
    """A running provider, in a process of its own."""
    running = OidcProvider()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def city(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a copy of the demo city for the accounts of this file."""
    path = tmp_path_factory.mktemp("oidc") / "city.db"
    path.write_bytes(demo_database.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def app(app_of: AppOf, city: str, real: OidcProvider, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """The application that trusts the real provider."""
    folder = tmp_path_factory.mktemp("claims")
    return app_of(city, demo_mode="off", secret_key=SECRET, **settings_of(real.issuer, folder))


def a_school(app: Dash) -> tuple[int, str]:
    """Number and ОГРН of a school."""
    with app.server.extensions[EXTENSION].engine.connect() as connection:
        found = connection.execute(select(school.c.id, school.c.ogrn).where(school.c.ogrn.is_not(None)).limit(1)).one()
        return found.id, found.ogrn


def test_sign_in_page_offers_the_provider(app: Dash, demo_app: Dash) -> None:
    html = app.server.test_client().get("/sign-in?next=/schools").get_data(as_text=True)
    assert 'href="/sign-in/oidc?next=%2Fschools"' in html
    assert "Войти через учётную запись района" in html
    for path in ("/sign-in/oidc", "/sign-in/oidc/callback?code=1&state=1", "/sign-in/oidc/left"):
        assert demo_app.server.test_client().get(path).status_code == 404


def test_question_to_the_provider_is_guarded(app: Dash, real: OidcProvider) -> None:
    address = urlsplit(start(app.server.test_client()))
    asks = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}" == real.issuer
    assert asks["response_type"] == ["code"]
    assert asks["code_challenge_method"] == ["S256"]
    assert asks["scope"] == ["openid"], "neither name nor address of the person is asked for"
    assert asks["redirect_uri"] == ["http://localhost/sign-in/oidc/callback"]
    assert all(len(asks[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))


def test_people_of_every_kind_see_what_their_role_may(app: Dash, real: OidcProvider) -> None:
    number, ogrn = a_school(app)
    people: dict[str, dict[str, Any]] = {
        "committee": {"groups": ["КО", "Все"]},
        "analyst": {"groups": "ЦОКОиИТ"},
        "district:nevsky:imc": {"groups": ["Районы"], "district": "Невский район", "organisation": "ИМЦ"},
        "district:kalininsky": {"groups": ["Районы"], "district": "kalininsky", "organisation": "АР"},
        f"school:{number}": {"groups": ["Школы"], "school": ogrn, "post": "Директор  школы"},
        "administrator": {"groups": ["Администраторы"]},
    }
    for code, said in people.items():
        real.knows(f"who-{code}", **said, name="Имя Отчество", email="someone@example.org")
        client = app.server.test_client()
        assert come(client, real, f"who-{code}", "/sign-in/oidc?next=/method") == (303, "/method"), code
        assert asked(client) == 200
        with client.session_transaction() as session:
            assert set(session) == {"token", "seen"}
    found = accounts(app)
    assert set(found) >= set(people)
    assert found[f"school:{number}"].title == "Директор школы"
    assert found["district:nevsky:imc"].title == "ИМЦ Невского района"
    assert {code: found[code].has_password for code in people} == dict.fromkeys(people, False)
    with app.server.extensions[EXTENSION].engine.connect() as connection:
        kept = " ".join(map(str, connection.execute(select(account)).all()))
    assert "Отчество" not in kept
    assert "someone" not in kept


def test_account_is_found_again_and_follows_the_provider(app: Dash, real: OidcProvider) -> None:
    real.knows("moves", groups=["Районы"], district="nevsky", organisation="АР")
    first, second = app.server.test_client(), app.server.test_client()
    come(first, real, "moves")
    before = accounts(app)["district:nevsky"]
    come(second, real, "moves")
    assert accounts(app)["district:nevsky"].id == before.id
    assert (asked(first), asked(second)) == (200, 200), "the same role: both browsers stay"
    real.knows("moves", groups=["Районы"], district="primorsky", organisation="АР")
    assert asked(first) == 200, "the provider is asked at sign-in alone"
    come(second, real, "moves")
    assert accounts(app)["district:primorsky"].id == before.id
    assert (asked(first), asked(second)) == (401, 200), "another role: the former session is over at once"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"groups": []},
        {"groups": ["Гости"]},
        {"groups": {"КО": True}},
        {"groups": [True, None, 7]},
        {"groups": ["committee"]},
        {"groups": ["КО", "Школы"]},
        {"groups": ["Районы"], "organisation": "АР"},
        {"groups": ["Районы"], "organisation": "АР", "district": "Лунный"},
        {"groups": ["Районы"], "organisation": "АР", "district": ["Невский", "Приморский"]},
        {"groups": ["Районы"], "district": "Невский"},
        {"groups": ["Районы"], "district": "Невский", "organisation": "СПб АППО"},
        {"groups": ["Районы"], "district": "Невский", "organisation": "Другая"},
        {"groups": ["Школы"]},
        {"groups": ["Школы"], "school": "1"},
    ],
)
def test_who_has_no_one_role_is_refused(
    app: Dash, real: OidcProvider, said: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    real.knows("stranger", **said)
    client = app.server.test_client()
    with caplog.at_level(logging.WARNING):
        status, words = come(client, real, "stranger")
    assert (status, "роли в этой системе у вас нет" in words) == (403, True)
    named = words.rsplit(": ", 1)[1].rstrip(".")
    assert any(named in record.getMessage() for record in caplog.records), "what the reader names stands in the log"
    assert "stranger" not in caplog.text
    assert client.get("/").status_code == 303


def test_role_taken_away_ends_the_sessions(app: Dash, real: OidcProvider) -> None:
    real.knows("leaver", groups=["КО"])
    client = app.server.test_client()
    come(client, real, "leaver")
    assert asked(client) == 200
    real.knows("leaver", groups=[])
    assert come(app.server.test_client(), real, "leaver")[0] == 403
    assert asked(client) == 401


def test_locked_account_stays_refused(app: Dash, real: OidcProvider) -> None:
    real.knows("locked", groups=["Районы"], district="pushkinsky", organisation="ЦОКО")
    client = app.server.test_client()
    come(client, real, "locked")
    name = accounts(app)["district:pushkinsky:coko"].name
    engine = app.server.extensions[EXTENSION].engine
    with engine.begin() as connection:
        manage.lock(connection, name, "проверка", datetime.now(UTC))
    assert asked(client) == 401
    real.knows("locked", groups=["КО"])
    status, words = come(app.server.test_client(), real, "locked")
    assert (status, words) == (
        403,
        f"Ваша учётная запись закрыта. Обратитесь к администратору системы и назовите номер: {name}.",
    )
    assert accounts(app)["district:pushkinsky:coko"].locked_at is not None, "nor does the role change"


def test_person_is_never_taken_for_a_local_account(app: Dash, real: OidcProvider) -> None:
    engine = app.server.extensions[EXTENSION].engine
    with engine.begin() as connection:
        manage.add(connection, "chief@example.org", "Комитет", COMMITTEE, datetime.now(UTC))
    real.knows("chief@example.org", groups=["Школы"], email="chief@example.org", preferred_username="chief@example.org")
    assert come(app.server.test_client(), real, "chief@example.org")[0] == 403
    real.knows("chief@example.org", groups=["ЦОКОиИТ"], email="chief@example.org")
    come(app.server.test_client(), real, "chief@example.org")
    with engine.connect() as connection:
        found = {row.name: row.role for row in connection.execute(select(account).where(account.c.issuer.is_(None)))}
    assert found["chief@example.org"] == "committee"


def test_provider_gives_the_password_not_we(app: Dash, real: OidcProvider) -> None:
    real.knows("no-password", groups=["Районы"], district="kirovsky", organisation="АР")
    come(app.server.test_client(), real, "no-password")
    engine = app.server.extensions[EXTENSION].engine
    with engine.begin() as connection, pytest.raises(manage.AccountError, match="ручается поставщик"):
        manage.reset(connection, accounts(app)["district:kirovsky"].name, datetime.now(UTC))


def test_sign_out_leads_out_there_too(app: Dash, real: OidcProvider) -> None:
    real.knows("goes", groups=["КО"])
    client = app.server.test_client()
    come(client, real, "goes")
    response = client.post("/sign-out")
    assert response.headers["Location"] == "/sign-in/oidc/left"
    html = client.get("/sign-in/oidc/left").get_data(as_text=True)
    assert f"url={real.issuer}/oauth2/end_session?post_logout_redirect_uri=http%3A%2F%2Flocalhost%2Fsign-in" in html
    assert client.get("/").status_code == 303


def test_provider_may_decline(app: Dash, real: OidcProvider) -> None:
    client = app.server.test_client()
    back = real.signs_in(start(client), "x", action="deny")
    response = client.get(back)
    assert (response.status_code, "отказал" in problem(response.get_data(as_text=True))) in {(403, True), (400, False)}
    assert client.get("/").status_code == 303


def test_answer_counts_once_and_in_its_own_browser(app: Dash, real: OidcProvider) -> None:
    real.knows("once", groups=["КО"])
    client, thief = app.server.test_client(), app.server.test_client()
    back = real.signs_in(start(client), "once")
    kept = client.get_cookie("traektoria")
    assert kept is not None
    for address in (back, back.replace("state=", "state=x"), back.split("&state=")[0], "/sign-in/oidc/callback"):
        start(thief)
        response = thief.get(address)
        assert (response.status_code, "не подходит к этому браузеру" in response.get_data(as_text=True)) == (400, True)
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 400, "the state is used up"
    late = app.server.test_client()
    late.set_cookie("traektoria", kept.value)
    assert late.get(back).status_code == 400, "the code is used up at the provider"
    assert late.get("/").status_code == 303


def test_sign_in_begun_long_ago_is_not_finished(app: Dash, real: OidcProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    real.knows("late", groups=["КО"])
    client = app.server.test_client()
    back = real.signs_in(start(client), "late")
    begun = time.time()
    monkeypatch.setattr(provider.time, "time", lambda: begun + provider.LONGEST_SIGN_IN + 1)
    assert client.get(back).status_code == 400


def test_many_attempts_do_not_grow_the_cookie(app: Dash) -> None:
    client = app.server.test_client()
    for _ in range(5):
        start(client)
    cookie = client.get_cookie("traektoria")
    assert cookie is not None
    assert len(cookie.value) < 1000


def test_provider_down_is_said_and_local_sign_in_goes_on(
    app_of: AppOf, city: str, tmp_path: Path, quick_hashes: None
) -> None:
    gone = OidcProvider()
    app = app_of(city, demo_mode="off", secret_key=SECRET, **settings_of(gone.issuer, tmp_path))
    client = app.server.test_client()
    response = client.get("/sign-in/oidc?next=/schools")
    assert (response.status_code, "не отвечает" in problem(response.get_data(as_text=True))) == (503, True)
    with app.server.extensions[EXTENSION].engine.begin() as connection:
        password = manage.add(connection, "local", "Комитет", COMMITTEE, datetime.now(UTC))
    entered = client.post("/sign-in", data={"name": "local", "password": password})
    assert entered.headers["Location"] == "/password"
    gone.start()
    try:
        gone.knows("later", groups=["КО"])
        other = app.server.test_client()
        assert come(other, gone, "later") == (303, "/"), "it is asked again once it answers"
        back = gone.signs_in(start(other), "later")
    finally:
        gone.stop()
    response = other.get(back)
    assert (response.status_code, "не отвечает" in problem(response.get_data(as_text=True))) == (503, True)
