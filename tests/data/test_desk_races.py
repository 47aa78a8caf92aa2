"""The desk while two things go on at once: what was seen and chosen is what is stored and published."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlalchemy import Engine

from data_access.desk import checking, jobs, uploads
from data_access.desk.checking import Setting
from data_access.desk.folder import Desk
from data_access.engine import create
from data_access.imports.store import ImportOutcome
from monitoring.reports.desk import Upload
from tests import desk_files
from tests.data.desk import BY, brought, checked, now, work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path / "desk")


@pytest.fixture
def city(sqlite_url: str, desk: Desk, tmp_path: Path) -> Iterator[Engine]:
    """A database that knows twelve schools."""
    engine = create(sqlite_url)
    brought(desk, engine, desk_files.register(tmp_path))
    yield engine
    engine.dispose()


@pytest.fixture
def two(city: Engine, desk: Desk, tmp_path: Path) -> tuple[Upload, Upload]:
    """Two checked files."""
    first, second = (checked(desk, city, desk_files.marks(tmp_path, f"{year}.csv", year=year)) for year in (2024, 2025))
    return first, second


def choose(desk: Desk, item: Upload, year: int = 2020) -> None:
    uploads.choose(desk, item.id, kind=None, year=year, procedure=None, mapping={}, save_as="")


def standing(desk: Desk, item: Upload) -> Upload:
    found = uploads.upload(desk, item.id)
    assert found is not None
    return found


def test_a_file_that_an_import_names_keeps_its_choices(
    city: Engine, desk: Desk, two: tuple[Upload, Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    asked = uploads.ask_import(desk, {first.id, second.id}, by=BY, now=now())
    with pytest.raises(jobs.Busy) as busy:
        uploads.ask_import(desk, {second.id}, by="analyst:appo", now=now())
    assert busy.value.job.id == asked.id
    stored, store = [], checking.bring_in

    def bring_in(setting: Setting, item: Upload) -> ImportOutcome:
        stored.append(item.id)
        for impossible in (lambda: choose(desk, second), lambda: uploads.take_off(desk, second.id, False)):
            with pytest.raises(uploads.BeingImported):
                impossible()
        return store(setting, item)

    monkeypatch.setattr(checking, "bring_in", bring_in)
    work(desk, city, "check")
    assert stored == [first.id, second.id]
    assert [standing(desk, item).state for item in two] == ["imported", "imported"]
    assert (standing(desk, second).revision, desk.has(second.sha256)) == (second.revision, True)
    with pytest.raises(uploads.NothingReady):
        uploads.ask_import(desk, {second.id}, by=BY, now=now())


def test_a_file_that_changed_on_its_way_is_passed_over(
    city: Engine, desk: Desk, two: tuple[Upload, Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    changed = replace(second, year=2020, revision=second.revision + 1)
    store = checking.bring_in

    def bring_in(setting: Setting, item: Upload) -> ImportOutcome:
        assert item.id == first.id
        # As nothing but a hand in the folder of the desk can do it.
        desk.write("uploads", second.id, TypeAdapter(Upload).dump_json(changed))
        return store(setting, item)

    monkeypatch.setattr(checking, "bring_in", bring_in)
    job = work(desk, city, "import", first.id, second.id)
    assert job.message == "Загружено файлов: 1. Пропущено: 1, выбор для файла изменён, когда загрузка уже шла."
    assert standing(desk, second) == changed
