"""Backups: whole while others write, refused when spoilt, restored without losing the former state."""

import hashlib
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text

from data_access import backups, migrations, schema
from data_access.backups import restoring
from data_access.backups.snapshots import ProgramFailed, run_program, sqlite_snapshot
from data_access.changes import Change, apply
from data_access.changes.files import attach, path_of
from data_access.checking import check
from data_access.desk.folder import Desk
from data_access.engine import create
from data_access.viewer import Role, Viewer
from data_access.writing import writing
from tests.data.builders import PublishedCity
from tests.data.spoilt_archives import archive_without, repacked
from tests.postgresql_server import PostgresServer

EVENT = schema.RECORDS["event"]
NOW = datetime(2026, 2, 1, 10, 30, tzinfo=UTC)
LATER = datetime(2026, 2, 2, 10, 30, tzinfo=UTC)
COMMITTEE = Viewer(Role.COMMITTEE)
TODAY = date(2022, 10, 15)
PDF = b"%PDF-1.7 protocol"


@pytest.fixture(autouse=True)
def _programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs of the same version as the server, where the test has one."""
    if {"postgresql_url", "place", "empty_database_url"} & set(request.fixturenames):
        server: PostgresServer = request.getfixturevalue("postgresql_server")
        monkeypatch.setenv("PATH", f"{server.programs}:{os.environ['PATH']}")


class Place:
    """An installation: its database and folders."""

    def __init__(self, engine: Engine, url: str, folder: Path) -> None:
        self.engine, self.url, self.moment = engine, url, LATER
        self.files, self.boundaries, self.folder = folder / "files", folder / "boundaries", folder
        self.imports = folder / "imports"

    @property
    def folders(self) -> backups.Folders:
        return backups.Folders(self.files, self.boundaries, self.imports)

    @property
    def desk(self) -> Desk:
        return Desk(self.imports)

    def backup(self, target: Path | None = None) -> tuple[Path, backups.Manifest]:
        return backups.make(self.url, target or self.folder, self.folders, now=NOW)

    def restore(self, archive: Path, *, discard_former: bool = False) -> backups.Restored:
        self.engine.dispose()
        self.moment += timedelta(seconds=1)
        return backups.restore(archive, self.url, self.folders, now=self.moment, discard_former=discard_former)

    def problems(self, *, full: bool = True) -> list[str]:
        parts = check(self.engine, files=self.files, full=full)
        return [f"{part.code}: {line}" for part in parts for line in part.problems]

    def event(self, topic: str) -> int:
        values = {"place": "city", "sort": "methodical", "topic": topic, "held_on": "10.10.2022", "audience": "30"}
        with writing(self.engine) as connection:
            return apply(connection, COMMITTEE, Change("event", values), today=TODAY).record_id

    def attach(self, record: int, content: bytes = PDF) -> None:
        with writing(self.engine) as connection:
            attach(
                connection, COMMITTEE, "event", record, name="протокол.pdf", content=content, folder=self.files,
                today=TODAY,
            )  # fmt: skip

    def topics(self) -> set[str]:
        """Topics of the events in the database."""
        with self.engine.connect() as connection:
            return set(connection.scalars(select(EVENT.c.topic)))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A published small city with an event and its file, in a database of each kind."""
    city: PublishedCity = request.getfixturevalue(f"_small_city_{request.param}")
    city.engine.dispose()
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'traektoria.db'}"
        sqlite_snapshot(Path(str(city.engine.url.database)), tmp_path / "traektoria.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgresql_server")
        url = server.create_database("backed_up", template=str(city.engine.url.database))
    engine = create(url)
    found = Place(engine, url, tmp_path)
    found.attach(found.event("Первое"))
    found.boundaries.mkdir()
    (found.boundaries / "boundaries.geojson").write_text("{}")
    found.desk.write("uploads", "0001", b"checked")
    content = found.desk.content("ab12")
    content.parent.mkdir(parents=True)
    content.write_text("школа;балл")
    yield found
    engine.dispose()
    if request.param == "postgresql":
        server.drop_database("backed_up")


@pytest.fixture
def sqlite_place(sqlite_url: str, tmp_path: Path) -> Iterator[Place]:
    """The same without a publication, in SQLite."""
    engine = create(sqlite_url)
    found = Place(engine, sqlite_url, tmp_path)
    found.attach(found.event("Первое"))
    yield found
    engine.dispose()


