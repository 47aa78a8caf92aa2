"""The way back from a backup: checked first, the database switched in one step, the former state kept beside.

Whenever it is interrupted the system stands on the former database or on the restored one, never on half of one:
files that only the backup has are added first (which harms nobody), then the database changes at once, last of all
what the restored database does not know is moved aside.
"""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from data_access import engine as engines
from data_access import migrations
from data_access.backups import archive as archives
from data_access.backups.archive import BadBackup, Folders, Manifest
from data_access.backups.making import kept_files, opened
from data_access.backups.snapshots import FORMER_SCHEMA, dumped_value, require_whole, run_program, sqlite_path
from data_access.publications import current_id

Report = Callable[[str], None]

LEAVING_SECONDS = 5.0
"""How long one who has just gone may still stand among those connected to PostgreSQL."""
_OTHERS = text(
    "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
    "and coalesce(backend_type, 'client backend') = 'client backend'"
)


class NotRestored(Exception):
    """The backup may be good and yet is not restored here; the text says in Russian why. Nothing has changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where the former state is kept: paths, and a schema of PostgreSQL."""

    manifest: Manifest
    former: tuple[str, ...]


def restore(
    archive: Path,
    url: str,
    folders: Folders,
    *,
    now: datetime,
    discard_former: bool = False,
    report: Report = lambda _step: None,
) -> Restored:
    """Puts the backup in the place of the present database and folders. Nothing else may use the database meanwhile.

    The schema is that of the backup: the next start brings it up to date. Raises ``BadBackup``, ``NotRestored``,
    ``OSError``, ``sqlite3.Error``, ``ProgramFailed``; the former state then stands.
    """
    kind = engines.normalised(url).get_backend_name()
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    beside = sqlite_path(url).absolute().parent if kind == "sqlite" else folders.files.absolute().parent
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=beside) as work:
        folder = Path(work)
        report("проверка копии")
        manifest = archives.unpack(archive, folder)
        _require_fitting(manifest, kind)
        database = folder / manifest.database_member
        if kind == "sqlite":
            _require_whole(database)
            with opened(f"sqlite:///{database}", kind) as engine:
                _require_same(_told(engine), manifest, "база в копии")
            require_alone_sqlite(sqlite_path(url))
        else:
            _require_same(_told_by_dump(database), manifest, "база в копии")
        report("файлы записей")
        add_files(folder / "files", folders.files)
        report("база")
        former = _switch_sqlite(database, url, stamp) if kind == "sqlite" else _switch_postgresql(database, url, stamp)
        with opened(url, kind) as engine:
            _require_same(_told(engine), manifest, "восстановленная база")
        report("прежние файлы, границы и загрузки")
        former += _set_aside(folders.files, folder / "files", stamp)
        former += _exchange(folder / "boundaries", folders.boundaries, stamp)
        former += _exchange(folder / "imports", folders.imports, stamp)
    if discard_former:
        discard(former, url)
        former = []
    return Restored(manifest, tuple(former))


def require_fitting(archive: Path, url: str) -> Manifest:
    """The manifest of a whole backup that may be restored to that database. Raises ``BadBackup``, ``NotRestored``."""
    manifest = archives.unpack(archive, None)
    _require_fitting(manifest, engines.normalised(url).get_backend_name())
    return manifest


def _require_fitting(manifest: Manifest, kind: str) -> None:
    if manifest.database != kind:
        raise NotRestored(
            f"копия снята с базы {manifest.database}, а система работает на {kind}: их базы не взаимозаменяемы"
        )
    if manifest.revision not in migrations.revisions():
        raise NotRestored(
            f"копия сделана более новой программой: её схема {manifest.revision}, эта знает до {migrations.head()}. "
            "Поставьте ту же или более новую версию"
        )


def _require_whole(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            require_whole(connection)
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"база в копии повреждена: {error}") from None


