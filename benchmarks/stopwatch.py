"""Time by parts: what runs inside another part is taken out of it, so that the parts add up to the whole."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")
Clocks = Callable[[], tuple[float, float]]


def wall_and_cpu() -> tuple[float, float]:
    """Seconds on the wall and seconds of CPU of this thread."""
    return time.perf_counter(), time.thread_time()


class Stopwatch:
    """Adds up, by part, seconds on the wall and of CPU. For one thread; ``clocks`` is replaced in tests."""

    def __init__(self, clocks: Clocks = wall_and_cpu) -> None:
        self._clocks = clocks
        self._inside: list[str] = []
        self._since = (0.0, 0.0)
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Counts the block as the part, and no longer as the part around it."""
        self._switch()
        self._inside.append(name)
        try:
            yield
        finally:
            self._switch()
            self._inside.pop()

    def timed(self, name: str, function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
        """The function, its calls counted as the part."""

        @wraps(function)
        def inside(*arguments: Arguments.args, **keywords: Arguments.kwargs) -> Value:
            with self.part(name):
                return function(*arguments, **keywords)

        return inside

    def reset(self) -> None:
        """Forgets what was counted."""
        self.wall.clear()
        self.cpu.clear()

    def _switch(self) -> None:
        now = self._clocks()
        if self._inside:
            for total, before, after in zip((self.wall, self.cpu), self._since, now, strict=True):
                total[self._inside[-1]] = total.get(self._inside[-1], 0.0) + after - before
        self._since = now


class Patches:
    """Attributes replaced for a while."""

    def __init__(self) -> None:
        self._former: list[tuple[Any, str, Any]] = []

    def replace(self, owner: Any, name: str, value: Any) -> None:
        """Sets the attribute until ``undo``."""
        self._former.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    def undo(self) -> None:
        """Puts back what was there, the last first."""
        while self._former:
            owner, name, value = self._former.pop()
            setattr(owner, name, value)
