"""``account …``: each deed does what it says and is entered into the audit, or neither."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from dashboard.cli import main
from dashboard.cli.program import BAD_INPUT, DONE
from data_access.accounts import passwords
from data_access.accounts.account import named
from data_access.schema import access_entry, account

Run = Callable[..., int]
ADD = ("add", "kirov.it", "--title", "Отдел образования", "--role", "district", "--district", "kirovsky")


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> Run:
    """Runs a command over an empty database."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TRAEKTORIA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TRAEKTORIA_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TRAEKTORIA_VAR_DIR", str(tmp_path / "var"))
    return lambda *arguments: main(["account", *arguments])


def entered(url: str) -> list[tuple[str, str, str]]:
    with create_engine(url).connect() as connection:
        columns = (access_entry.c.request, access_entry.c.action, access_entry.c.what)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(access_entry.c.id))]


def kept(url: str, name: str = "kirov.it") -> Any:
    with create_engine(url).connect() as connection:
        return connection.execute(select(account).where(account.c.name == name)).one_or_none()


def test_deeds_are_done_and_entered(run: Run, sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*ADD) == DONE
    first = capsys.readouterr().out.strip()
    assert passwords.fits(first, kept(sqlite_url).password_hash)
    assert run("lock", "kirov.it", "--reason", "ушли в отпуск") == DONE
    assert kept(sqlite_url).lock_reason == "ушли в отпуск"
    capsys.readouterr()
    assert run("list", "--json") == DONE
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["name"] == "kirov.it"
    assert first not in str(listed)
    assert "hash" not in str(listed)
    assert run("unlock", "kirov.it") == DONE
    assert run("role", "kirov.it", "--role", "committee") == DONE
    with create_engine(sqlite_url).connect() as connection:
        assert named(connection, "kirov.it").viewer.code == "committee"
    assert run("reset", "kirov.it") == DONE
    second = capsys.readouterr().out.strip().splitlines()[-1]
    assert second != first
    assert passwords.fits(second, kept(sqlite_url).password_hash)
    deeds = ("add", "lock", "unlock", "role", "reset")
    assert entered(sqlite_url) == [("cli", "account", f"account {deed} kirov.it") for deed in deeds]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "x", *ADD[2:]), "Не сделано"),
        (("add", "kirov.it", "--title", "Отдел", "--role", "king"), "роли «king» нет"),
        (("add", "kirov.it", "--title", "Отдел", "--role", "district", "--district", "atlantis"), "района «atlantis»"),
        (("add", "kirov.it", "--title", "Отдел", "--role", "school", "--school", "7"), "школы 7 нет"),
        (("lock", "nobody", "--reason", "так"), "nobody"),
        (("reset", "nobody"), "nobody"),
    ],
)
def test_what_is_refused_leaves_nothing(
    run: Run, sqlite_url: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(*arguments) == BAD_INPUT
    assert said in capsys.readouterr().err
    assert kept(sqlite_url) is None
    assert entered(sqlite_url) == []


def test_without_an_entry_there_is_no_deed(run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("журнал не пишется")

    monkeypatch.setattr("data_access.access_log.put", broken)
    assert run(*ADD) not in {DONE, BAD_INPUT}
    assert kept(sqlite_url) is None
