"""Storing one checked file: one transaction by one writer, all or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, exists, insert, select, update

from data_access import walls
from data_access.imports import differences, editions, held_rows, institutions, logins, records, scopes
from data_access.imports.datasets import Dataset, Record
from data_access.imports.differences import Difference
from data_access.imports.findings import Finding, refuse
from data_access.imports.parsed import Parsed
from data_access.imports.records import Problem
from data_access.imports.schools import CHANGES_SCHOOLS, SchoolIndex, index_version, load
from data_access.imports.scopes import Scope
from data_access.schema import import_batch, school
from data_access.writing import writing


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or would do (``dry_run``).

    ``batch_id`` is None where nothing was stored: dry run, refused, or (``unchanged``) the same content is stored
    already. ``published`` (dry run only) are the differences to what readers see, where that is not what is stored.
    ``findings`` are the rows set aside and warnings; of a refused file (``refused``) the reasons.
    ``rows_read`` counts rows about schools; a repeated identical row is read twice and stored once.
    """

    file: str
    kind: str
    title: str
    batch_id: int | None = None
    rows_read: int = 0
    rows_stored: int = 0
    rows_quarantined: int = 0
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()
    published: tuple[Difference, ...] = ()
    ignored: tuple[str, ...] = ()
    synthetic: bool = False
    unchanged: bool = False
    dry_run: bool = False
    refused: bool = False


Announce = Callable[[ImportOutcome], None]
"""Told what is about to be stored, with the differences to what is stored now."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A checked file and what is recorded of its import.

    ``content_hash`` tells the same file with the same options; ``boundaries`` is the folder of imported district
    boundaries that points are checked against, None for the bundled drawing.
    """

    file: str
    parsed: Parsed
    content_hash: str
    synthetic: bool
    role: str
    now: datetime
    options: Mapping[str, Any] = field(default_factory=dict)
    boundaries: Path | None = None
    file_sha256: str | None = None


@dataclass(slots=True)
class KeptIndex:
    """The index of schools, kept from file to file while it is true."""

    index: SchoolIndex | None = None

    def current(self, connection: Connection) -> SchoolIndex:
        """The index of the schools as they are now."""
        if self.index is None or self.index.version != index_version(connection):
            self.index = load(connection)
        return self.index

    def forget(self) -> None:
        """To be called after a rollback: the index may hold schools that are not there."""
        self.index = None


@dataclass(slots=True)
class _Stored:
    rows: int
    problems: list[Problem]
    warnings: list[Finding]
    changes: tuple[Difference, ...]
    published: tuple[Difference, ...] = ()


def store(
    engine: Engine,
    incoming: Incoming,
    kept: KeptIndex,
    *,
    dry_run: bool = False,
    announce: Announce | None = None,
) -> ImportOutcome:
    """Stores the file, or with ``dry_run`` finds what would change. Refused where it may not stand in this database.

    ``announce`` is told the outcome while the transaction is still open: what it raises leaves the database as it was.
    """
    try:
        with writing(engine, keep=not dry_run) as connection:
            walls.declare_system(connection)
            # Asked under the lock: another writer may have stored the same file since it was read.
            earlier = editions.batch_with(connection, incoming.content_hash)
            if earlier is not None and editions.is_settled(connection, earlier):
                raise _NothingNew
            _refuse_mixture(connection, incoming.file, incoming.synthetic)
            waiting = set() if earlier is None else held_rows.open_places(connection, earlier)
            outcome = _store(connection, incoming, kept.current(connection), dry_run)
            if earlier is not None and _says_the_same(connection, outcome, waiting):
                raise _NothingNew
            if announce is not None:
                announce(outcome)
    except _NothingNew:
        kept.forget()
        return unchanged(incoming.file, incoming.parsed.kind, incoming.parsed.title, dry_run=dry_run)
    except BaseException:
        kept.forget()
        raise
    if dry_run:
        kept.forget()
        return replace(outcome, batch_id=None, dry_run=True)
    return outcome


class _NothingNew(Exception):
    """Takes back an import that repeats what is stored."""


def _says_the_same(connection: Connection, outcome: ImportOutcome, waiting: set[tuple[str | None, int]]) -> bool:
    """Whether a file that was stored before changes no row and sets the same rows aside (``waiting``) again."""
    assert outcome.batch_id is not None
    changes = any(difference.added or difference.changed for difference in outcome.differences)
    return not changes and held_rows.open_places(connection, outcome.batch_id) == waiting


def unchanged(file: str, kind: str, title: str, *, dry_run: bool) -> ImportOutcome:
    """The outcome for a file that is stored already."""
    return ImportOutcome(file, kind, title, unchanged=True, dry_run=dry_run)


