"""Tokens and descriptions that a provider does not give honestly, and settings that do not do."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from joserfc.jwk import OctKey, RSAKey

from dashboard.security import claims
from dashboard.settings import SettingsError, load
from data_access.viewer import Role, Viewer
from tests.app.conftest import AppOf
from tests.app.provider_browser import accounts, asked, forged
from tests.oidc_provider import MAPPING, ForgingProvider, settings_of

SECRET = "a secret of the tests alone"
COMMITTEE = Viewer(Role.COMMITTEE)


@pytest.fixture(scope="module")
def forging() -> Iterator[ForgingProvider]:
    """A provider whose tokens are what a test wants."""
    running = ForgingProvider()
    yield running
    running.close()


@pytest.fixture(scope="module")
def city(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a copy of the demo city for the accounts of this file."""
    path = tmp_path_factory.mktemp("oidc") / "city.db"
    path.write_bytes(demo_database.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def _deceived(app_of: AppOf, city: str, forging: ForgingProvider, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    folder = tmp_path_factory.mktemp("claims")
    return app_of(city, demo_mode="off", secret_key=SECRET, **settings_of(forging.issuer, folder))


@pytest.fixture
def deceived(_deceived: Dash, forging: ForgingProvider) -> Dash:
    """The application that trusts the forging provider, which is honest until the test changes that."""
    forging.reset()
    return _deceived


def test_honest_token_is_taken(deceived: Dash, forging: ForgingProvider) -> None:
    client = deceived.server.test_client()
    assert forged(client, forging) == (303, "/")
    assert asked(client) == 200


OTHER_KEY = RSAKey.generate_key(2048, parameters={"kid": "right"})
UNKNOWN_KEY = RSAKey.generate_key(2048, parameters={"kid": "unknown"})
SHARED_KEY = OctKey.import_key("a secret of the client")


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "of another question"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"aud": "another-client", "azp": "traektoria"},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"exp": int(time.time()) - 400},
        {"exp": None},
        {"exp": "never"},
        {"iat": int(time.time()) + 4000},
    ],
)
def test_forged_claims_are_refused(deceived: Dash, forging: ForgingProvider, changes: dict[str, object]) -> None:
    forging.changes = changes
    refused(deceived, forging)


@pytest.mark.parametrize(
    ("key", "header"),
    [
        (OTHER_KEY, {"alg": "RS256", "kid": "right"}),
        (UNKNOWN_KEY, {"alg": "RS256", "kid": "unknown"}),
        (SHARED_KEY, {"alg": "HS256"}),
        (SHARED_KEY, {"alg": "HS256", "kid": "right"}),
        (SHARED_KEY, {"alg": "none"}),
    ],
    ids=["another key", "unknown key", "client's secret", "client's secret as the key", "no signature"],
)
def test_forged_signature_is_refused(
    deceived: Dash, forging: ForgingProvider, key: RSAKey | OctKey, header: dict[str, str]
) -> None:
    forging.key, forging.header = key, header
    refused(deceived, forging)


@pytest.mark.parametrize("answer", [{"id_token": None}, {"id_token": "x"}, {"id_token": 7}, {"access_token": None}])
def test_answer_without_a_token_is_refused(deceived: Dash, forging: ForgingProvider, answer: dict[str, object]) -> None:
    forging.answer = answer
    refused(deceived, forging)


def test_what_is_said_of_another_person_is_refused(deceived: Dash, forging: ForgingProvider) -> None:
    forging.changes = {"groups": None}
    forging.userinfo = {"sub": "person-2", "groups": ["КО"]}
    refused(deceived, forging)


def test_what_the_token_lacks_is_asked_for(deceived: Dash, forging: ForgingProvider) -> None:
    forging.changes = {"groups": None, "sub": "person-1"}
    forging.userinfo = {"groups": ["ЦОКОиИТ"]}
    assert forged(deceived.server.test_client(), forging) == (303, "/")
    forging.changes = {"groups": ["Гости"]}
    assert forged(deceived.server.test_client(), forging)[0] == 403, "what is signed counts more"


def test_clocks_may_differ_by_two_minutes(deceived: Dash, forging: ForgingProvider) -> None:
    now = int(time.time())
    for changes in ({"exp": now - 60}, {"iat": now + 60, "exp": now + 360}):
        forging.changes = changes
        assert forged(deceived.server.test_client(), forging) == (303, "/")


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_provider_that_describes_itself_wrongly_is_not_asked(
    app_of: AppOf, city: str, tmp_path: Path, forging: ForgingProvider, described: dict[str, object]
) -> None:
    forging.described = described
    try:
        app = app_of(city, demo_mode="off", secret_key=SECRET, **settings_of(forging.issuer, tmp_path))
        assert app.server.test_client().get("/sign-in/oidc").status_code == 503
    finally:
        forging.described = {}


def refused(deceived: Dash, forging: ForgingProvider) -> None:
    client = deceived.server.test_client()
    before = accounts(deceived)
    status, words = forged(client, forging)
    assert (status, "не прошёл проверку" in words) == (400, True), words
    assert client.get("/").status_code == 303
    assert accounts(deceived) == before


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ('"committee"', '"king"'),
        ("[roles]", "[rules]"),
        ("[claims]", "[claims"),
        ('role = "groups"', ""),
        ("[roles]", '[districts]\n"Луна" = "moon"\n[roles]'),
    ],
)
def test_mapping_that_does_not_do_stops_the_start(tmp_path: Path, spoilt: str, words: str) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(MAPPING.replace(spoilt, words, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match="OIDC_MAPPING"):
        claims.load(path)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"oidc_issuer": "http://id.example.org"}, "https"),
        ({"oidc_issuer": "https://id.example.org"}, "OIDC_CLIENT_ID"),
        ({"oidc_scopes": "profile"}, "openid"),
    ],
)
def test_settings_of_the_provider_are_checked(settings: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(_env_file=None, **settings)
