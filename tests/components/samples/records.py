"""Lists of records, external lists and the approved list."""

from datetime import UTC, date, datetime
from typing import Any

from monitoring.records.kinds import KINDS
from monitoring.reports.approved import ApprovedCount, ApprovedDifference, ApprovedList
from monitoring.reports.external import ExternalSchool, ExternalSource
from monitoring.reports.record_lists import KindTotal, NamedSchool, RecordList
from monitoring.reports.records import Record

MOMENT = datetime(2025, 10, 12, 9, 30, tzinfo=UTC)
_SCHOOLS = {
    1207: NamedSchool("Школа 12-07 (демо)", "nevsky", "1997800012072"),
    1203: NamedSchool("Гимназия 12-03 (демо)", "nevsky", None),
}


def totals(count: int = 12) -> tuple[KindTotal, ...]:
    """So many records of each kind."""
    return tuple(KindTotal(code, count, date(2025, 11, 3) if count else None) for code in KINDS)


def record_list(code: str = "event", *, ended: bool = False) -> RecordList:
    """One record of the kind with every field filled in, and one with what must be filled in alone."""
    kind = KINDS[code]
    whole: dict[str, Any] = {}
    schools = iter(_SCHOOLS)
    for field in kind.fields:
        whole[field.name] = {
            "line": "Длинное название, которое не помещается в одну строку столбца таблицы",
            "words": "Первая строка.\nВторая строка <b>.",
            "day": date(2025, 10, 12),
            "number": 42,
            "choice": field.choices[0].code if field.choices else None,
            "choices": tuple(choice.code for choice in field.choices[:2]),
            "place": "nevsky",
            "school-year": 2026,
            "record": 5,
        }.get(field.type)
        if field.type == "school":
            whole[field.name] = next(schools)
    short = {field.name: whole[field.name] if field.required else None for field in kind.fields}
    state: dict[str, Any] = {"ended_at": MOMENT, "end_reason": "заведена по ошибке"} if ended else {}
    found = tuple(
        Record(code, number, 1, values, MOMENT, "committee", MOMENT, "district:nevsky", **state)
        for number, values in ((12, whole), (11, short))
    )
    references = {(field.name, 5): "2024/25, 1-д" for field in kind.fields if field.type == "record"}
    return RecordList(code, found, _SCHOOLS, references, {5: (1207, 1203)})


def no_records(code: str = "event") -> RecordList:
    """None of the kind."""
    return RecordList(code, (), {}, {}, {})


def external() -> tuple[ExternalSource, ...]:
    """Two sources."""
    schools = (
        ExternalSchool(1207, "Школа 12-07 (демо)", "nevsky", "low", "индекс 31 из 100", True, True, 3),
        ExternalSchool(1203, "Гимназия 12-03 (демо)", "nevsky", "other", "", False, False, 4),
        ExternalSchool(1208, "Школа 12-08 (демо)", "nevsky", None, "", False, True, None),
    )
    return (
        ExternalSource("rosobrnadzor", date(2025, 6, 20), "10-2", 36, 26, 1, 19, schools),
        ExternalSource("complex", date(2025, 10, 1), "", 1, 1, 0, 0, schools[:1]),
    )


def approved(*, differing: bool = True) -> ApprovedList:
    """An approved list with one school added and one removed, or as computed."""
    counts = {"city": ApprovedCount(46, 1, 1), "nevsky": ApprovedCount(4, 1, 1)}
    differences: tuple[ApprovedDifference, ...] = (
        ApprovedDifference(1207, "Школа 12-07 (демо)", "nevsky", "added", "обратилась за помощью"),
        ApprovedDifference(1208, "Школа 12-08 (демо)", "nevsky", "removed", ""),
    )
    if not differing:
        counts, differences = {"city": ApprovedCount(45, 0, 0)}, ()
    return ApprovedList(1, 2025, "two-years", "1-д", date(2025, 10, 10), counts, differences, frozenset({1207, 1201}))
