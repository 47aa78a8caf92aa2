"""Work that a killed process or an error left half done: the job says what came of it, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access import publications
from data_access.desk import checking, jobs, runner, uploads
from data_access.desk.checking import Setting
from data_access.desk.folder import Desk
from data_access.engine import create
from data_access.imports.store import ImportOutcome
from monitoring.reports.desk import Job, JobKind, Upload
from tests import desk_files
from tests.data.desk import BY, checked, now, work

Broken = Callable[[object, str, JobKind, tuple[str, ...]], Job]
"""Does the job with a function broken, then lets a new runner end it; the job as it ended."""


@pytest.fixture
def killed(city: Engine, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """The process is killed where the function is called."""

    def kill(*_: object, **__: object) -> None:
        raise KeyboardInterrupt  # as little caught as a signal

    def do(module: object, name: str, kind: JobKind, ids: tuple[str, ...] = ()) -> Job:
        with monkeypatch.context() as broken:
            broken.setattr(module, name, kill)
            with pytest.raises(KeyboardInterrupt):
                work(desk, city, kind, *ids)
        (open_now,) = jobs.open_jobs(desk)
        runner.Runner(desk, city, desk.root).run()
        return next(job for job in jobs.jobs(desk) if job.id == open_now.id)

    return do


def three(desk: Desk, city: Engine, folder: Path) -> list[Upload]:
    return [checked(desk, city, desk_files.marks(folder, f"{year}.csv", year=year)) for year in (2023, 2024, 2025)]


def state_of(desk: Desk, item: Upload) -> tuple[str, bool]:
    found = uploads.upload(desk, item.id)
    assert found is not None
    return found.state, found.batch_id is not None


def test_a_publication_that_readers_see_is_not_called_undone(city: Engine, killed: Broken) -> None:
    before = killed(publications, "publish", "publish", ())
    assert (before.state, before.message) == (
        "failed", f"{runner.LOST} Публикация не состоялась, данные остались прежними. Опубликуйте ещё раз.",
    )  # fmt: skip
    after = killed(jobs, "end", "publish", ())
    assert (after.state, after.message) == (
        "done", f"{runner.LOST} Публикация состоялась: читатели видят версию данных 1.",
    )  # fmt: skip
    with city.connect() as connection:
        assert publications.current_id(connection) == 1


def test_files_stored_before_the_process_was_killed_are_named_so(
    city: Engine, desk: Desk, tmp_path: Path, killed: Broken
) -> None:
    items = three(desk, city, tmp_path)
    job = killed(checking, "bring_in", "import", (items[0].id,))
    assert (job.state, job.message) == (
        "failed",
        f"{runner.LOST} Загружено файлов: 0 из 1. Не загружены: 2023.csv. Отметьте и загрузите снова. "
        "Данные остались прежними.",
    )
    # Killed between the commit and the word of it: the desk would offer the file again.
    job = killed(uploads, "put_imported", "import", tuple(item.id for item in items[1:]))
    assert (job.state, job.message) == (
        "failed", f"{runner.LOST} Загружено файлов: 1 из 2. Не загружены: 2025.csv. Отметьте и загрузите снова.",
    )  # fmt: skip
    assert [state_of(desk, item) for item in items] == [("checked", False), ("imported", True), ("checked", False)]
    assert work(desk, city, "import", items[2].id).message == "Загружено файлов: 1."
    job = killed(jobs, "end", "import", (items[0].id,))
    assert (job.state, job.message) == ("done", f"{runner.LOST} Загружено файлов: 1 из 1.")


def test_an_import_that_fails_on_the_second_file_tells_of_the_first(
    city: Engine, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = three(desk, city, tmp_path)
    store = checking.bring_in

    def bring_in(setting: Setting, item: Upload) -> ImportOutcome:
        if item.id == items[1].id:
            raise RuntimeError("диск вынули")
        return store(setting, item)

    monkeypatch.setattr(checking, "bring_in", bring_in)
    job = work(desk, city, "import", *(item.id for item in items))
    assert (job.state, job.message) == (
        "failed",
        f"{runner.FAILED} Загружено файлов: 1 из 3. Не загружены: 2024.csv, 2025.csv. Отметьте и загрузите снова.",
    )


def test_where_the_database_does_not_answer_nothing_is_claimed(desk: Desk, tmp_path: Path) -> None:
    nowhere = create(f"sqlite:///{tmp_path / 'nowhere.db'}", make=False)
    jobs.ask(desk, "publish", by=BY, now=now())
    assert jobs.begin_next(desk) is not None
    runner.Runner(desk, nowhere, desk.root).run()
    (job,) = jobs.jobs(desk)
    assert (job.state, job.message) == ("failed", f"{runner.LOST} {runner.UNKNOWN}")
