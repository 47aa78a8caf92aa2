"""Who uses the installation: servers and commands share it, a restore needs it for itself.

A lock on a file of the system's folder, held by the kernel as long as the process lives: nothing is left after a crash.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from dashboard.settings import Settings, SettingsError

NAME = "in-use.lock"


class InUse(Exception):
    """A server or a command works on this installation."""


def share(settings: Settings) -> IO[bytes] | None:
    """Says that this process uses the installation, until what is returned is closed.

    None where the folder cannot be written: such an installation can be read and not restored. Raises
    ``SettingsError`` while a restore goes on.
    """
    try:
        settings.var_dir.mkdir(parents=True, exist_ok=True)  # a new installation is in use from its first moment
        file = (settings.var_dir / NAME).open("ab")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise SettingsError("идёт восстановление из копии: повторите, когда оно кончится") from None
    return file


@contextmanager
def shared(settings: Settings) -> Iterator[None]:
    """``share`` for the length of a block."""
    file = share(settings)
    try:
        yield
    finally:
        if file is not None:
            file.close()


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keeps all others away for the length of the block. Raises ``InUse``."""
    settings.prepare_folders()
    with (settings.var_dir / NAME).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse from None
        yield
