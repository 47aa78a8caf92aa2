"""The archive of a backup: its manifest, and the check that it is whole."""

import hashlib
import json
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
FOLDERS = ("files", "boundaries", "imports")
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folders:
    """What lies beside the database: ``files`` of records, ``boundaries`` of districts, ``imports``: the desk of files
    that are being brought in."""

    files: Path
    boundaries: Path
    imports: Path


class BadBackup(Exception):
    """The file is no backup, or not a whole one; the text says in Russian what is wrong."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. ``revision`` of the schema, ``publication`` that readers saw (None before the first) with
    its moment; ``members``: name → bytes and SHA-256; ``missing``: files that the database names and the disk had not.
    """

    made_at: str
    database: str
    revision: str
    publication: int | None
    published_at: str | None
    members: Mapping[str, Mapping[str, Any]]
    missing: tuple[str, ...] = ()
    format: int = field(default=FORMAT)

    @property
    def moment(self) -> datetime:
        """When it was made, UTC."""
        return datetime.fromisoformat(self.made_at)

    @property
    def database_member(self) -> str:
        """Name of the database in the archive."""
        return DATABASES[self.database]

    def text(self) -> bytes:
        """The manifest as it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def parsed(text: bytes) -> Manifest:
    """The manifest of the text. Raises ``BadBackup``."""
    try:
        values = json.loads(text)
        if not isinstance(values, dict):
            raise BadBackup("опись копии не читается")
        if values.get("format") != FORMAT:
            raise BadBackup(f"копия сделана в виде {values.get('format')}, эта программа знает вид {FORMAT}")
        manifest = Manifest(**values | {"missing": tuple(values.get("missing", ()))})
        if manifest.database_member not in manifest.members:
            raise BadBackup("в описи копии нет базы")
        return manifest
    except (ValueError, TypeError, KeyError) as error:
        raise BadBackup(f"опись копии не читается: {error}") from None


def unpack(archive: Path, folder: Path | None) -> Manifest:
    """Reads the archive to its end, compares every member with the manifest and, with ``folder``, lays them down there.

    Raises ``BadBackup`` for anything else than a whole backup; ``folder`` then holds parts and is to be removed.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(archive, "r|gz") as tar:
            for member in tar:
                if manifest is not None:
                    raise BadBackup(f"после описи стоит лишнее: {member.name}")
                if not member.isfile() or not _is_ours(member.name) or member.name in found:
                    raise BadBackup(f"в копии лишнее: {member.name}")
                content = tar.extractfile(member)
                assert content is not None
                if member.name == MANIFEST:
                    manifest = parsed(content.read(LARGEST_MANIFEST))
                else:
                    found[member.name] = _read(content, None if folder is None else folder / member.name)
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise BadBackup(f"файла {archive} нет") from None
        raise BadBackup(f"копия повреждена или это не копия «Траектории»: {error}") from None
    if manifest is None:
        raise BadBackup("копия оборвана: в конце нет описи")
    if found != {name: dict(values) for name, values in manifest.members.items()}:
        wrong = sorted(
            name for name in found.keys() | manifest.members.keys() if found.get(name) != manifest.members.get(name)
        )
        raise BadBackup(
            f"копия повреждена: с описью не сходится {wrong[0]}" + (f" и ещё {len(wrong) - 1}" if wrong[1:] else "")
        )
    return manifest


def digest_of(path: Path) -> dict[str, Any]:
    """Bytes and SHA-256 of the file, as in the manifest."""
    with path.open("rb") as file:
        return _read(file, None)


def _read(source: Any, target: Path | None) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
    with open(target or "/dev/null", "wb") as sink:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            sink.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _is_ours(name: str) -> bool:
    """Whether a backup may hold a member of the name: no path leads out of the folder."""
    parts = PurePosixPath(name).parts
    if name in {MANIFEST, *DATABASES.values()}:
        return True
    return len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts and name == "/".join(parts) and "\\" not in name
