"""Forms of records: a new one, one with history and files, one that is read, one that has ended."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from monitoring.records.kinds import KINDS
from monitoring.reports.record_form import Options, RecordForm
from monitoring.reports.records import HistoryEntry, Record, RecordFile

_SCHOOLS: Options = (("118", "Школа 118"), ("7", "Гимназия 7"))
_AT = datetime(2025, 10, 3, 9, 30, tzinfo=UTC)


def new_form(code: str) -> RecordForm:
    """An empty form of the kind, the school filled in by the address."""
    kind = KINDS[code]
    offered: dict[str, Options] = {field.name: _SCHOOLS for field in kind.fields if field.type in {"school", "record"}}
    return RecordForm(kind, None, {"school_id": "118"}, writable=True, token="t", options=offered, back="/school/118")


def event_form(**changes: Any) -> RecordForm:
    """A conference with its minutes, mended once."""
    record = Record(
        kind="event",
        id=12,
        revision=3,
        values={
            "place": "nevsky", "school_id": None, "sort": "heads", "topic": "О плане на год",
            "held_on": date(2025, 10, 1), "audience": 43, "document_number": "7", "document_date": date(2025, 10, 2),
        },
        created_at=_AT,
        created_by="district:nevsky",
        changed_at=_AT,
        changed_by="district:nevsky",
        files=(RecordFile(5, "Протокол 7.pdf", "application/pdf", 1_300_000, _AT, "district:nevsky"),),
    )  # fmt: skip
    history = (
        HistoryEntry(_AT, "district:nevsky", "file", 3, {"file": None}, {"file": "Протокол 7.pdf"}, "form"),
        HistoryEntry(_AT, "district:nevsky:imc", "change", 2, {"audience": 40}, {"audience": 43}, "form"),
        HistoryEntry(_AT, "district:nevsky", "create", 1, None, {"sort": "heads", "audience": 40}, "form"),
    )
    form = RecordForm(KINDS["event"], record, dict(record.values), writable=True, token="t", history=history)
    return replace(form, **changes)


def ended_form() -> RecordForm:
    """The same, struck out."""
    form = event_form(writable=False, closed="Запись закрыта")
    assert form.record is not None
    return replace(form, record=replace(form.record, ended_at=_AT, end_reason="внесена дважды"))