def test_backup_brings_everything_back(place: Place) -> None:
    archive, manifest = place.backup()
    assert (manifest.revision, manifest.publication, manifest.missing) == (migrations.head(), 1, ())
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    place.attach(place.event("Второе"), b"%PDF-1.7 later")
    (place.boundaries / "boundaries.geojson").write_text("changed")
    place.desk.write("uploads", "0001", b"imported")
    place.desk.drop_content("ab12")
    path_of(place.files, hashlib.sha256(PDF).hexdigest()).unlink()
    assert place.problems(), "a file that is gone shows"

    done = place.restore(archive)

    assert done.manifest == manifest
    assert place.topics() == {"Первое"}
    assert (place.boundaries / "boundaries.geojson").read_text() == "{}"
    assert (place.desk.names("uploads"), place.desk.read("uploads", "0001")) == (["0001"], b"checked")
    assert place.desk.content("ab12").read_text() == "школа;балл"
    assert [path.read_bytes() for path in place.files.glob("??/*")] == [PDF]
    assert place.problems() == []
    assert not list(place.folder.glob(".backup-*")) + list(place.folder.glob(".restore-*"))
    _require_former(place, done)


def _require_former(place: Place, done: backups.Restored) -> None:
    """The former database is beside, with what was written after the backup."""
    if place.engine.dialect.name == "sqlite":
        (kept,) = [name for name in done.former if name.endswith("Z") and ".db." in name]
        with closing(sqlite3.connect(kept)) as connection:
            assert connection.execute("select count(*) from event").fetchone() == (2,)
    else:
        (kept,) = [name for name in done.former if name.startswith("before_restore_")]
        with place.engine.connect() as connection:
            assert connection.scalar(text(f"select count(*) from {kept}.event")) == 2
    assert len(done.former) == 4, "database, file that came later, boundaries, desk of imports"


def test_former_state_can_be_dropped_at_once(place: Place) -> None:
    archive, _ = place.backup()
    place.event("Второе")
    assert place.restore(archive, discard_former=True).former == ()
    assert place.topics() == {"Первое"}
    assert not list(place.folder.glob("*before*"))
    with place.engine.connect() as connection:
        assert not [name for name in inspect(connection).get_schema_names() if name.startswith("before")]


def test_backup_of_a_restored_system_is_a_backup(place: Place) -> None:
    archive, _ = place.backup()
    place.restore(archive)
    again, manifest = place.backup(place.folder / "again.tar.gz")
    place.restore(again, discard_former=True)
    assert place.problems() == []
    assert manifest.publication == 1


