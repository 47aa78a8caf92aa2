"""Writes entries of the audit: pages in batches behind the reader's back, exports and refusals before the answer.

A page that waited for its entry would wait for the disk, and on SQLite for whoever publishes. Entries of pages gather
in memory and are written by one thread every half a second. What a killed process loses is what came in that time (on
SQLite while a publication holds the database: since its beginning); a process that is told to stop writes all it has.
Nothing is dropped in silence: while the database refuses the entries they wait, and once too many do, pages are
refused.
"""

import atexit
import logging
import threading
import time
import weakref
from collections import deque
from collections.abc import Sequence

from sqlalchemy import Engine

from data_access import access_log
from data_access.access_log import Access

CAPACITY = 10_000
"""Entries that wait at most: about 3 MB."""
BATCH = 1_000
PAUSE = 0.5
REST = 5.0
"""Seconds between attempts while the database refuses."""
PATIENCE = 10.0
"""Seconds that a stopping process waits for the last entries."""

log = logging.getLogger(__name__)

_open: "weakref.WeakSet[Journal]" = weakref.WeakSet()
"""Journals of this process; one whose thread has something to write is held by it."""


class Journal:
    """One a process; the thread begins with the first entry, so that it survives a fork of the server.

    The thread ends with ``close``, or by itself soon after the owner is gone: a garbage collector runs in whatever
    thread happens to allocate, and there nothing may wait.
    """

    def __init__(self, owner: object, engine: Engine) -> None:
        self._owner, self._engine = weakref.ref(owner), engine
        self._waiting: deque[Access] = deque()
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._last_error = float("-inf")
        _open.add(self)

    def remember(self, entry: Access) -> bool:
        """Takes the entry to be written soon; False where too many wait: then it must not be answered."""
        with self._lock:
            if len(self._waiting) >= CAPACITY:
                return False
            self._waiting.append(entry)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="audit", daemon=True)
                self._thread.start()
        return True

    def write(self, entry: Access) -> None:
        """Writes the entry now. Raises what the database raises: then it must not be answered."""
        access_log.write(self._engine, [entry])

    def flush(self) -> None:
        """Writes all that waits. Raises what the database raises; what was not written waits on."""
        with self._writing:
            while batch := self._taken():
                try:
                    access_log.write(self._engine, batch)
                except BaseException:
                    with self._lock:
                        self._waiting.extendleft(reversed(batch))
                    raise

    def close(self) -> None:
        """Writes what waits and ends the thread."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(PATIENCE)

    @property
    def waiting(self) -> int:
        """Entries not written yet."""
        return len(self._waiting)

    def _taken(self) -> Sequence[Access]:
        with self._lock:
            return [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]

    def _run(self) -> None:
        while not self._stop.wait(PAUSE) and self._owner() is not None:
            if self._waiting and not self._attempt():
                self._stop.wait(REST)
        self._attempt()

    def _attempt(self) -> bool:
        try:
            self.flush()
        except Exception as error:
            if time.monotonic() - self._last_error > 6 * REST or self._stop.is_set():
                self._last_error = time.monotonic()
                log.error("журнал обращений не пишется, ждут %d записей: %s", self.waiting, error)
            return False
        return True


@atexit.register
def _close_all() -> None:
    """Writes what waits before the process ends."""
    for journal in list(_open):
        journal.close()
