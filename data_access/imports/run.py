"""Import of files: each is read and checked (nothing is locked meanwhile), then stored in one transaction.

What readers see changes only with the next publication.
"""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

from sqlalchemy import Engine

from data_access import walls
from data_access.imports import editions
from data_access.imports.detect import detect
from data_access.imports.findings import Refused
from data_access.imports.options import Options
from data_access.imports.source import Source
from data_access.imports.store import Announce, ImportOutcome, Incoming, KeptIndex, store, unchanged

__all__ = ["Announce", "ImportOutcome", "Progress", "import_file", "import_files", "import_source", "order_of"]

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done (Russian)."""

_Opened = tuple[Source, ModuleType]

_SCHOOLS_FIRST = {"register": 0, "points": 1, "logins": 2}
_OTHERS, _REFUSED = 8, 9
_KEPT_IN_MEMORY = 8 * 2**20
"""Bytes of files read ahead to bring them into order; what goes beyond is read a second time."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What the files of one call have in common."""

    engine: Engine
    options: Options
    role: str
    now: datetime
    synthetic: bool | None
    boundaries: Path | None
    announce: Announce | None
    kept: KeptIndex

    def run(self, source: Source, module: ModuleType, progress: Progress) -> ImportOutcome:
        """Imports one file that was opened, and whose format is known."""
        content = _content_hash(source, module.KIND, self.options)
        with self.engine.connect() as connection:
            walls.declare_system(connection)
            earlier = editions.batch_with(connection, content)
            if earlier is not None and editions.is_settled(connection, earlier):
                return unchanged(source.name, module.KIND, module.TITLE, dry_run=self.options.dry_run)
        progress(1, 3, "проверка строк")
        parsed = module.parse(source, self.options)
        progress(2, 3, "сопоставление школ и запись")
        incoming = Incoming(
            file=source.name,
            file_sha256=source.content_hash,
            parsed=parsed,
            content_hash=content,
            synthetic=parsed.synthetic if self.synthetic is None else self.synthetic,
            role=self.role,
            now=self.now,
            options=self.options.decisive(),
            boundaries=self.boundaries,
        )
        return store(self.engine, incoming, self.kept, dry_run=self.options.dry_run, announce=self.announce)


def import_file(
    engine: Engine,
    path: str | Path,
    options: Options | None = None,
    *,
    role: str = "analyst",
    now: datetime,
    progress: Progress | None = None,
    synthetic: bool | None = None,
    boundaries: Path | None = None,
    announce: Announce | None = None,
) -> ImportOutcome:
    """Imports one file; Refused (nothing stored) where the file as a whole is wrong.

    ``role`` is who imports, ``now`` the time to record. ``synthetic`` overrides what the file says of itself.
    ``boundaries`` is the folder of imported district boundaries that points are checked against. ``announce`` is told
    what is about to be stored before it is: what it raises leaves the database as it was.
    """
    report = progress or _silent
    report(0, 3, "чтение файла")
    return import_source(
        engine, Source.open(path), options, role=role, now=now, progress=report, synthetic=synthetic,
        boundaries=boundaries, announce=announce,
    )  # fmt: skip


def import_source(
    engine: Engine,
    source: Source,
    options: Options | None = None,
    *,
    role: str,
    now: datetime,
    progress: Progress | None = None,
    synthetic: bool | None = None,
    boundaries: Path | None = None,
    announce: Announce | None = None,
) -> ImportOutcome:
    """``import_file`` for a file that was opened already."""
    report = progress or _silent
    job = _Job(engine, options or Options(), role, now, synthetic, boundaries, announce, KeptIndex())
    with _without_collection():
        outcome = job.run(source, detect(source, job.options), report)
    report(3, 3, "готово")
    return outcome


def order_of(kind: str) -> int:
    """Place of a kind among files that are imported together: those that make schools known come first."""
    return _SCHOOLS_FIRST.get(kind, _OTHERS)


def import_files(
    engine: Engine,
    paths: Iterable[str | Path],
    options: Options | None = None,
    *,
    role: str = "analyst",
    now: datetime,
    progress: Progress | None = None,
    synthetic: bool | None = None,
    boundaries: Path | None = None,
    announce: Announce | None = None,
) -> Iterator[ImportOutcome]:
    """Imports files one after another, those that make schools known first; yields an outcome each.

    A refused file does not stop the others: its outcome is ``refused`` and carries the findings. In a dry run each
    file is compared with what is stored now, not with the files before it.
    """
    report = progress or _silent
    job = _Job(engine, options or Options(), role, now, synthetic, boundaries, announce, KeptIndex())
    waiting = _ordered(list(paths), job.options)
    total = len(waiting)
    for done in range(total):
        path, opened = waiting[done]
        waiting[done] = (path, None)  # what was imported need not stay in memory
        report(done, total, Path(path).name)
        try:
            with _without_collection():
                source, module = opened or _opened(path, job.options)
                outcome = job.run(source, module, _silent)
        except Refused as refusal:
            outcome = ImportOutcome(Path(path).name, "", "", findings=refusal.findings, refused=True)
        yield outcome
    report(total, total, "готово")


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection while one file is read and stored.

    Its rows are no cycles and live to the end of the file; walking them again with every 700 new ones took a seventh
    of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _silent(_done: int, _total: int, _text: str) -> None:
    """No progress is shown."""


def _opened(path: str | Path, options: Options) -> _Opened:
    source = Source.open(path)
    return source, detect(source, options)


def _ordered(paths: list[str | Path], options: Options) -> list[tuple[str | Path, _Opened | None]]:
    """Files in the order of import, with those that were read ahead and still fit in memory."""
    if len(paths) < 2:
        return [(path, None) for path in paths]
    found: list[tuple[int, str | Path, _Opened | None]] = []
    size = 0
    for path in paths:
        try:
            source, module = opened = _opened(path, options)
        except Refused:
            found.append((_REFUSED, path, None))  # refused again, and reported, when its turn comes
            continue
        size += source.size
        turn = order_of(module.KIND)
        found.append((turn, path, opened if size <= _KEPT_IN_MEMORY else None))
    found.sort(key=lambda item: item[0])
    return [(path, opened) for _, path, opened in found]


def _content_hash(source: Source, kind: str, options: Options) -> str:
    """SHA-256 of the file, its kind and the options that decide how it is read."""
    decisive = json.dumps({**options.decisive(), "kind": kind}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{source.content_hash}\n{decisive}".encode()).hexdigest()
