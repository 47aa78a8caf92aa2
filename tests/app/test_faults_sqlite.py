"""The SQLite file goes away, is replaced, may only be read; the disk is full: a served application over each."""

import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.conftest import service_environment
from tests.served import Served, served
from tests.small_disk import SmallDisk, small_disk

MEASURE = {
    "sort": "measure",
    "title": "Занятия по математике",
    "factor": "failing-pupils",
    "starts_on": "2026-09-01",
    "due_on": "2026-12-30",
    "status": "in-progress",
}
FILE_LIMIT = 33_000
"""Bytes: the index of SQLite's log takes 32 768, the log itself as much as one change or two."""
QUICK = 30.0
"""Seconds within which a reader is told: half of what the asker waits, so that a page that hangs is not taken for one
of a machine that does much else."""
SLOW = 3
"""Seconds that a statement may take."""


def query(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def school_of(path: Path) -> int:
    return int(str(query(path, "select id from school where name = 'Школа 12-1 (демо)'")[0][0]))


def written(path: Path) -> tuple[object, ...]:
    """What a write leaves, counted: records, audit, files, batches, editions, publications."""
    names = ("measure", "audit_entry", "record_file", "import_batch", "edition", "publication")
    return tuple(query(path, f"select count(*) from {name}")[0][0] for name in names)


@pytest.fixture(scope="module")
def path(published_small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "traektoria.db"
    shutil.copyfile(published_small_city, path)
    return path


@pytest.fixture(scope="module")
def server(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(f"sqlite:///{path}", tmp_path_factory.mktemp("var"), query_seconds=SLOW) as server:
        yield server


def test_a_slow_query_is_cut_off_in_words_and_others_go_on(server: Served, path: Path) -> None:
    """A view stands for a table and counts without end: the page that asks it is cut off, another is shown."""
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "alter table watched_school rename to watched_school_kept;"
            "create view watched_school as with recursive slow(n) as (select 1 union all select n + 1 from slow) "
            "select kept.* from slow cross join watched_school_kept as kept;"
        )
    try:
        started = time.monotonic()
        told = server.page("/attention").text
        assert SLOW <= time.monotonic() - started < SLOW + 2 * QUICK
        assert "Запрос занял слишком много времени" in told
        assert "Повторить" in told
        assert not server.page("/schools").title.startswith("Ошибка")
    finally:
        with sqlite3.connect(path) as connection:
            connection.executescript(
                "drop view watched_school; alter table watched_school_kept rename to watched_school;"
            )
    assert not server.page("/attention").title.startswith("Ошибка")


def test_moved_away_is_said_and_come_back_is_served(server: Served, path: Path) -> None:
    before = server.page("/").text
    away = path.with_name("away.db")
    names = [f.name for f in path.parent.iterdir()]
    for name in names:
        (path.parent / name).rename(path.parent / name.replace(path.name, away.name))
    started = time.monotonic()
    page, file, ready = server.page("/"), server.document("/sheets/measure.csv"), server.get("/readyz")
    assert time.monotonic() - started < QUICK
    assert (file.status_code, ready.status_code) == (503, 503)
    for told in (page.text, file.text):
        assert "База данных не отвечает" in told
        assert "Страница откроется сама" in told
        assert "Повторить" in told
        assert not re.search("sqlite|Traceback|unable|traektoria.db", told)
    assert '"data-retry": "auto"' in page.text
    assert 'http-equiv="refresh"' in file.text
    assert file.headers["Retry-After"]
    assert not path.exists(), "пустая база заведена вместо пропавшей"
    for name in names:
        (path.parent / name.replace(path.name, away.name)).rename(path.parent / name)
    assert server.page("/").text == before
    assert "Traceback" not in server.log


def test_replaced_file_is_read_and_written_instead_of_the_former(server: Served, path: Path) -> None:
    school = school_of(path)
    store = server.form("measure", school_id=school)
    copy = path.with_name("restored.db")
    query(path, f"vacuum into '{copy}'")
    for left in ("-wal", "-shm"):
        path.with_name(f"{path.name}{left}").unlink(missing_ok=True)
    os.replace(copy, path)
    assert server.save(store, MEASURE | {"school_id": str(school)}) == "Сохранено"
    assert query(path, "select title from measure") == [("Занятия по математике",)]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 8) as disk:
        yield disk


def test_on_a_full_disk_writes_are_refused_whole_and_reading_goes_on(
    published_small_city: Path, disk: SmallDisk, tmp_path: Path
) -> None:
    path, files = disk.folder / "traektoria.db", disk.folder / "files"
    shutil.copyfile(published_small_city, path)
    school = school_of(path)
    typed = MEASURE | {"school_id": str(school)}
    with served(f"sqlite:///{path}", tmp_path / "var", files_dir=files) as server:
        read = server.page("/").text
        assert server.save(server.form("measure", school_id=school), typed) == "Сохранено"
        before, record = written(path), query(path, "select id from measure")[0][0]
        disk.fill()
        store = server.form("measure", school_id=school)
        told = server.save(store, typed | {"title": "Вторая"})
        assert "Не сохранено: на диске кончилось место" in told
        assert "Набранное осталось" in told
        pdf = b"%PDF-1.7\n" + bytes(100_000) + b"\n%%EOF\n"
        upload = server.post(f"/files/measure/{record}", files={"file": ("a.pdf", pdf)})
        assert upload.status_code == 507
        assert upload.text.startswith("На диске кончилось место")
        assert [found for found in files.rglob("*") if found.is_file()] == []
        assert server.page("/").text == read
        assert server.page(f"/school/{school}").heading
        assert written(path) == before
        disk.free()
        # The same form, sent again once there is room.
        assert server.save(store, typed | {"title": "Вторая"}) == "Сохранено"
        assert "Traceback" not in server.log
    assert query(path, "pragma integrity_check") == [("ok",)]


def test_a_file_that_may_not_grow_is_a_full_disk(published_small_city: Path, tmp_path: Path) -> None:
    """The same without the right to mount: a write past the limit of the process fails in the middle."""
    path = tmp_path / "traektoria.db"
    shutil.copyfile(published_small_city, path)
    school, limits = school_of(path), {resource.RLIMIT_FSIZE: FILE_LIMIT}
    typed = MEASURE | {"school_id": str(school)}
    with served(f"sqlite:///{path}", tmp_path / "var", limits=limits) as server:
        saved = 0
        while (told := server.save(server.form("measure", school_id=school), typed)) == "Сохранено" and saved < 9:
            saved += 1
        assert "Не сохранено: на диске кончилось место" in told
        assert server.page(f"/school/{school}").heading
        assert "Traceback" not in server.log
        assert query(path, "select count(*) from measure") == [(saved,)]
        assert query(path, "select count(*) from audit_entry where kind = 'measure'") == [(saved,)]
    assert query(path, "pragma integrity_check") == [("ok",)]


def test_import_and_publication_past_the_disk_leave_what_was(published_small_city: Path, tmp_path: Path) -> None:
    path, source = tmp_path / "traektoria.db", tmp_path / "marks.csv"
    shutil.copyfile(published_small_city, path)
    _one_more_edition(path)
    _marks(path, source)
    before = written(path)
    for command in (["import", str(source)], ["publish"]):
        done = _command(command, path, tmp_path / "var", FILE_LIMIT)
        assert done.returncode == 1, (done.stdout, done.stderr)
        assert "на диске кончилось место" in done.stderr
        assert "Ничего не сохранено" in done.stderr
        assert "Traceback" not in done.stderr
        assert written(path) == before
    done = _command(["publish"], path, tmp_path / "var", None)
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert query(path, "pragma integrity_check") == [("ok",)]


def test_a_disk_that_may_only_be_read_is_read(published_small_city: Path, disk: SmallDisk, tmp_path: Path) -> None:
    path = disk.folder / "traektoria.db"
    shutil.copyfile(published_small_city, path)
    school = school_of(path)
    disk.close()
    with served(f"sqlite:///{path}", tmp_path / "var", files_dir=disk.folder / "files") as server:
        assert server.get("/healthz").status_code == 200
        assert server.page(f"/school/{school}").heading
        told = server.save(server.form("measure", school_id=school), MEASURE | {"school_id": str(school)})
        assert "Не сохранено: база данных открыта только для чтения" in told
        assert "Traceback" not in server.log
    done = _command(["publish"], path, tmp_path / "var", None)
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr


def _one_more_edition(path: Path) -> None:
    from tests.data.published import new_results

    engine = create_engine(f"sqlite:///{path}")
    new_results(engine, school_of(path), 55.0, synthetic=True)
    engine.dispose()


def _marks(path: Path, source: Path) -> None:
    """A file of results for schools of the city."""
    names = [row[0] for row in query(path, "select name from school where kind = 'school'")]
    lines = ["Синтетические данные", "Район;Школа;Год;Процедура;Предмет;Класс;Участников;2;3;4;5"]
    lines += [f";{name};2022;ВПР;Математика;6;30;10;30;40;20" for name in names]
    source.write_text("\n".join(lines), encoding="utf-8")


def _command(arguments: list[str], path: Path, var: Path, limit: int | None) -> "subprocess.CompletedProcess[str]":
    def bound() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    var.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=var,
        env=service_environment(f"sqlite:///{path}", var),
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=bound,
    )
