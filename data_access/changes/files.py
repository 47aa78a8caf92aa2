"""Files of records: checked by content, kept outside the web root under their hash, added and ended with an audit."""

import hashlib
import os
import re
import tempfile
import unicodedata
import zipfile
import zlib
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from data_access import clock, rights, walls
from data_access.changes import rules
from data_access.changes.apply import Refused, require_right, standing
from data_access.changes.write import Change, audit
from data_access.schema import RECORDS, record_file
from data_access.viewer import AccessDenied, NotFound, Viewer
from monitoring.records.kinds import KINDS

LARGEST = 20 * 1024 * 1024
"""Bytes of one file."""

MOST = 20
"""Files of one record."""

_SIGNATURES = {b"%PDF-": ("application/pdf", ".pdf"), b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
               b"\xff\xd8\xff": ("image/jpeg", ".jpg")}  # fmt: skip
_OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST_NAME = 120


def attach(
    connection: Connection,
    viewer: Viewer,
    code: str,
    record_id: int,
    *,
    name: str,
    content: bytes,
    folder: Path,
    today: date,
    now: datetime | None = None,
) -> int:
    """Keeps a file with a record; returns the file's id. The same content with the same record is kept once.

    ``connection`` is one of ``data_access.writing``; the file lies in ``folder`` before the row does, so a row never
    names a file that is not there. Raises ``AccessDenied``, ``NotFound``, ``Refused``.
    """
    kind = KINDS.get(code)
    if kind is None or not kind.files:
        raise NotFound("запись")
    before = standing(connection, kind, record_id)
    _require_open(connection, viewer, code, before, today)
    media_type, suffix = _checked(content)
    digest = hashlib.sha256(content).hexdigest()
    present = connection.execute(
        select(record_file.c.id, record_file.c.sha256).where(
            record_file.c.kind == code, record_file.c.record_id == record_id, record_file.c.ended_at.is_(None)
        )
    ).all()
    same = next((row.id for row in present if row.sha256 == digest), None)
    if same is not None:
        return int(same)
    if len(present) >= MOST:
        raise Refused({"file": f"у записи уже {MOST} файлов, больше нельзя: снимите лишний"})
    _keep(folder, digest, content)
    moment = now or clock.now()
    safe = safe_name(name, suffix)
    file_id: int = connection.execute(
        insert(record_file)
        .values(
            kind=code, record_id=record_id, name=safe, media_type=media_type, size=len(content), sha256=digest,
            added_at=moment, added_by=viewer.code,
        )
        .returning(record_file.c.id)
    ).scalar_one()  # fmt: skip
    _note(connection, viewer, code, before, "file", moment, before_file=None, after_file=safe)
    return file_id


def take_off(connection: Connection, viewer: Viewer, file_id: int, *, today: date, now: datetime | None = None) -> None:
    """Takes a file off its record; it stays in the folder and in the history. Raises as ``attach`` does."""
    with walls.looking_beyond(connection):  # tells what is closed from what is not there; the right is asked next
        row = connection.execute(
            select(record_file).where(record_file.c.id == file_id, record_file.c.ended_at.is_(None))
        ).first()
    if row is None:
        raise NotFound("файл")
    before = standing(connection, KINDS[row.kind], row.record_id)
    _require_open(connection, viewer, row.kind, before, today)
    moment = now or clock.now()
    connection.execute(update(record_file).where(record_file.c.id == file_id).values(ended_at=moment))
    _note(connection, viewer, row.kind, before, "file-end", moment, before_file=row.name, after_file=None)


def path_of(folder: Path, digest: str) -> Path:
    """Where the content of that SHA-256 lies."""
    return folder / digest[:2] / digest


def safe_name(name: str, suffix: str) -> str:
    """The reader's name for the file without path and control characters, with the suffix of what it is."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = plain.rpartition(".")[0] if "." in plain else plain
    printable = "".join(sign for sign in stem if unicodedata.category(sign)[0] != "C")
    stem = " ".join(_UNSAFE.sub(" ", printable).split()).strip(". ")[:LONGEST_NAME]
    return f"{stem or 'файл'}{suffix}"


def _require_open(connection: Connection, viewer: Viewer, code: str, before: dict[str, object], today: date) -> None:
    kind = KINDS[code]
    if not rights.some(viewer, kind):
        raise AccessDenied("Вести эти записи может другая организация.")
    require_right(connection, viewer, kind, {field.name: before[field.name] for field in kind.fields}, today, before)
    if before["ended_at"] is not None:
        raise Refused({"": "запись закрыта, её больше не меняют"})
    words = rules.closed(connection, kind, before)  # type: ignore[arg-type]
    if words:
        raise Refused({"": words})


def _checked(content: bytes) -> tuple[str, str]:
    """Media type and suffix by what the file holds, whatever it is called."""
    if not content:
        raise Refused({"file": "файл пуст"})
    if len(content) > LARGEST:
        raise Refused({"file": f"файл больше {LARGEST // 1024 // 1024} МБ"})
    for signature, found in _SIGNATURES.items():
        if content.startswith(signature):
            return found
    if content.startswith(b"PK\x03\x04"):
        office = _office(content)
        if office is not None:
            return office
    raise Refused({"file": "такой файл не принимается: нужны PDF, DOCX, XLSX, PPTX, ODT, ODS, JPEG или PNG"})


def _office(content: bytes) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused({"file": "документ с макросами не принимается: сохраните его без макросов"})
            for name, found in _OFFICE.items():
                if name in names and "[Content_Types].xml" in names:
                    return found
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                media_type = archive.read("mimetype")
                if media_type in _OPEN_DOCUMENT:
                    return media_type.decode("ascii"), _OPEN_DOCUMENT[media_type]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        # A member may be packed in a way that zipfile does not know (NotImplementedError) or locked (RuntimeError).
        raise Refused({"file": "файл повреждён или закрыт паролем"}) from None
    return None


def _keep(folder: Path, digest: str, content: bytes) -> None:
    path = path_of(folder, digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written whole under a name of its own, then moved: nobody ever reads half a file.
    descriptor, draft = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _note(
    connection: Connection,
    viewer: Viewer,
    code: str,
    before: dict[str, object],
    action: str,
    moment: datetime,
    *,
    before_file: str | None,
    after_file: str | None,
) -> None:
    """The record gets a new revision: who reads it sees that its evidence has changed."""
    table, revision = RECORDS[code], int(str(before["revision"])) + 1
    connection.execute(
        update(table)
        .where(table.c.id == before["id"])
        .values(revision=revision, changed_at=moment, changed_by=viewer.code)
    )
    audit(
        connection, viewer, code, int(str(before["id"])), revision, action, Change(code), moment,
        before={"file": before_file}, after={"file": after_file},
    )  # fmt: skip
