"""A school's case as one viewer sees it: what may be written, and where the forms lead back to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from layouts.links import link, to_new_record, to_record
from monitoring.reports.case import SchoolCase
from monitoring.reports.publication import Selection
from monitoring.reports.records import Record


@dataclass(frozen=True, slots=True)
class CaseView:
    """``kinds``: codes of kinds that the viewer may write for the school; ``back``: path of the page that links."""

    case: SchoolCase
    today: date
    selection: Selection
    back: str
    kinds: frozenset[str] = frozenset()

    def writes(self, kind: str) -> bool:
        """Whether the viewer may write the kind now: of a case that is paused or ended only the case itself."""
        return kind in self.kinds and (kind == "support_case" or not self.case.read_only)

    def add(self, kind: str, text: str, class_name: str = "record-link", /, **values: object) -> Any:
        """A link to an empty form with ``values`` filled in; None for who may not write the kind.

        ``class_name``: the usual one is left out on paper.
        """
        if not self.writes(kind):
            return None
        given = {"school_id": self.case.school_id} | values
        return link(text, to_new_record(kind, self.selection, back=self.back, **given), class_name)

    def open(self, record: Record, text: str, else_text: str = "") -> Any:
        """A link to the record: ``text`` for who may change it, ``else_text`` for others (None where empty)."""
        shown = text if self.writes(record.kind) else else_text
        if not shown:
            return None
        return link(shown, to_record(record.kind, record.id, self.selection, back=self.back), "record-open")
