"""Files on the desk: added, chosen for, checked, imported, taken off."""

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from data_access.desk import jobs
from data_access.desk.folder import Desk
from monitoring.reports.desk import Check, Job, Upload

MOST = 60
"""Files on the desk at once."""
SHOWN_FOR = timedelta(days=1)
"""An imported file is seen on the desk so long."""
_KIND = "uploads"
_ID = re.compile(r"\d{13}[0-9a-f]{8}", re.ASCII)
_DOCUMENT = TypeAdapter(Upload)


class DeskFull(Exception):
    """There is no place for another file."""


class Gone(Exception):
    """The file is no longer on the desk."""


class BeingImported(Exception):
    """An import that waits or goes on names the file: it stays as it was when the import was asked for."""


class NothingReady(Exception):
    """None of the files may be imported now."""


def add(desk: Desk, name: str, sha256: str, size: int, *, by: str, now: datetime) -> Upload:
    """A new upload, or the one of the same content that is there and not imported. The caller holds the lock.

    Raises ``DeskFull``.
    """
    for known in standing(desk):
        if known.state == "imported" and now - known.received_at > SHOWN_FOR:
            desk.remove(_KIND, known.id)  # its batch tells of it
    there = standing(desk)
    for known in there:
        if known.sha256 == sha256 and known.state != "imported":
            return known
    if len(there) >= MOST:
        raise DeskFull
    # Named by the moment, so that names are in the order of arrival; the rest tells those of one moment apart.
    made = Upload(f"{int(now.timestamp() * 1000):013d}{secrets.token_hex(4)}", name, sha256, size, now, by)
    _put(desk, made)
    return made


def standing(desk: Desk) -> tuple[Upload, ...]:
    """All files on the desk, in the order of arrival."""
    found = (_get(desk, name) for name in desk.names(_KIND))
    return tuple(item for item in found if item is not None)


def upload(desk: Desk, upload_id: str) -> Upload | None:
    """One file on the desk, None where it is not there."""
    return _get(desk, upload_id) if _ID.fullmatch(upload_id) else None


def choose(
    desk: Desk,
    upload_id: str,
    *,
    kind: str | None,
    year: int | None,
    procedure: str | None,
    mapping: Mapping[str, str],
    save_as: str,
) -> Upload:
    """What the analyst says beside the file; it waits for a new check then. Raises ``Gone``, ``BeingImported``."""
    with desk.locked():
        found = upload(desk, upload_id)
        if found is None or found.state == "imported":
            raise Gone
        if jobs.importing(desk, upload_id) is not None:
            raise BeingImported
        changed = replace(
            found, kind=kind, year=year, procedure=procedure, mapping=dict(mapping), save_as=save_as,
            state="received", revision=found.revision + 1, check=None,
        )  # fmt: skip
        _put(desk, changed)
    return changed


def put_check(desk: Desk, seen: Upload, check: Check, *, refused: bool) -> bool:
    """Keeps what a check found, unless the choices have changed since it began; whether it was kept.

    A mapping that was applied by itself becomes the choice.
    """
    with desk.locked():
        found = upload(desk, seen.id)
        if found is None or found.revision != seen.revision or found.state == "imported":
            return False
        by_itself = {"kind": check.kind, "mapping": dict(check.mapping)} if check.mapped_by else {}
        _put(desk, replace(found, check=check, state="refused" if refused else "checked", **by_itself))  # type: ignore[arg-type]
    return True


def ask_import(desk: Desk, wanted: Collection[str], *, by: str, now: datetime) -> Job:
    """Asks for an import of those of the uploads that are checked.

    Raises ``jobs.Busy`` where an open import names one of them already, ``NothingReady`` where none is checked.
    """
    with desk.locked():
        # Whoever imports a file first is at it: the other is told, not asked to wait for what will be done already.
        rival = next((job for one in sorted(wanted) if (job := jobs.importing(desk, one)) is not None), None)
        if rival is not None:
            raise jobs.Busy(rival)
        ready = tuple(item.id for item in standing(desk) if item.id in wanted and item.state == "checked")
        if not ready:
            raise NothingReady
        return jobs.add(desk, "import", by=by, now=now, uploads=ready)


def put_imported(desk: Desk, seen: Upload, batch_id: int | None) -> None:
    """The file is imported, as it was seen: as the batch, or (None) it was stored already."""
    with desk.locked():
        if upload(desk, seen.id) is not None:
            _put(desk, replace(seen, state="imported", batch_id=batch_id))


def take_off(desk: Desk, upload_id: str, keep_content: bool) -> Upload:
    """Takes the file off the desk; its content goes too unless it is to be kept or another upload has it.

    Raises ``Gone``, ``BeingImported``.
    """
    with desk.locked():
        found = upload(desk, upload_id)
        if found is None:
            raise Gone
        if jobs.importing(desk, upload_id) is not None:
            raise BeingImported
        desk.remove(_KIND, upload_id)
        if not keep_content and all(other.sha256 != found.sha256 for other in standing(desk)):
            desk.drop_content(found.sha256)
    return found


def _get(desk: Desk, name: str) -> Upload | None:
    document = desk.read(_KIND, name)
    return None if document is None else _DOCUMENT.validate_json(document)


def _put(desk: Desk, item: Upload) -> None:
    desk.write(_KIND, item.id, _DOCUMENT.dump_json(item))
