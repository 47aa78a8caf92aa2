"""Backups as a bad disk or a stranger's hand leaves them."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path


def archive_without(archive: Path, target: Path, *, cut: int = 0, spoil: bool = False) -> Path:
    """The archive as a spoilt copy of it."""
    content = bytearray(archive.read_bytes())
    if spoil:
        content[len(content) // 2] ^= 0xFF
    target.write_bytes(content[: len(content) - cut])
    return target


def repacked(archive: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with other members: as somebody might make it by hand."""
    with tarfile.open(archive) as tar:
        members = {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    change(members)
    with tarfile.open(target, "w:gz") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return target