def test_backup_into_an_empty_database(place: Place, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    empty_database_url = f"sqlite:///{tmp_path / 'new' / 'empty.db'}"
    if place.engine.dialect.name == "postgresql":
        empty_database_url = request.getfixturevalue("postgresql_server").create_database("empty_one")
    archive, _ = place.backup()
    (tmp_path / "new").mkdir()
    engine = create(empty_database_url)
    new = Place(engine, empty_database_url, tmp_path / "new")
    assert new.restore(archive).former == ()
    assert new.topics() == {"Первое"}
    assert new.problems(full=False) == []
    engine.dispose()


def test_backup_while_a_writer_writes_is_one_moment(place: Place) -> None:
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            number = len(written) + 1
            place.attach(place.event(f"Событие {number}"), b"%PDF-1.7 " + str(number).encode())
            written.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    made: list[Path] = []
    deadline = time.monotonic() + 60
    try:
        # How often he comes to write during a backup is the disk's affair.
        while len(made) < 2 or (len(written) < 4 and time.monotonic() < deadline):
            made.append(place.backup(place.folder / f"{len(made)}.tar.gz")[0])
    finally:
        stop.set()
        writer.join(timeout=60)
    assert not writer.is_alive()
    assert len(written) >= 4, "the writer was kept waiting"
    for archive in made:
        place.restore(archive, discard_former=True)
        assert place.problems(full=False) == []


@pytest.mark.parametrize("cut", [100, 20_000])
def test_torn_archive_is_refused(sqlite_place: Place, cut: int, tmp_path: Path) -> None:
    archive, _ = sqlite_place.backup()
    before = sqlite_place.topics()
    with pytest.raises(backups.BadBackup, match=r"повреждена|оборвана"):
        sqlite_place.restore(archive_without(archive, tmp_path / "torn.tar.gz", cut=cut))
    assert sqlite_place.topics() == before


def test_changed_byte_is_refused(sqlite_place: Place, tmp_path: Path) -> None:
    archive, _ = sqlite_place.backup()
    with pytest.raises(backups.BadBackup):
        sqlite_place.restore(archive_without(archive, tmp_path / "spoilt.tar.gz", spoil=True))
    assert sqlite_place.topics() == {"Первое"}


def _other_content(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.startswith("files/"))
    members[name] = b"%PDF-1.7 other"


def _no_manifest(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


def _no_file(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("files/"))]


def _escaping(members: dict[str, bytes]) -> None:
    manifest = members.pop("manifest.json")
    members["files/../../outside"] = b"x"
    members["manifest.json"] = manifest


@pytest.mark.parametrize("change", [_other_content, _no_manifest, _no_file, _escaping])
def test_archive_that_is_not_what_its_manifest_says_is_refused(
    sqlite_place: Place, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    archive, _ = sqlite_place.backup()
    with pytest.raises(backups.BadBackup):
        sqlite_place.restore(repacked(archive, tmp_path / "other.tar.gz", change))
    assert sqlite_place.topics() == {"Первое"}
    assert not list(tmp_path.glob("**/outside"))


def test_something_else_is_no_backup(sqlite_place: Place, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a backup")
    for name in ("notes.txt", "nothing.tar.gz"):
        with pytest.raises(backups.BadBackup):
            sqlite_place.restore(tmp_path / name)


def test_newer_schema_is_refused(sqlite_place: Place) -> None:
    with sqlite_place.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    archive, manifest = sqlite_place.backup()
    assert manifest.revision == "9999"
    with pytest.raises(backups.NotRestored, match="более новой"):
        sqlite_place.restore(archive)


def test_other_kind_of_database_is_refused(sqlite_place: Place, postgresql_url: str, tmp_path: Path) -> None:
    archive, _ = sqlite_place.backup()
    with pytest.raises(backups.NotRestored, match="взаимозаменяемы"):
        backups.restore(archive, postgresql_url, backups.Folders(tmp_path, tmp_path, tmp_path), now=LATER)


def test_older_schema_is_restored_and_brought_up(sqlite_url: str, tmp_path: Path) -> None:
    migrations.downgrade(sqlite_url, "0005")
    engine = create(sqlite_url)
    place = Place(engine, sqlite_url, tmp_path)
    archive, manifest = place.backup()
    assert manifest.revision == "0005"
    migrations.upgrade(sqlite_url)
    place.restore(archive)
    migrations.upgrade(sqlite_url)
    assert place.problems() == []
    engine.dispose()


def test_database_in_use_is_not_replaced(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "LEAVING_SECONDS", 0.2)
    archive, _ = place.backup()
    place.event("Второе")
    other = create(place.url)
    with other.connect() as reader:
        reader.execute(text("select count(*) from event"))
        with pytest.raises(backups.NotRestored, match="другой процесс"):
            place.restore(archive)
    other.dispose()
    assert place.topics() == {"Первое", "Второе"}


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_one_who_is_just_leaving_is_waited_for(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "LEAVING_SECONDS", 60)
    archive, _ = place.backup()
    place.event("Второе")
    place.engine.dispose()
    other = create(place.url)
    leaving = threading.Timer(0.5, other.dispose)
    with other.connect() as reader:
        reader.execute(text("select 1"))

    def report(step: str) -> None:
        if step == "база":
            leaving.start()

    backups.restore(archive, place.url, place.folders, now=LATER, report=report)
    leaving.join()
    assert place.topics() == {"Первое"}


def test_restore_that_fails_half_way_leaves_the_former_state(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, _ = place.backup()
    place.event("Второе")
    names = {"sqlite": "os.replace", "postgresql": "data_access.backups.restoring.run_program"}
    real = {"sqlite": os.replace, "postgresql": run_program}[place.engine.dialect.name]

    def failing(first: object, *rest: object, **others: object) -> object:
        if str(rest[0]).endswith(".db") or first == "psql":
            if first == "psql":
                rest = ([*rest[0], "--command=select 1/0"], *rest[1:])  # type: ignore[misc]
            else:
                raise OSError("диск отказал")
        return real(first, *rest, **others)  # type: ignore[operator]

    with monkeypatch.context() as broken:
        broken.setattr(names[place.engine.dialect.name], failing)
        with pytest.raises((OSError, ProgramFailed)):
            place.restore(archive)
    assert place.topics() == {"Первое", "Второе"}
    place.restore(archive, discard_former=True)
    assert place.topics() == {"Первое"}


def test_unwritten_backup_leaves_nothing(sqlite_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_access.backups.making._publish", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sqlite_place.backup()
    assert [path.name for path in sqlite_place.folder.iterdir() if "tar" in path.name or "backup" in path.name] == []


def test_file_that_the_disk_has_lost_is_named(sqlite_place: Place) -> None:
    digest = hashlib.sha256(PDF).hexdigest()
    path_of(sqlite_place.files, digest).unlink()
    _, manifest = sqlite_place.backup()
    assert manifest.missing == (digest,)


def test_present_file_is_not_overwritten(sqlite_place: Place) -> None:
    archive, _ = sqlite_place.backup()
    with pytest.raises(FileExistsError):
        sqlite_place.backup(archive)


def test_missing_program_is_said(postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramFailed, match="pg_dump"):
        backups.make(postgresql_url, tmp_path, backups.Folders(tmp_path, tmp_path, tmp_path), now=NOW)
