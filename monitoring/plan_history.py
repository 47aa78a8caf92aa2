"""What was known of a task of the plan on a past day: its changes, taken back from the newest to that day.

What a file says holds from the day on which the task was done, whenever the file came: files tell of the past. What
somebody reported is known from the day of the report on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from monitoring.records.fields import Value


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A change of a task: ``before`` are the values that it replaced, None where it made the task."""

    on: date
    by_file: bool
    before: Mapping[str, Value] | None


def as_of(values: Mapping[str, Value], changes: Iterable[TaskChange], day: date) -> tuple[dict[str, Value], bool]:
    """The values as they were known at the end of ``day``, and whether anything was known of the task by then.

    ``changes``: the newest first.
    """
    known = dict(values)
    for change in changes:
        if change.on <= day:
            return known, True
        if change.by_file or change.before is None:
            return known, False
        known |= change.before
    return known, False
