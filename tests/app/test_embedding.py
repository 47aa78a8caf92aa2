"""A figure in a frame of another page: off by default, by a signed word alone, in the scope that the word names."""

import base64
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dash import Dash
from flask import Flask
from sqlalchemy import text

from dashboard.briefings.content import Wanted
from dashboard.cli.program import BAD_INPUT, DONE, main
from dashboard.embedding import tokens
from dashboard.factory import EXTENSION
from dashboard.settings import Settings, SettingsError, load
from data_access.accounts import manage
from data_access.viewer import Role, Viewer
from layouts.texts import embedding
from tests.app.conftest import AppOf
from tests.app.embedded import (
    COMMITTEE,
    NEVSKY,
    PORTAL,
    SECRET,
    address,
    changed,
    check_that_the_account_ends_its_link,
    entered,
    link,
    link_of_account,
)

ROOT = Path(__file__).parents[2]
DISTRICT = Viewer(Role.DISTRICT, "kirovsky")


@pytest.fixture(scope="module")
def server(app_of: AppOf, audited_demo_url: str) -> Flask:
    """The server that lets a portal frame its figures."""
    made: Dash = app_of(audited_demo_url, embed_hosts=(PORTAL,), secret_key=SECRET)
    return made.server


@pytest.fixture
def guarded(app_of: AppOf, published_small_city: Path, tmp_path: Path, quick_hashes: None) -> Flask:
    """Such a server over a small city of its own, where readers sign in."""
    path = tmp_path / "city.db"
    shutil.copyfile(published_small_city, path)
    made: Dash = app_of(f"sqlite:///{path}", embed_hosts=(PORTAL,), secret_key=SECRET, demo_mode="off")
    return made.server


def test_figure_stands_with_all_that_it_needs(server: Flask) -> None:
    answer = server.test_client().get(address(server, link()))
    said = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for words in (
        "СИНТЕТИЧЕСКИЕ ДАННЫЕ",
        "Публикация 1 от",
        "методика «Два года»",
        "Источник",
        "границы:",
        "version=1",
    ):
        assert words in said, words
    alt = re.search(r'alt="([^"]+)"', said)
    assert alt
    assert "Карта 18 районов" in alt[1]
    picture = re.search(r"base64,([^\"]+)", said)
    assert picture
    assert base64.b64decode(picture[1]).rstrip().endswith(b"</svg>")
    assert "<script" not in said


def test_only_the_named_hosts_may_frame_it_and_nothing_else(server: Flask) -> None:
    client = server.test_client()
    answer = client.get(address(server, link()))
    assert f"frame-ancestors {PORTAL}" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    refused = client.get("/embed/city/map?token=nothing")
    assert f"frame-ancestors {PORTAL}" in refused.headers["Content-Security-Policy"], (
        "the reader of the portal reads why"
    )
    page = client.get("/")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_off_by_default(demo_app: Dash) -> None:
    answer = demo_app.server.test_client().get(address(demo_app.server, link()))
    assert answer.status_code == 404
    assert "не встраиваются" in answer.get_data(as_text=True)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("spoil", ["token", "figure", "scope", "none", "key"])
def test_word_opens_what_it_was_signed_for_alone(server: Flask, spoil: str) -> None:
    whole = address(server, link(Wanted("district", "nevsky"), "map"))
    path, _, word = whole.partition("?token=")
    spoiled = {
        "token": f"{path}?token={word[:-3]}{'aaa' if word[-3:] != 'aaa' else 'bbb'}",
        "figure": whole.replace("/map?", "/list?"),
        "scope": whole.replace("/nevsky/", "/kirovsky/"),
        "none": path,
        "key": f"{path}?token={tokens.signed(_other(), link(Wanted('district', 'nevsky'), 'map'))}",
    }[spoil]
    answer = server.test_client().get(spoiled)
    assert answer.status_code == 403
    assert "ссылка повреждена, отозвана" in answer.get_data(as_text=True)
    assert "base64" not in answer.get_data(as_text=True)


def _other() -> Settings:
    return load(secret_key="some other key of an older time")


