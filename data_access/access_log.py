"""Entries of the audit of reading: one a request at most. What results were shown is not written, only of whom."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Engine, insert

from data_access import walls
from data_access.schema import access_entry

Action = Literal[
    "page", "answer", "export", "file", "attach", "sheet", "sign-in", "sign-out", "password", "sessions", "import",
    "publish", "undo", "account", "other",
]  # fmt: skip
"""``answer``: of a callback that is no page; ``export``: a file made for the reader; ``file``: a kept one;
``attach``: a file of a record sent or taken off; ``sheet``: a filled sheet sent; ``sessions``: ended elsewhere;
``account``: a page or deed of the administrator about accounts."""
ACTIONS: tuple[Action, ...] = (
    "page", "answer", "export", "file", "attach", "sheet", "sign-in", "sign-out", "password", "sessions", "import",
    "publish", "undo", "account", "other",
)  # fmt: skip

Outcome = Literal["shown", "cached", "done", "refused", "missing", "failed"]
"""``cached``: shown from the cache of pages; ``done``: of what shows nothing."""
OUTCOMES: tuple[Outcome, ...] = ("shown", "cached", "done", "refused", "missing", "failed")

LONGEST = 200
"""Characters of ``what``; a longer address is cut."""


@dataclass(frozen=True, slots=True)
class Access:
    """One entry. ``at`` in UTC; ``viewer`` is ``Viewer.code``."""

    at: datetime
    request: str
    action: Action
    what: str
    outcome: Outcome
    viewer: str | None = None
    account_id: int | None = None
    school_id: int | None = None
    district_code: str | None = None
    publication_id: int | None = None


def write(engine: Engine, entries: Sequence[Access]) -> None:
    """Stores the entries in one transaction of their own. Raises what the database raises.

    Not under ``writing``: entries depend on nothing that another writer does.
    """
    if not entries:
        return
    with engine.begin() as connection:
        put(connection, entries)


def put(connection: Connection, entries: Sequence[Access]) -> None:
    """Stores the entries in the transaction of what they tell of. Raises what the database raises."""
    walls.declare_system(connection)
    connection.execute(insert(access_entry), [_row(entry) for entry in entries])


_FIELDS = tuple(field.name for field in fields(Access))


def _row(entry: Access) -> dict[str, object]:
    return {name: getattr(entry, name) for name in _FIELDS} | {"what": entry.what[:LONGEST]}
