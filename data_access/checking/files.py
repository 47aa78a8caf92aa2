"""Whether the files that records name lie on the disk as they were sent, and what lies there besides."""

import time

from sqlalchemy import select

from data_access.backups.archive import digest_of
from data_access.backups.making import kept_files
from data_access.changes.files import path_of
from data_access.checking.part import Asked, Part, examples
from data_access.schema import RECORDS, record_file

BOUNDED = 500
"""Files whose content is read when not all are."""

DRAFT_SECONDS = 24 * 60 * 60


def look(asked: Asked, part: Part) -> None:
    """Rows without their file, files of another size or content, files of records that do not exist; files without a
    row (an attachment that was not kept leaves one) and old drafts are notes."""
    rows = asked.connection.execute(
        select(
            record_file.c.id, record_file.c.kind, record_file.c.record_id, record_file.c.sha256, record_file.c.size
        ).order_by(record_file.c.id.desc())
    ).all()
    content: dict[str, int] = {row.sha256: row.size for row in rows}
    missing = [digest for digest in content if not path_of(asked.files, digest).is_file()]
    if missing:
        ids = [row.id for row in rows if row.sha256 in set(missing)]
        part.problems.append(f"нет на диске файлов: {len(missing)} (номера в базе: {examples(sorted(ids))})")
    present = [digest for digest in content if digest not in set(missing)]
    spoilt = [digest for digest in present if path_of(asked.files, digest).stat().st_size != content[digest]]
    read = present if asked.full else present[:BOUNDED]
    spoilt += [
        digest
        for digest in read
        if digest not in spoilt and digest_of(path_of(asked.files, digest))["sha256"] != digest
    ]
    if spoilt:
        part.problems.append(f"содержание файлов не то, что было приложено: {examples(sorted(spoilt))}")
    if len(read) < len(present):
        part.notes.append(f"содержание прочитано у {len(read)} файлов из {len(present)}; у всех — с --full")
    _records(asked, part, {(row.kind, row.record_id) for row in rows})
    unknown = [digest for digest, _ in kept_files(asked.files) if digest not in content]
    if unknown:
        part.notes.append(f"файлов на диске, которых нет в базе: {len(unknown)} ({examples(unknown)})")
    drafts = [path for path in asked.files.glob("??/.*") if time.time() - path.stat().st_mtime > DRAFT_SECONDS]
    if drafts:
        part.notes.append(f"незаконченных файлов старше суток: {len(drafts)}")


def _records(asked: Asked, part: Part, named: set[tuple[str, int]]) -> None:
    for kind in sorted({kind for kind, _ in named}):
        wanted = {record for code, record in named if code == kind}
        table = RECORDS.get(kind)
        known = set() if table is None else set(asked.connection.scalars(select(table.c.id)))
        if wanted - known:
            part.problems.append(f"файлы приложены к записям, которых нет: {kind} {examples(sorted(wanted - known))}")
