"""What the command line writes: results to stdout, everything said on the way to stderr; no colours off a terminal."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text


def _console(*, stderr: bool) -> Console:
    # Made anew each time: tests and the shell may have put another stream in place.
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def say(text: str, style: str = "") -> None:
    """A line for the person at the keyboard."""
    _console(stderr=True).print(Text(text, style=style))


def fail(text: str) -> None:
    """A line on what went wrong."""
    say(text, "red")


def show_line(text: str) -> None:
    """The result as one line, alone on stdout."""
    sys.stdout.write(f"{text}\n")


def show_json(value: Any) -> None:
    """The result as JSON, alone on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def show_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """The result as a table on stdout."""
    console = _console(stderr=False)
    if not console.is_terminal:
        for row in (headings, *rows):
            sys.stdout.write("\t".join(_cell(cell) for cell in row) + "\n")
        return
    table = Table(*headings, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(_cell(cell)) for cell in row))
    console.print(table)


class Steps:
    """Steps of a long deed, told in words or counted: a moving line on a terminal, plain lines elsewhere."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._task = progress.add_task("…", total=None) if progress else None
        self._told = -1

    def __call__(self, text: str) -> None:
        """The next step begins."""
        if self._progress is None or self._task is None:
            say(f"  {text}")
        else:
            self._progress.update(self._task, description=text)

    def counted(self, done: int, total: int, text: str) -> None:
        """So many of so many steps are done, the next is ``text``; off a terminal a line for each tenth."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=text, completed=done, total=total)
            return
        tenth = 10 * done // max(total, 1)
        if tenth != self._told:
            self._told = tenth
            say(f"  {10 * tenth} %: {text}")


@contextmanager
def steps() -> Iterator[Steps]:
    """Gives the object that the deed tells its steps to."""
    console = _console(stderr=True)
    if not console.is_terminal:
        yield Steps(None)
        return
    words = TextColumn("{task.description}", markup=False)
    with Progress(SpinnerColumn(), BarColumn(24), words, TimeElapsedColumn(), console=console, transient=True) as bar:
        yield Steps(bar)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return value.astimezone().strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value)


def _plain(value: object) -> object:
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
