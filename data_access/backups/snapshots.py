"""A consistent moment of the database as a file: SQLite by its own backup, PostgreSQL by ``pg_dump``."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from data_access.engine import normalised
from data_access.sqlite_file import BUSY_SECONDS

FORMER_SCHEMA = "before_restore_"
"""Beginning of the name under which a restore keeps the former tables of PostgreSQL."""


class ProgramFailed(Exception):
    """A program of PostgreSQL is missing or has failed; the text says in Russian what to do."""


def sqlite_path(url: str | URL) -> Path:
    """File of the SQLite database."""
    return Path(str(normalised(url).database))


def sqlite_snapshot(source: Path, target: Path) -> None:
    """Copies the database of ``source``, whoever writes to it, whole and into one file; then checks the copy.

    Raises ``sqlite3.Error``.
    """
    if not source.is_file():
        raise sqlite3.OperationalError(f"файла базы {source} нет")
    living_address = f"file:{source}?mode=rw"
    with (
        closing(sqlite3.connect(living_address, uri=True, timeout=BUSY_SECONDS)) as living,
        closing(sqlite3.connect(target)) as copy,
    ):
        # All pages in one step: one moment of the database, and writers wait for nothing (WAL).
        living.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        require_whole(copy)


def require_whole(connection: sqlite3.Connection) -> None:
    """Raises ``sqlite3.DatabaseError`` unless SQLite finds the database whole."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise sqlite3.DatabaseError("; ".join(found))


def postgresql_snapshot(url: str | URL, target: Path, moment: str) -> None:
    """``pg_dump`` in its own format: the database as the transaction sees it that exported the snapshot ``moment`` and
    stays open meanwhile; nobody waits for it. Raises ``ProgramFailed``."""
    # Under row-level security the program copies all rows or fails, for who is not let past it: never a part of them.
    options = ["--format=custom", f"--exclude-schema={FORMER_SCHEMA}*", f"--snapshot={moment}", f"--file={target}"]
    run_program("pg_dump", options, url)
    run_program("pg_restore", ["--list", str(target)], None)


def dumped_value(dump: Path, table: str, column: str) -> str | None:
    """The value in the first row of a table of a dump, as text; None without a row. Raises ``ProgramFailed``."""
    script = run_program("pg_restore", ["--data-only", f"--table={table}", "--file=-", str(dump)], None)
    found = re.search(r"^COPY \S+ \((.+)\) FROM stdin;\n(?!\\\.$)(.*)$", script, re.MULTILINE)
    return None if found is None else found[2].split("\t")[found[1].split(", ").index(column)]


def run_program(name: str, options: Sequence[str], url: str | URL | None) -> str:
    """Runs a program of PostgreSQL, returns what it prints. The password goes by the environment, not the command line.

    Raises ``ProgramFailed``.
    """
    program = shutil.which(name)
    if program is None:
        raise ProgramFailed(f"нет программы {name}: поставьте клиент PostgreSQL той же версии, что у сервера")
    environment = dict(os.environ)
    where: list[str] = []
    if url is not None:
        address = normalised(url)
        if address.password:
            environment["PGPASSWORD"] = str(address.password)
        where = [f"--dbname={_without_password(address)}"]
    done = subprocess.run([program, *where, *options], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        said = done.stderr.strip()
        hint = ""
        if "server version mismatch" in said:
            hint = " Нужен клиент PostgreSQL не старше сервера."
        elif "row-level security" in said or "row security" in said:
            hint = " Нужна роль, которой видны все строки (TRAEKTORIA_BACKUP_DATABASE_URL): docs/operating.md."
        raise ProgramFailed(f"{name}: {said[-1000:]}{hint}")
    return done.stdout


def _without_password(address: URL) -> str:
    return address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
