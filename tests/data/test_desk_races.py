"""The desk while two things go on at once: what was seen and chosen is what is stored and published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine

from data_access import publications
from data_access.desk import checking, jobs, runner, uploads
from data_access.desk.checking import Setting
from data_access.desk.folder import Desk
from data_access.imports.run import import_file
from data_access.imports.store import ImportOutcome
from data_access.working import token
from monitoring.reports.desk import JobKind, Upload
from tests import desk_files
from tests.data.desk import BY, brought, checked, now, work


@pytest.fixture
def two(city: Engine, desk: Desk, tmp_path: Path) -> tuple[Upload, Upload]:
    """Two checked files."""
    first, second = (checked(desk, city, desk_files.marks(tmp_path, f"{year}.csv", year=year)) for year in (2024, 2025))
    return first, second


@contextmanager
def another_writer_first(monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]) -> Iterator[None]:
    """Whoever asks to publish or undo gets the lock of the database only after another writer's commit."""
    own = publications.writing

    @contextmanager
    def writing(engine: Engine, **more: Any) -> Iterator[Connection]:
        write()
        with own(engine, **more) as connection:
            yield connection

    with monkeypatch.context() as changed:
        changed.setattr(publications, "writing", writing)
        yield


def state(engine: Engine) -> tuple[str, int | None]:
    """What is stored, and the publication that readers see."""
    with engine.connect() as connection:
        return token(connection), publications.current_id(connection)


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


def test_what_nobody_has_seen_is_neither_published_nor_withdrawn(
    city: Engine, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_command(year: int) -> Callable[[], object]:
        path = desk_files.marks(tmp_path, f"командой-{year}.csv", year=year)
        return lambda: import_file(city, path, now=now())

    publications.publish(city, now=now())
    brought(desk, city, desk_files.marks(tmp_path, year=2021))
    seen, current = state(city)
    told: dict[JobKind, str] = {"preview": runner.NOT_COUNTED, "publish": runner.NOT_PUBLISHED}
    for year, (kind, words) in enumerate(told.items(), 2022):
        with another_writer_first(monkeypatch, by_command(year)):
            job = work(desk, city, kind, seen=seen)
        assert (job.state, job.message) == ("failed", words)
        assert state(city)[1] == current
        seen = state(city)[0]  # the page has been opened anew
    assert work(desk, city, "publish", seen=seen).state == "done"
    seen, current = state(city)
    with another_writer_first(monkeypatch, by_command(2024)), pytest.raises(publications.Changed):
        publications.undo(city, expected=current, seen=seen)
    after, standing_now = state(city)
    assert standing_now == current
    publications.undo(city, expected=current, seen=after)
    assert state(city)[1] != current
