"""The making of a backup: whole under its name, or not there at all."""

import gzip
import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from data_access import engine as engines
from data_access import migrations, walls
from data_access.backups import archive as archives
from data_access.backups.archive import DATABASES, MANIFEST, BadBackup, Folders, Manifest
from data_access.backups.snapshots import postgresql_snapshot, sqlite_path, sqlite_snapshot
from data_access.changes.files import path_of
from data_access.clock import in_utc
from data_access.desk.folder import Desk
from data_access.publications import current_id
from data_access.reading import reading
from data_access.schema import publication, record_file

LEVEL = 1
"""Of compression: documents are compressed already, the database gives a third at once."""

_ENDURE = text("set local idle_in_transaction_session_timeout = 0")
_EXPORT = text("select pg_export_snapshot()")

Report = Callable[[str], None]


def make(
    url: str, target: Path, folders: Folders, *, now: datetime, report: Report = lambda _step: None
) -> tuple[Path, Manifest]:
    """Writes a backup of the database and the folders; returns its path and manifest.

    ``target`` is a file that does not exist yet, or a folder: the file then gets a name of the moment. The system may
    serve meanwhile. Raises ``FileExistsError``, ``OSError``, ``sqlite3.Error``, ``ProgramFailed``, ``BadBackup``.
    """
    moment = now.astimezone(UTC)
    path = target / f"traektoria-{moment:%Y%m%dT%H%M%SZ}.tar.gz" if target.is_dir() else target
    if path.exists():
        raise FileExistsError(path)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as work:
        report("снимок базы")
        snapshot = Path(work) / "database"
        manifest = _snapshot(url, snapshot, folders.files, moment)
        report("файлы записей, границы и загрузки")
        draft = Path(work) / "archive"
        beside = replace(folders, imports=_held_still(folders.imports, Path(work) / "imports"))
        manifest = _write(draft, snapshot, manifest, beside)
        report("проверка копии")
        if archives.unpack(draft, None) != manifest:
            raise BadBackup("записанная копия не сходится с описью")
        _publish(draft, path)
    return path, manifest


def _snapshot(url: str, target: Path, files: Path, moment: datetime) -> Manifest:
    """The database as a file, and what the manifest says of that very moment of it."""
    kind = engines.normalised(url).get_backend_name()
    if kind == "sqlite":
        sqlite_snapshot(sqlite_path(url), target)
        with opened(f"sqlite:///{target}", kind) as engine, engine.connect() as connection:
            return _described(connection, kind, files, moment)
    with opened(url, kind) as engine, reading(engine) as connection:
        described = _described(connection, kind, files, moment)
        # The program sees what this transaction sees: published meanwhile, the copy would not be what it says it is.
        connection.execute(_ENDURE)
        postgresql_snapshot(url, target, connection.scalar(_EXPORT))
    return described


def _described(connection: Connection, kind: str, files: Path, moment: datetime) -> Manifest:
    walls.declare_system(connection)
    revision = migrations.revision(connection)
    if revision is None:
        raise BadBackup("в базе нет схемы: копировать нечего")
    # Of an older schema these may be missing: a copy before an upgrade must be possible.
    known = set(migrations.revisions())
    tables = inspect(connection).get_table_names()
    number = current_id(connection) if revision in known else None
    published = connection.scalar(select(publication.c.created_at).where(publication.c.id == number))
    digests = set(connection.scalars(select(record_file.c.sha256))) if "record_file" in tables else set()
    missing = tuple(sorted(digest for digest in digests if not path_of(files, digest).is_file()))
    at = None if published is None else in_utc(published).isoformat()
    return Manifest(moment.isoformat(), kind, revision, number, at, {}, missing)


@contextmanager
def opened(url: str, kind: str) -> Iterator[Engine]:
    """Engine for a look at the database; a SQLite one is a single file again afterwards."""
    engine = engines.create(url)
    try:
        yield engine
    finally:
        engine.dispose()
    if kind == "sqlite":
        # The engine has made it a database with a log beside it: back into one file.
        with closing(sqlite3.connect(sqlite_path(url))) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")


def _held_still(imports: Path, target: Path) -> Path:
    """The desk of imports as it is at one moment: its documents change while files are checked."""
    if not imports.is_dir():
        return imports
    with Desk(imports).locked():
        for path in _files_below(imports):
            place = target / path.relative_to(imports)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    return target


def _files_below(folder: Path) -> list[Path]:
    """Files of a folder of folders, without drafts and locks."""
    return sorted(path for path in folder.glob("**/[!.]*") if path.is_file())


def _write(draft: Path, snapshot: Path, manifest: Manifest, folders: Folders) -> Manifest:
    members: dict[str, dict[str, object]] = {}
    with draft.open("wb") as sink:
        with (
            gzip.GzipFile(fileobj=sink, mode="wb", compresslevel=LEVEL, filename="", mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            sources = [(DATABASES[manifest.database], snapshot)]
            sources += [(f"files/{digest[:2]}/{digest}", path) for digest, path in kept_files(folders.files)]
            sources += [(f"boundaries/{path.name}", path) for path in _plain_files(folders.boundaries)]
            imports = folders.imports
            sources += [(f"imports/{path.relative_to(imports)}", path) for path in _files_below(imports)]
            for name, path in sources:
                members[name] = archives.digest_of(path)
                tar.add(path, name, recursive=False, filter=_anonymous)
            whole = Manifest(
                manifest.made_at, manifest.database, manifest.revision, manifest.publication, manifest.published_at,
                members, manifest.missing,
            )  # fmt: skip
            words = whole.text()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(words)
            entry.mtime = int(whole.moment.timestamp())
            tar.addfile(entry, io.BytesIO(words))
        sink.flush()
        os.fsync(sink.fileno())
    return whole


def kept_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files of records in the folder, as (SHA-256 by name, path); drafts of files being sent are left out."""
    for path in sorted(folder.glob("??/*")):
        if len(path.name) == 64 and path.parent.name == path.name[:2] and path.is_file():
            yield path.name, path


def _plain_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _publish(draft: Path, path: Path) -> None:
    """The finished archive under its name, for its owner alone, surviving a fall of the machine."""
    draft.chmod(0o600)
    os.rename(draft, path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
