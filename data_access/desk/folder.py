"""The folder of the desk: documents written whole, one writer at a time, contents under their SHA-256."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_LOCK, _RUNNER = ".lock", ".runner"


@dataclass(frozen=True, slots=True)
class Desk:
    """Folders ``files`` (contents), ``uploads`` and ``jobs`` (JSON documents) under ``root``, made when needed."""

    root: Path

    def content(self, sha256: str) -> Path:
        """Where the content of that SHA-256 lies."""
        return self.root / "files" / sha256[:2] / sha256

    def has(self, sha256: str | None) -> bool:
        """Whether the content is kept here."""
        return sha256 is not None and self.content(sha256).is_file()

    def path(self, kind: str, name: str) -> Path:
        """Where the document lies."""
        return self.root / kind / f"{name}.json"

    def names(self, kind: str) -> list[str]:
        """Names of the documents of a kind, in the order in which they were made."""
        return sorted(path.stem for path in (self.root / kind).glob("[0-9a-z]*.json"))

    def read(self, kind: str, name: str) -> bytes | None:
        """The document, None where there is none."""
        try:
            return self.path(kind, name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, kind: str, name: str, document: bytes) -> None:
        """Writes the document whole: nobody ever reads half of it."""
        path = self.path(kind, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(document)
            os.replace(draft, path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise

    def remove(self, kind: str, name: str) -> None:
        """Removes the document; one that is gone is no mistake."""
        self.path(kind, name).unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else changes documents meanwhile, in this process or another. Not to be held while anything is read
        or computed for long."""
        with self._locked(_LOCK, fcntl.LOCK_EX):
            yield

    @contextmanager
    def running(self) -> Iterator[bool]:
        """Whether the caller is the one runner of jobs now; ends with the block or the process, however it ends."""
        try:
            with self._locked(_RUNNER, fcntl.LOCK_EX | fcntl.LOCK_NB):
                yield True
        except BlockingIOError:
            yield False

    @property
    def has_runner(self) -> bool:
        """Whether some process runs jobs now."""
        with self.running() as free:
            return not free

    @contextmanager
    def _locked(self, name: str, how: int) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, how)
            yield
        finally:
            os.close(descriptor)

    def drop_content(self, sha256: str) -> None:
        """Removes a content that nothing names any more."""
        with suppress(FileNotFoundError):
            self.content(sha256).unlink()
