"""Whoever works on the installation says so before the first look at its database, and keeps out of a restore."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dashboard import database, desk_worker, logs, occupancy
from dashboard.cli import main
from dashboard.settings import Settings, load


class Looked(Exception):
    """The database was looked at."""


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings of a new installation, which the environment gives too."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TRAEKTORIA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(logs, "configure", lambda _chosen: None)
    monkeypatch.setattr(os, "nice", lambda _more: 0)
    return load(_env_file=None)


def start_worker() -> None:
    desk_worker.main()


def start_import() -> None:
    main(["import", "файл.csv"])


def start_backup() -> None:
    main(["backup", "копия.tar.gz"])


def start_check() -> None:
    main(["check"])


def start_grant() -> None:
    main(["database", "grant", "nobody"])


def start_status() -> None:
    main(["status"])


STARTS = [start_worker, start_import, start_backup, start_check, start_grant, start_status]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[bool]:
    """For each first look at the database: whether a restore would have been kept away."""
    seen: list[bool] = []

    def look(*_arguments: object, **_others: object) -> None:
        try:
            with occupancy.alone(settings):
                seen.append(False)
        except occupancy.InUse:
            seen.append(True)
        raise Looked

    settings.prepare_folders()
    (settings.var_dir / "traektoria.db").touch()  # what `check` asks for
    for place in ("prepare", "migrate"):
        monkeypatch.setattr(database, place, look)
    monkeypatch.setattr("data_access.backups.make", look)
    monkeypatch.setattr("data_access.checking.check", look)
    return seen


@pytest.mark.parametrize("start", STARTS)
def test_installation_is_in_use_from_the_first_look(start: Callable[[], None], looked: list[bool]) -> None:
    with suppress(Looked):  # the command line reports it itself
        start()
    assert looked == [True]


@pytest.mark.parametrize("start", STARTS)
def test_nothing_is_begun_while_a_restore_goes_on(
    start: Callable[[], None], looked: list[bool], settings: Settings
) -> None:
    with occupancy.alone(settings):
        start()
    assert looked == []


def test_new_installation_is_in_use_too(settings: Settings) -> None:
    with occupancy.shared(settings), pytest.raises(occupancy.InUse), occupancy.alone(settings):
        pass
