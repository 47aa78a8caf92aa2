"""What else is written together with a record, in its transaction."""

from collections.abc import Callable

from data_access.changes import approval
from data_access.changes.rules import Write

After = Callable[[Write, int], None]
"""Takes what was written and the number of its record."""

OF_KIND: dict[str, tuple[After, ...]] = {"approved_list": (approval.keep_computed,)}


def run(write: Write, record_id: int) -> None:
    """Does all that follows from the record."""
    for deed in OF_KIND.get(write.kind.code, ()):
        deed(write, record_id)
