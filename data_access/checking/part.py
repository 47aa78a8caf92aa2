"""One part of the check: what it is asked with and what it finds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

SHOWN = 5
"""Examples of one kind; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``full``: every method of the publication and the content of every file, instead of a sample."""

    connection: Connection
    files: Path
    full: bool


@dataclass(slots=True)
class Part:
    """What a part has found, in Russian sentences; ``seconds`` it took."""

    code: str
    title: str
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0


def examples(found: Iterable[object]) -> str:
    """The first few, and how many more there are."""
    listed = list(found)
    rest = f" и ещё {len(listed) - SHOWN}" if len(listed) > SHOWN else ""
    return ", ".join(map(str, listed[:SHOWN])) + rest