def _store(connection: Connection, incoming: Incoming, index: SchoolIndex, dry_run: bool) -> ImportOutcome:
    parsed = incoming.parsed
    batch_id = _batch(connection, incoming)
    if parsed.kind in CHANGES_SCHOOLS:
        done = _store_schools(connection, batch_id, incoming, index)
    else:
        done = _store_results(connection, batch_id, parsed, index, dry_run)
    held_rows.supersede(connection, incoming.file, parsed, done.problems)
    held_rows.keep(connection, batch_id, parsed, done.problems)
    if parsed.kind in CHANGES_SCHOOLS:
        held_rows.refresh_proposals(connection, index)
        index.version = index_version(connection)
    counts = {"rows_stored": done.rows, "rows_quarantined": len(done.problems)}
    connection.execute(update(import_batch).where(import_batch.c.id == batch_id).values(counts))
    return ImportOutcome(
        file=incoming.file,
        kind=parsed.kind,
        title=parsed.title,
        batch_id=batch_id,
        rows_read=len(parsed.rows),
        rows_stored=done.rows,
        rows_quarantined=len(done.problems),
        findings=(*held_rows.findings(incoming.file, done.problems), *done.warnings),
        differences=done.changes,
        published=done.published,
        ignored=parsed.ignored,
        synthetic=incoming.synthetic,
    )


def _batch(connection: Connection, incoming: Incoming) -> int:
    values = {
        "kind": incoming.parsed.kind,
        "file_name": incoming.file[:255],
        "content_hash": incoming.content_hash,
        "file_sha256": incoming.file_sha256,
        "imported_at": incoming.now,
        "imported_by": incoming.role,
        "options": dict(incoming.options),
        "source": incoming.parsed.source_text,
        "rows_read": len(incoming.parsed.rows),
        "rows_stored": 0,
        "rows_quarantined": 0,
        "synthetic": incoming.synthetic,
        "status": "stored",
    }
    return connection.execute(insert(import_batch).returning(import_batch.c.id), values).scalar_one()


def _store_schools(connection: Connection, batch_id: int, incoming: Incoming, index: SchoolIndex) -> _Stored:
    parsed = incoming.parsed
    if parsed.kind == "logins":
        named = logins.store(connection, incoming.file, parsed, index)
        logins.propose(connection, batch_id, named.proposals)
        done = _Stored(named.rows_stored, named.problems, named.findings, (named.difference,))
    else:
        made = institutions.store(
            connection, batch_id, incoming.file, parsed, index, incoming.synthetic, incoming.boundaries
        )
        done = _Stored(made.rows_stored, made.problems, made.findings, (made.difference,))
    _count_edition(connection, batch_id, parsed.kind, done.rows)
    return done


def _store_results(connection: Connection, batch_id: int, parsed: Parsed, index: SchoolIndex, dry_run: bool) -> _Stored:
    resolved = records.resolve(parsed, index)
    logins.propose(connection, batch_id, resolved.logins)
    known = scopes.datasets(connection, resolved.records, parsed.assessments)
    contents: list[tuple[Dataset, list[Record]]] = [(known[scope], rows) for scope, rows in resolved.records.items()]
    parents = editions.heads(connection, (dataset.key for dataset, _ in contents))
    changes = differences.compare(connection, parents, contents)
    seen = differences.to_published(connection, parents, contents) if dry_run else ()
    if not dry_run:  # it would be taken back, and writing is most of the time for which other writers wait
        editions.write(connection, batch_id, contents, parents)
    return _Stored(resolved.rows_stored, resolved.problems, [], changes, seen)


def _count_edition(connection: Connection, batch_id: int, kind: str, rows: int) -> None:
    """Schools are not kept in editions; one that only counts rows makes their batches undoable like the others."""
    scope = Scope(kind)
    dataset = scopes.datasets(connection, [scope], {})[scope]
    ids = editions.write(connection, batch_id, [(dataset, [])], editions.heads(connection, [kind]))
    editions.set_rows(connection, ids[kind], rows)


def _refuse_mixture(connection: Connection, file: str, synthetic: bool) -> None:
    """Invented and real data never stand in one database: a page could not say which of them it shows."""
    others = select(
        exists().where(import_batch.c.synthetic != synthetic, import_batch.c.status == "stored")
        | exists().where(school.c.synthetic != synthetic)
    )
    if not connection.scalar(others):
        return
    mend = "Загрузите файл в другую базу: задайте её адрес в TRAEKTORIA_DATABASE_URL"
    if synthetic:
        raise refuse(file, "файл с синтетическими данными, а в базе настоящие: смешивать их нельзя", mend)
    raise refuse(file, "файл с настоящими данными, а в базе синтетические (демонстрационный город)", mend)
