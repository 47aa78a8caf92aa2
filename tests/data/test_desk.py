"""The desk: dry runs, columns that are chosen once, imports whole or not at all, one at a time, nothing lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data_access import schema
from data_access.desk import checking, jobs, mappings, runner, uploads
from data_access.desk.folder import Desk
from data_access.engine import create
from data_access.working import token
from monitoring.reports.desk import Upload
from tests import desk_files
from tests.data.desk import BY, brought, checked, now, send, work


def rows(engine: Engine, table=schema.result) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def batches(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        table = schema.import_batch.c
        found = connection.execute(select(table.file_name, table.imported_by).order_by(table.id))
        return [tuple(row) for row in found]


def test_a_dry_run_tells_what_would_change_and_stores_nothing(city: Engine, desk: Desk, tmp_path: Path) -> None:
    item = checked(desk, city, desk_files.marks(tmp_path, strangers=[99]))
    assert item.state == "checked"
    found = item.check
    assert found is not None
    assert (found.kind, found.rows_read, found.rows_stored, found.rows_quarantined) == ("flat-marks", 13, 12, 1)
    (change,) = found.changes
    assert change.title == "ВПР, математика, 6 класс, 2024/25, отметки"
    assert (change.before, change.added, change.changed, change.absent) == (0, 12, 0, 0)
    assert desk_files.name(1) in change.added_rows
    (finding,) = found.findings
    assert (finding.row, "не найдена" in finding.message) == (14, True)
    assert rows(city) == rows(city, schema.quarantine) == rows(city, schema.assessment) == 0
    assert len(batches(city)) == 1


def test_an_import_stores_the_file_and_says_who_and_from_where(city: Engine, desk: Desk, tmp_path: Path) -> None:
    item = brought(desk, city, desk_files.marks(tmp_path, strangers=[99]))
    assert item.state == "imported"
    assert rows(city) == 12
    with city.connect() as connection:
        batch = connection.execute(select(schema.import_batch).where(schema.import_batch.c.id == item.batch_id)).one()
        places = connection.execute(select(schema.result.c.sheet, schema.result.c.row_number)).all()
    assert (batch.imported_by, batch.file_sha256) == (BY, item.sha256)
    assert sorted(map(tuple, places)) == [("", row) for row in range(2, 14)]
    # What changes next is told against what is stored now.
    again = checked(desk, city, desk_files.marks(tmp_path, "новые.csv", low=20, numbers=[1, 2]))
    assert again.check is not None
    (change,) = again.check.changes
    assert (change.changed, change.absent, change.added) == (2, 10, 0)
    first = next(cell for cell in change.examples if cell.column == "Отметка 2, %")
    assert (first.row, first.before, first.after) == (desk_files.name(1), "40", "20")
    assert desk_files.name(3) in change.absent_rows


def test_ten_files_at_once_and_a_wrong_one_does_not_stop_the_others(
    sqlite_url: str, desk: Desk, tmp_path: Path
) -> None:
    engine = create(sqlite_url)
    paths = [desk_files.marks(tmp_path, f"отметки-{year}.csv", year=year) for year in range(2017, 2025)]
    paths += [desk_files.wrong(tmp_path), desk_files.register(tmp_path)]
    sent = [send(desk, path) for path in paths]
    work(desk, engine, "check")
    states = {item.name: item.state for item in uploads.standing(desk)}
    assert states.pop("ошибки.csv") == "refused"
    assert set(states.values()) == {"checked"}
    job = work(desk, engine, "import", *(item.id for item in sent))
    assert job.message == "Загружено файлов: 9. Не загружено: 1, причины — на страницах файлов."
    # The register came last and was stored first: every row found its school.
    assert batches(engine)[0][0] == "реестр.csv"
    assert (rows(engine), rows(engine, schema.quarantine)) == (8 * 12, 0)
    engine.dispose()


def test_findings_name_row_and_column_and_nothing_is_stored(city: Engine, desk: Desk, tmp_path: Path) -> None:
    item = checked(desk, city, desk_files.wrong(tmp_path))
    assert (item.state, item.check is not None) == ("refused", True)
    assert item.check is not None
    told = {(one.row, one.column) for one in item.check.findings}
    assert told == {(2, "2"), (3, "Предмет")}
    job = work(desk, city, "import", item.id)
    assert job.message == "Загружено файлов: 0. Не загружено: 1, причины — на страницах файлов."
    assert len(batches(city)) == 1


def test_columns_chosen_once_are_offered_again(city: Engine, desk: Desk, tmp_path: Path) -> None:
    item = checked(desk, city, desk_files.own_headings(tmp_path))
    assert item.state == "refused"
    assert item.check is not None
    assert (item.check.kind, item.check.sheet, item.check.header_row) == ("", "Район", 3)
    headings = [column.heading for column in item.check.columns]
    assert headings == list(desk_files.OWN_HEADINGS)
    assert item.check.columns[3].sample == desk_files.ogrn(1)
    chosen: dict[str, Any] = {
        "year": None,
        "procedure": None,
        "mapping": desk_files.OWN_MAPPING,
        "save_as": "Таблица района",
    }
    uploads.choose(desk, item.id, kind="flat-marks", **chosen)
    work(desk, city, "check")
    again = uploads.upload(desk, item.id)
    assert again is not None
    assert again.state == "checked", again.check
    work(desk, city, "import", item.id)
    assert rows(city) == 12
    # The next file with such headings is understood by itself, whatever its name and its figures.
    other = checked(desk, city, desk_files.own_headings(tmp_path, "другая.xlsx", low=10, grade=8))
    assert other.check is not None
    assert (other.state, other.check.mapped_by, other.check.rows_stored) == ("checked", "Таблица района", 12)
    assert (other.kind, dict(other.mapping)) == ("flat-marks", desk_files.OWN_MAPPING)
    work(desk, city, "import", other.id)
    assert rows(city) == 24
    with city.connect() as connection:
        (saved,) = mappings.saved(connection)
        sheets = set(connection.scalars(select(schema.result.c.sheet)))
    assert (saved.name, saved.kind, saved.by, sheets) == ("Таблица района", "flat-marks", BY, {"Район"})
    assert mappings.forget(city, saved.id)
    assert not mappings.forget(city, saved.id)
    third = checked(desk, city, desk_files.own_headings(tmp_path, "третья.xlsx", low=12))
    assert third.state == "refused"


def test_a_check_of_former_choices_is_not_kept(city: Engine, desk: Desk, tmp_path: Path) -> None:
    before = send(desk, desk_files.own_headings(tmp_path))
    uploads.choose(desk, before.id, kind="exam-means", year=2020, procedure="ege", mapping={}, save_as="")
    found, refused = checking.check(checking.Setting(desk, city, desk.root, now()), before)
    assert not uploads.put_check(desk, before, found, refused=refused)
    standing = uploads.upload(desk, before.id)
    assert standing is not None
    assert (standing.state, standing.check, standing.year) == ("received", None, 2020)


def test_year_and_procedure_that_the_file_does_not_tell_are_chosen(city: Engine, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "средние.csv"
    lines = ["ОГРН;ОО;Средний балл;Примечание"]
    lines += [f"{desk_files.ogrn(n)};{desk_files.name(n)};{50 + n};{desk_files.NOTE}" for n in desk_files.SCHOOLS]
    path.write_text("\n".join(lines), encoding="utf-8")
    item = checked(desk, city, path)
    assert item.check is not None
    assert any("не указана процедура" in one.message for one in item.check.findings)
    uploads.choose(desk, item.id, kind=None, year=2025, procedure="ege", mapping={}, save_as="")
    work(desk, city, "check")
    after = uploads.upload(desk, item.id)
    assert after is not None
    assert after.check is not None
    assert (after.state, [change.title for change in after.check.changes]) == (
        "checked", ["ЕГЭ, все предметы, 2024/25, средние баллы"],
    )  # fmt: skip


def test_differences_to_what_readers_see_are_told_beside(city: Engine, desk: Desk, tmp_path: Path) -> None:
    brought(desk, city, desk_files.marks(tmp_path, low=40))
    assert work(desk, city, "publish").message == "Опубликовано: версия данных 1."
    brought(desk, city, desk_files.marks(tmp_path, "второй.csv", low=30))
    third = checked(desk, city, desk_files.marks(tmp_path, "третий.csv", low=40))
    assert third.check is not None
    (stored,), (seen,) = third.check.changes, third.check.published
    assert (stored.changed, stored.unchanged) == (12, 0)
    assert (seen.changed, seen.unchanged) == (0, 12)


def test_nobody_publishes_beside_another_or_what_he_has_not_seen(city: Engine, desk: Desk, tmp_path: Path) -> None:
    item = brought(desk, city, desk_files.marks(tmp_path))
    with city.connect() as connection:
        seen = token(connection)
    first = jobs.ask(desk, "publish", by="analyst", now=now(), seen=seen)
    for kind in ("publish", "preview"):
        with pytest.raises(jobs.Busy) as busy:
            jobs.ask(desk, kind, by="analyst:appo", now=now(), seen=seen)
        assert busy.value.job.id == first.id
    # Files may come and be checked meanwhile.
    jobs.ask(desk, "check", by="analyst:appo", now=now())
    runner.Runner(desk, city, desk.root).run()
    assert {job.state for job in jobs.jobs(desk)} == {"done"}
    brought(desk, city, desk_files.marks(tmp_path, "ещё.csv", year=2024))
    jobs.ask(desk, "publish", by=BY, now=now(), seen=seen)
    ended: list[tuple[str, type[BaseException] | None]] = []

    @contextmanager
    def watched(kind: str) -> Iterator[None]:
        try:
            yield
        except Exception as raised:
            ended.append((kind, type(raised)))
            raise

    runner.Runner(desk, city, desk.root, around=watched).run()
    late = jobs.jobs(desk)[0]
    assert (late.state, late.message) == ("failed", runner.NOT_PUBLISHED)
    assert ended == [("publish", runner.Undone)], "who measures the work sees how it ended"
    assert item.batch_id is not None


def test_work_of_a_killed_process_is_told_and_the_next_goes_on(
    city: Engine, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, other = (send(desk, desk_files.marks(tmp_path, f"{year}.csv", year=year)) for year in (2024, 2025))
    jobs.ask(desk, "check", by=BY, now=now())

    def killed(_setting: object, _item: Upload) -> None:
        raise KeyboardInterrupt  # as little caught as a signal

    with monkeypatch.context() as broken:
        broken.setattr(checking, "check", killed)
        with pytest.raises(KeyboardInterrupt):
            runner.Runner(desk, city, desk.root).run()
    assert [job.state for job in jobs.open_jobs(desk)] == ["running"]
    assert not desk.has_runner
    runner.Runner(desk, city, desk.root).run()
    (lost,) = [job for job in jobs.jobs(desk) if job.state == "failed"]
    assert lost.message.startswith(f"{runner.LOST} Данные остались прежними. Ещё не проверены: 2025.csv.")
    assert jobs.open_jobs(desk) == []
    states = {one.id: one for one in uploads.standing(desk)}
    assert states[item.id].state == "refused"
    found = states[item.id].check
    assert found is not None
    assert runner.BROKE in found.findings[0].message
    assert states[other.id].state == "checked"


def test_a_file_that_takes_too_much_memory_is_refused(city: Engine, desk: Desk, tmp_path: Path) -> None:
    path = desk_files.marks(tmp_path)
    with path.open("a", encoding="utf-8") as file:
        line = f"2025;6;Математика;Невский;{desk_files.ogrn(1)};{'я' * 900};50;40;50;5;5;{desk_files.NOTE}\n"
        file.writelines(line for _ in range(20_000))
    send(desk, path)
    jobs.ask(desk, "check", by=BY, now=now())
    small = runner.Runner(desk, city, desk.root, memory=_virtual_size() + 20 * 2**20)
    small.run()
    (item,) = [one for one in uploads.standing(desk) if one.state != "imported"]
    assert item.state == "refused"
    assert item.check is not None
    assert runner.TOO_LARGE in item.check.findings[0].message


def _virtual_size() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * 4096


def test_a_runner_leaves_the_queue_to_the_one_that_is_at_it(city: Engine, desk: Desk) -> None:
    asked = jobs.ask(desk, "check", by=BY, now=now())
    with desk.running() as alone:
        assert alone
        assert desk.has_runner
        runner.Runner(desk, city, desk.root).run()
        assert [job.id for job in jobs.open_jobs(desk)] == [asked.id]
    runner.Runner(desk, city, desk.root).run()
    assert jobs.open_jobs(desk) == []
