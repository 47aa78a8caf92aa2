"""What the page of one record states: the record or an empty one, what may be done with it, what can be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.records.kind import Kind
from monitoring.reports.records import HistoryEntry, Record

Options = tuple[tuple[str, str], ...]
"""Values and labels to choose from."""


@dataclass(frozen=True, slots=True)
class RecordForm:
    """``record`` is None for a new one. ``given``: texts that fill the fields, by name.

    ``writable``: whether the viewer may write it; ``closed``: why nobody may now, «» where one may. ``options`` of
    fields whose values are schools or other records. ``token``: the form's own word. ``today`` as ISO text.
    """

    kind: Kind
    record: Record | None
    given: Mapping[str, object]
    writable: bool
    token: str
    closed: str = ""
    options: Mapping[str, Options] = field(default_factory=dict)
    history: tuple[HistoryEntry, ...] = ()
    back: str = ""
    saved: bool = False
