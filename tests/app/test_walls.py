"""The application as a role of PostgreSQL that owns nothing: pages, the schema, the rights of the role."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dash import Dash
from sqlalchemy import make_url

from dashboard import database
from dashboard.cli import main
from dashboard.factory import close
from dashboard.security import session as signed_in
from dashboard.settings import Settings, SettingsError
from dashboard.settings import load as settings_of
from data_access import migrations
from data_access.accounts import manage, sessions
from data_access.engine import create
from data_access.viewer import Role, Viewer
from data_access.writing import writing
from tests.app.conftest import AppOf, Reader
from tests.app.embedded import PORTAL, SECRET, check_that_the_account_ends_its_link
from tests.data.access_world import World
from tests.postgresql_server import PostgresServer
from tests.walled_city import APPLICATION, OWNER, WalledCity

ROLES = ("committee", "district", "school")


@pytest.fixture(scope="module")
def apps(app_of: AppOf, walled_city: WalledCity) -> Iterator[tuple[Dash, Dash]]:
    """The application behind the walls and, over the same data, as a superuser whom they do not hold."""
    urls = (engine.url.render_as_string(hide_password=False) for engine in (walled_city.served, walled_city.free))
    behind, free = (app_of(url) for url in urls)
    yield behind, free
    for app in (behind, free):
        close(app.server)


@pytest.fixture(scope="module")
def world(walled_city: WalledCity) -> Iterator[World]:
    with walled_city.free.connect() as connection:
        yield walled_city.world(connection)


def signed(app: Dash, city: WalledCity, viewer: Viewer) -> Reader:
    """A browser in which the holder of an account has signed in; the account is made by the application's role."""
    now = datetime.now(UTC)
    name = f"{viewer.code.replace(':', '-')}-{time.monotonic_ns()}"
    with writing(city.served) as connection:
        account = manage.add_of_provider(connection, name, "Должность", viewer, now, issuer="i", subject=name)
        token = sessions.open_session(connection, account.id, now)
    client = app.server.test_client()
    with client.session_transaction() as cookie:
        cookie[signed_in.TOKEN], cookie[signed_in.SEEN] = token, int(time.time())
    return Reader(client)


def paths(world: World) -> list[str]:
    own, foreign = world.id("Школа 12-2"), world.id("Школа 10-1")
    return [
        "/", "/district/nevsky", "/district/kurortny", f"/school/{own}", f"/school/{foreign}", "/partnerships",
        "/attention", "/order", "/roadmap", "/method", "/schools", f"/case/{own}", "/records/measure",
        "/record/measure/1", "/partnership/1", "/partnership/2",
    ]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_pages_are_the_same_behind_the_walls(
    apps: tuple[Dash, Dash], walled_city: WalledCity, world: World, role: str
) -> None:
    behind, free = (signed(app, walled_city, world.viewer(role)) for app in apps)
    shown = 0
    for path in paths(world):
        found, expected = behind.page(path, "?year=2022"), free.page(path, "?year=2022")
        assert "Ошибка" not in found.title, path
        assert (found.title, found.text) == (expected.title, expected.text), path
        shown += "Нет доступа" not in found.title
    assert shown > len(paths(world)) // 3


def test_a_lost_right_ends_a_link_to_a_figure(app_of: AppOf, walled_city: WalledCity, quick_hashes: None) -> None:
    """The account is read before the viewer is declared: its table has no wall, as for sign-in."""
    address = walled_city.served.url.render_as_string(hide_password=False)
    app = app_of(address, embed_hosts=(PORTAL,), secret_key=SECRET)
    check_that_the_account_ends_its_link(app.server)
    close(app.server)


def test_a_reader_does_not_get_what_the_one_before_was_shown(
    apps: tuple[Dash, Dash], walled_city: WalledCity, world: World
) -> None:
    """One after another over the same pool, each with the answer that a fresh application gives."""
    behind, free = apps
    readers = [(signed(behind, walled_city, viewer), signed(free, walled_city, viewer)) for viewer in (
        world.viewer("committee"), Viewer(Role.DISTRICT, "kurortny"), world.viewer("school"),
    )]  # fmt: skip
    for _ in range(2):
        for here, there in readers:
            # A form is not kept in the cache: it is asked of the database each time.
            assert here.page("/record/measure/1").text == there.page("/record/measure/1").text


@pytest.fixture
def own_database(postgresql_server: PostgresServer, postgresql_url: str, tmp_path: Path) -> list[Settings]:
    """Settings of the application without the owner's address, and with it: a current schema, no rights given."""
    postgresql_server.create_role(APPLICATION)
    name = str(make_url(postgresql_url).database)
    address = postgresql_server.url(name, APPLICATION)
    common = {"_env_file": None, "var_dir": tmp_path, "database_url": address}
    return [settings_of(**common), settings_of(**common, owner_database_url=postgresql_url)]


def test_a_role_without_rights_is_told_what_to_do(own_database: list[Settings]) -> None:
    alone, with_owner = own_database
    with pytest.raises(SettingsError, match=f"database grant {APPLICATION}"):
        database.prepare(alone)
    database.prepare(with_owner)
    database.prepare(alone)


def test_an_old_schema_is_for_its_owner_to_bring_up_to_date(own_database: list[Settings]) -> None:
    alone, with_owner = own_database
    database.give_rights(with_owner, APPLICATION)
    migrations.downgrade(with_owner.owner_database, "-1")
    with pytest.raises(SettingsError, match="OWNER_DATABASE_URL"):
        database.prepare(alone)
    database.prepare(with_owner)
    engine = create(alone.database)
    assert migrations.is_current(engine)
    engine.dispose()


def test_rights_are_shown_and_given(
    own_database: list[Settings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    alone, with_owner = own_database
    monkeypatch.setenv("TRAEKTORIA_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", with_owner.owner_database)
    assert main(["database", "grant", APPLICATION, "--show"]) == 0
    shown = capsys.readouterr().out
    assert f"grant insert on audit_entry to {APPLICATION};" in shown
    assert f"grant insert, update on measure to {APPLICATION};" in shown
    with pytest.raises(SettingsError):
        database.prepare(alone)
    assert main(["database", "grant", APPLICATION]) == 0
    database.prepare(alone)
    for role, words in (("postgres", "обходит"), ("nobody-here", "CREATE ROLE")):
        assert main(["database", "grant", role]) == 2
        assert words in capsys.readouterr().err
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    assert main(["database", "grant", APPLICATION]) == 2


def test_the_log_says_that_a_role_bypasses_the_walls(walled_city: WalledCity, caplog: pytest.LogCaptureFixture) -> None:
    database.warn_of_bypass(walled_city.served)
    assert not caplog.records
    database.warn_of_bypass(walled_city.free)
    assert "обходит построчную защиту" in caplog.text


def test_the_owner_of_the_tables_is_no_role_for_the_application(walled_city: WalledCity, tmp_path: Path) -> None:
    address = walled_city.free.url.render_as_string(hide_password=False)
    settings = settings_of(_env_file=None, var_dir=tmp_path, database_url=address)
    with pytest.raises(Exception, match="владеет"):
        database.give_rights(settings, OWNER)