def require_alone_sqlite(path: Path) -> None:
    """Raises ``NotRestored`` where another process has the database open. A spoilt database is nobody's."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            # Leaving the mode with a log needs the file for oneself: the question no open connection lets pass.
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise _in_use() from None
        raise
    except sqlite3.DatabaseError:
        return
    if mode != "delete":
        raise _in_use()


def _in_use() -> NotRestored:
    return NotRestored("базой пользуется другой процесс: остановите систему и её команды и повторите")


def _require_alone_postgresql(connection: Connection) -> None:
    until = time.monotonic() + LEAVING_SECONDS
    while connection.scalar(_OTHERS):
        if time.monotonic() > until:
            raise _in_use()
        connection.rollback()  # a transaction goes on seeing the sessions as it saw them first
        time.sleep(0.1)


def add_files(source: Path, target: Path) -> None:
    """Puts files of records where they are missing or not as they should be, each whole at once."""
    for digest, path in kept_files(source):
        place = target / digest[:2] / digest
        if place.is_file() and archives.digest_of(place)["sha256"] == digest:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix=".", dir=place.parent)
        os.close(descriptor)
        shutil.copyfile(path, draft)
        os.replace(draft, place)


def _switch_sqlite(database: Path, url: str, stamp: str) -> list[str]:
    path = sqlite_path(url)
    former = []
    if path.exists():
        kept = path.with_name(f"{path.name}.before-{stamp}")
        try:
            os.link(path, kept)
        except FileExistsError:
            raise NotRestored(f"{kept} уже есть: повторите через секунду") from None
        except OSError:  # a disk without hard links
            shutil.copyfile(path, kept)
        former.append(str(kept))
    for suffix in ("-wal", "-shm"):  # of a database too spoilt to be closed
        log = path.with_name(path.name + suffix)
        if log.exists():
            os.replace(log, path.with_name(f"{path.name}.before-{stamp}{suffix}"))
    os.replace(database, path)
    return former


def _switch_postgresql(dump: Path, url: str, stamp: str) -> list[str]:
    engine = engines.create(url)
    try:
        with engine.connect() as connection:
            _require_alone_postgresql(connection)
            empty = not inspect(connection).get_table_names()
        script = dump.with_suffix(".sql")
        # Of the system alone: an extension beside it (amcheck) belongs to a superuser, and is there or is not.
        run_program("pg_restore", ["--no-owner", "--schema=public", f"--file={script}", str(dump)], None)
        former = f"{FORMER_SCHEMA}{stamp.lower()}"
        # In one transaction: whatever fails in it, the former tables stand.
        move = f"ALTER SCHEMA public RENAME TO {former}; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC;"
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        run_program("psql", [*options, f"--command={move}", f"--file={script}"], url)
        if empty:
            _drop(engine, former)
            return []
    finally:
        engine.dispose()
    return [former]


def _require_same(found: tuple[str | None, int | None], manifest: Manifest, which: str) -> None:
    if found != (manifest.revision, manifest.publication):
        raise BadBackup(f"{which} говорит {found}, опись — {(manifest.revision, manifest.publication)}")


def _told(engine: Engine) -> tuple[str | None, int | None]:
    """Revision of the schema and number of the publication."""
    with engine.connect() as connection:
        return migrations.revision(connection), current_id(connection)


def _told_by_dump(dump: Path) -> tuple[str | None, int | None]:
    number = dumped_value(dump, "current_publication", "publication_id")
    return dumped_value(dump, "alembic_version", "version_num"), None if number is None else int(number)


def _set_aside(files: Path, restored: Path, stamp: str) -> list[str]:
    """Moves away files that the backup does not hold."""
    known = {digest for digest, _ in kept_files(restored)}
    unknown = [(digest, path) for digest, path in kept_files(files) if digest not in known]
    aside = files.with_name(f"{files.name}.before-{stamp}")
    for digest, path in unknown:
        place = aside / digest[:2] / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, place)
    return [str(aside)] if unknown else []


def _exchange(source: Path, target: Path, stamp: str) -> list[str]:
    """Puts the folder of the backup in the place of the present one; a missing one means an empty one."""
    former = []
    if target.exists() and any(target.iterdir()):
        aside = target.with_name(f"{target.name}.before-{stamp}")
        os.replace(target, aside)
        former.append(str(aside))
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True)
    return former


def discard(former: list[str], url: str) -> None:
    """Removes what a restore has kept of the former state."""
    for name in former:
        if name.startswith(FORMER_SCHEMA):
            engine = engines.create(url)
            _drop(engine, name)
            engine.dispose()
        elif Path(name).is_dir():
            shutil.rmtree(name)
        else:
            Path(name).unlink()


def _drop(engine: Engine, schema: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(f'drop schema "{schema}" cascade'))