def test_word_ends_with_its_time_its_key_and_its_publication(server: Flask) -> None:
    client = server.test_client()
    late = client.get(address(server, link(until=datetime.now(UTC) - timedelta(seconds=1))))
    assert late.status_code == 403
    assert "срок ссылки вышел" in late.get_data(as_text=True)
    replaced = client.get(address(server, link(publication=7)))
    assert replaced.status_code == 404
    assert "новой публикацией" in replaced.get_data(as_text=True)
    assert client.get(address(server, link(publication=1))).status_code == 200
    for wrong in (link(year=1999), link(method="astrology"), link(figure="nothing")):
        assert client.get(address(server, wrong)).status_code == 404


def test_former_key_opens_until_it_is_taken_away() -> None:
    old = load(secret_key=SECRET)
    word = tokens.signed(old, link())
    turned = load(secret_key="the key that follows it", secret_key_fallbacks=SECRET)
    assert tokens.read(turned, word, datetime.now(UTC)).figure == "map"
    with pytest.raises(tokens.Unreadable):
        tokens.read(load(secret_key="the key that follows it"), word, datetime.now(UTC))


def test_scope_is_that_of_the_word_whoever_opens_it(server: Flask) -> None:
    services = server.extensions[EXTENSION]
    with services.engine.connect() as connection:
        listed = connection.execute(
            text(
                "select c.school_id, c.district_code from listing l join school_card c on c.publication_id = "
                "l.publication_id and c.school_id = l.school_id where l.publication_id = 1 and "
                "l.method = 'two-years' and l.year = 2025 and l.status not in ('none', 'left')"
            )
        ).all()
    other = next(row.school_id for row in listed if row.district_code != "kirovsky")
    client = server.test_client()  # of a demo city: whoever opens the page sees all
    wanted = Wanted("school", str(other))
    closed = client.get(address(server, link(wanted, "trajectory-vpr-math-6", DISTRICT)))
    assert closed.status_code == 404
    assert "base64" not in closed.get_data(as_text=True)

    def marks(viewer: Viewer) -> str:
        said = client.get(address(server, link(Wanted("district", "nevsky"), "map", viewer))).get_data(as_text=True)
        return re.search(r'alt="([^"]+)"', said)[1]  # type: ignore[index]

    assert "в списке 0 школ" in marks(DISTRICT).replace("\u00a0", " "), "listed schools of others are not told"
    assert "в списке 0 школ" not in marks(COMMITTEE).replace("\u00a0", " ")


def test_opening_is_entered_under_the_scope_and_without_the_word(server: Flask) -> None:
    whole = address(server, link(Wanted("district", "kirovsky"), "list", DISTRICT))
    assert server.test_client().get(whole).status_code == 200
    with server.extensions[EXTENSION].engine.connect() as connection:
        row = connection.execute(
            text("select viewer, action, what, outcome, district_code from access_entry order by id desc limit 1")
        ).one()
    assert tuple(row) == ("district:kirovsky", "export", "/embed/district/kirovsky/list", "shown", "kirovsky")


