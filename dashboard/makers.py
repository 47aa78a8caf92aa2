"""One maker for each answer: readers who ask for the same page at the same moment wait for the first of them.

After a publication every page is new, and everybody's next click would otherwise compute the same one again.
"""

import threading
from collections.abc import Callable

PATIENCE_SECONDS = 5.0
"""After so long a reader computes the answer too: the first one may have died."""


class Makers:
    """Turns by key, within this process; several processes make as many copies as they are."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._guard = threading.Lock()
        self._turns: dict[str, tuple[threading.Lock, int]] = {}

    def turn(self, key: str) -> Callable[[], None]:
        """Waits for whoever makes the answer; returns what ends the turn, to be called once."""
        with self._guard:
            lock, waiting = self._turns.get(key, (threading.Lock(), 0))
            self._turns[key] = (lock, waiting + 1)
        taken = lock.acquire(timeout=self._patience)

        def end() -> None:
            if taken:
                lock.release()
            with self._guard:
                left = self._turns[key][1] - 1
                if left:
                    self._turns[key] = (lock, left)
                else:
                    del self._turns[key]

        return end
