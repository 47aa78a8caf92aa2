"""A file that is being sent: written to disk as it comes, looked at, kept under its SHA-256."""

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from data_access.desk import uploads
from data_access.desk.folder import Desk
from data_access.imports import archive, text_table
from data_access.imports.findings import refuse
from data_access.imports.source import OLD_WORKBOOK, old_format
from monitoring.reports.desk import Upload

LARGEST = 50 * 2**20
"""Bytes of one file."""
PIECE = 256 * 1024
_HEAD = 64 * 1024
LONGEST_NAME = 120


def receive(desk: Desk, name: str, pieces: Iterable[bytes], *, expected: int | None, by: str, now: datetime) -> Upload:
    """Puts a file on the desk. Raises ``imports.findings.Refused`` for one that is too large, torn or no table.

    ``expected`` is the size that the sender told, in bytes. The same content sent again is the same upload while it
    is on the desk.
    """
    shown = shown_name(name)
    folder = desk.root / "files"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, draft_name = tempfile.mkstemp(prefix=".arriving-", dir=folder)
    draft = Path(draft_name)
    try:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > LARGEST:
                    raise too_large(shown)
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if expected is not None and size != expected:
            raise refuse(shown, "файл пришёл не целиком", "Отправьте его ещё раз")
        _check(draft, size, shown)
        sha256 = digest.hexdigest()
        kept = desk.content(sha256)
        kept.parent.mkdir(parents=True, exist_ok=True)
        # Under the lock: another upload of the same content that is being dropped must not take this one with it.
        with desk.locked():
            os.replace(draft, kept)
            return uploads.add(desk, shown, sha256, size, by=by, now=now)
    finally:
        draft.unlink(missing_ok=True)


def too_large(name: str) -> Exception:
    """The refusal of a file that is too large."""
    return refuse(name, f"файл больше {LARGEST // 2**20} МБ", "Разделите его на части")


def shown_name(name: str) -> str:
    """The sender's name for the file without path, control characters and more than a line."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign if sign.isprintable() else " " for sign in plain)
    return " ".join(printable.split())[-LONGEST_NAME:] or "файл"


def _check(path: Path, size: int, name: str) -> None:
    """Tells by the content whether it can be a table at all; what is in it is checked when it is read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf \r\n\t;,") and size <= _HEAD:
        raise refuse(name, "файл пуст", "Выгрузите данные заново")
    if head.startswith(OLD_WORKBOOK):
        raise old_format(path.read_bytes(), name)
    if head.startswith(b"PK"):
        _check_book(path, size, name)
        return
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"\x1f\x8b", b"Rar!")):
        raise refuse(name, "это не таблица", "Принимаются книги xlsx и тексты csv")
    text_table.decode(head if size <= _HEAD else head[: head.rfind(b"\n") + 1] or head[:-4], name)


def _check_book(path: Path, size: int, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as book:
            archive.check_sizes(book.infolist(), size, name)
            if "xl/workbook.xml" not in book.namelist():
                raise refuse(name, "файл не является книгой xlsx", "Сохраните таблицу как xlsx или csv")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise refuse(name, "файл повреждён или обрезан: архив xlsx не читается", "Получите файл ещё раз") from error