def test_command_makes_a_link_that_opens(
    server: Flask,
    demo_copy_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", demo_copy_url)
    monkeypatch.setenv("TRAEKTORIA_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("TRAEKTORIA_SECRET_KEY", SECRET)
    given = ["embed", "--scope", "district:nevsky", "--figure", "list", "--days", "7"]
    assert main(given) == BAD_INPUT
    assert "TRAEKTORIA_EMBED_HOSTS" in capsys.readouterr().err
    monkeypatch.setenv("TRAEKTORIA_EMBED_HOSTS", PORTAL)
    assert main(given) == DONE
    said = capsys.readouterr()
    assert server.test_client().get(said.out.strip()).status_code == 200
    assert 'title="Школы списка по годам' in said.err
    for wrong, told in (
        (["--figure", "nothing"], "Есть: map"), (["--days", "400"], "366"), (["--as", "district:kirovsky"], ""),
    ):  # fmt: skip
        code = main([*given, *wrong])
        assert code == (BAD_INPUT if told else DONE)
        captured = capsys.readouterr()
        assert told in captured.err
        assert told or "глазами: district:kirovsky" in captured.err


def test_lost_rights_end_the_link_at_once(guarded: Flask) -> None:
    check_that_the_account_ends_its_link(guarded)


def test_word_without_account_counts_in_demo_mode_alone(server: Flask, guarded: Flask) -> None:
    given = link(Wanted("district", "nevsky"), "list", NEVSKY, year=2022)
    assert server.test_client().get(address(server, given)).status_code == 200
    answer = guarded.test_client().get(address(guarded, given))
    assert answer.status_code == 403
    assert embedding.UNOWNED in answer.get_data(as_text=True)
    assert "base64" not in answer.get_data(as_text=True)
    assert entered(guarded) == ("refused", None, "district:nevsky")


def test_word_of_the_former_format_is_unreadable(server: Flask) -> None:
    settings = server.extensions[EXTENSION].settings
    said = tokens._serializer(settings).loads(tokens.signed(settings, link()))
    assert server.test_client().get(f"/embed/city/map?token={_again(settings, said)}").status_code == 200
    former = server.test_client().get(f"/embed/city/map?token={_again(settings, said[:-1])}")
    assert former.status_code == 403
    assert embedding.UNREADABLE in former.get_data(as_text=True)


def _again(settings: Settings, said: list[object]) -> str:
    return str(tokens._serializer(settings).dumps(said))


def test_command_asks_for_an_account_beside_real_data(
    guarded: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", str(guarded.extensions[EXTENSION].engine.url))
    monkeypatch.setenv("TRAEKTORIA_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("TRAEKTORIA_SECRET_KEY", SECRET)
    monkeypatch.setenv("TRAEKTORIA_EMBED_HOSTS", PORTAL)
    monkeypatch.setenv("TRAEKTORIA_DEMO_MODE", "off")
    given = ["embed", "--scope", "district:nevsky", "--figure", "list"]
    _, known = link_of_account(guarded)
    with guarded.extensions[EXTENSION].engine.connect() as connection:
        foreign = connection.scalar(text("select school_id from school_card where district_code = 'kurortny' limit 1"))
    for more, told in (
        ([], "--account ИМЯ"),
        (["--as", "district:nevsky"], "--account ИМЯ"),
        (["--account", known.name, "--as", "city"], "вместе не ставят"),
        (["--account", "nobody"], "«nobody» нет"),
        (["--account", known.name, "--scope", f"school:{foreign}"], "закрыто для nevsky-portal"),
    ):
        assert main([*given, *more]) == BAD_INPUT
        captured = capsys.readouterr()
        assert told in captured.err
        assert not captured.out
    assert main([*given, "--account", known.name.upper()]) == DONE
    said = capsys.readouterr()
    assert "глазами: district:nevsky" in said.err
    assert guarded.test_client().get(said.out.strip()).status_code == 200
    assert entered(guarded) == ("shown", known.id, "district:nevsky")
    with guarded.extensions[EXTENSION].engine.connect() as connection:
        made = connection.execute(text("select action, what from access_entry where request = 'cli'")).all()
    assert [tuple(row) for row in made] == [("export", "embed district:nevsky list: district:nevsky")]
    changed(guarded, lambda connection: manage.lock(connection, known.name, "портал закрыт", datetime.now(UTC)))
    assert guarded.test_client().get(said.out.strip()).status_code == 403
    assert main([*given, "--account", known.name]) == BAD_INPUT
    assert "закрыта" in capsys.readouterr().err


def test_hosts_are_origins_alone() -> None:
    assert load(embed_hosts=f"{PORTAL}/, http://10.0.0.5:8080").embed_hosts == (PORTAL, "http://10.0.0.5:8080")
    for wrong in ("*", "portal", "https://a.b; script-src *", "https://a.b/path", "'self'"):
        with pytest.raises(SettingsError, match="EMBED_HOSTS"):
            load(embed_hosts=wrong)


def test_no_answer_meets_a_library_half_made() -> None:
    """plotly asks for ``PIL.Image`` among the loaded modules: the first picture must not be what loads it."""
    asked = "import sys, dashboard.factory; assert hasattr(sys.modules['PIL.Image'], 'Image')"
    assert subprocess.run([sys.executable, "-c", asked], check=False, cwd=ROOT).returncode == 0
