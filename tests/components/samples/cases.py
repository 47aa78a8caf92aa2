"""A school's case with every kind of record, and as little of it as may be."""

from dataclasses import replace
from datetime import UTC, date, datetime

from layouts.case_view import CaseView
from monitoring.records.fields import Value
from monitoring.reports.case import CaseReport, SchoolCase
from monitoring.reports.records import Record
from monitoring.road_map import Task
from tests.components.samples.schools import card
from tests.components.samples.selections import selection

TODAY = date(2025, 11, 15)
SCHOOL = 1207


def record(kind: str, number: int, **values: Value) -> Record:
    """A record of the sample school."""
    moment = datetime(2025, 10, 20, 9, tzinfo=UTC)
    given: dict[str, Value] = {"school_id": SCHOOL, **values}
    return Record(kind, number, 1, given, moment, "committee", moment, "committee")


def _risks(source: str, year: int, **levels: str) -> Record:
    known: dict[str, Value] = {
        "equipment": "low", "staff_shortage": "middle", "teacher_competence": "high", "failing_pupils": "middle",
    }  # fmt: skip
    return record(
        "risk_profile", year * 10 + len(source), year=year, source=source, assessed_on=date(year - 1, 9, 20),
        **known | levels,
    )  # fmt: skip


def _measure(number: int, title: str, starts: date, due: date, status: str = "in-progress", **more: Value) -> Record:
    return record(
        "measure", number, sort="measure", title=title, starts_on=starts, due_on=due, status=status, **more
    )  # fmt: skip


def case(status: str = "active") -> SchoolCase:
    """A case with everything: overdue measures, an answer of two revisions, a late recommendation."""
    closed: dict[str, Value] = {"status_on": date(2025, 11, 1), "reason": "школа на ремонте"}
    return SchoolCase(
        SCHOOL,
        record(
            "support_case", 1, opened_on=date(2024, 9, 20), basis="решение комиссии", status=status,
            **(closed if status != "active" else {}),
        ),
        responsible=(
            record("responsible_post", 2, post="методист", order_number="61-од", order_date=date(2024, 10, 2)),
        ),
        risks=(
            _risks("self", 2026),
            _risks("district", 2026, staff_shortage="high", equipment="none"),
            _risks("self", 2025),
        ),
        deficits=tuple(
            record(
                "teacher_deficit", 10 + step, year=2026, subject=subject, competency=competency, assessed=assessed,
                with_deficit=found, assessed_on=date(2025, 9, 24), tool="оценочная работа",
            )
            for step, (subject, competency, assessed, found) in enumerate(
                (("math", "method", 11, 7), ("russian", "method", 9, 2), ("math", "subject", 11, 0))
            )
        ),
        motivation=(
            record(
                "motivation_survey", 20, year=2026, surveyed=32, high=14, middle=17, low=1,
                surveyed_on=date(2025, 9, 12), tool="опросник",
            ),
        ),
        training=(
            record(
                "training", 21, programme="Формирующее оценивание", operator="appo", audience="teachers",
                subject="math", hours=36, starts_on=date(2025, 9, 20), ends_on=date(2025, 10, 30), enrolled=6,
                finished=5,
            ),
        ),
        measures=(
            _measure(31, "Занятия в малых группах", date(2025, 9, 1), date(2025, 12, 20), factor="failing-pupils"),
            _measure(32, "Разбор ошибок", date(2025, 3, 1), date(2025, 11, 3), ground="vpr-math-6"),
            _measure(
                33, "Курсы для педагогов", date(2024, 10, 1), date(2025, 4, 1), "done", factor="teacher-competence",
                done_on=date(2025, 3, 20), effect="карты уроков едины",
            ),
            _measure(34, "Отложенное", date(2025, 2, 1), date(2025, 4, 1), "cancelled", factor="staff-shortage"),
        ),
        recommendations=(
            record(
                "recommendation", 41, given_on=date(2025, 10, 1), source="monitoring", words="Сверить отметки.",
                due_on=date(2025, 10, 22),
            ),
            record(
                "recommendation", 42, given_on=date(2025, 3, 3), source="complex", words="Составить план.",
                due_on=date(2025, 3, 24),
            ),
        ),
        reviews=tuple(
            record(
                "review", 50 + step, year=year, term=term, colour=colour, words="Меры идут.", reviewed_on=on
            )
            for step, (year, term, colour, on) in enumerate(
                (
                    (2026, "q1", "amber", date(2025, 11, 3)),
                    (2025, "q4", "red", date(2025, 5, 28)),
                    (2025, "q2", "green", date(2024, 12, 27)),
                )
            )
        ),
        answers=(
            replace(
                record(
                    "answer", 61, about="ground", reference="vpr-math-6", words="Учитель сменился.",
                    answered_on=date(2025, 10, 12),
                ),
                revision=2,
            ),
            record(
                "answer", 62, about="marker", reference="journal", words="Критерии пересмотрены.",
                answered_on=date(2025, 10, 5),
            ),
            record(
                "answer", 63, about="recommendation", recommendation_id=42, words="План утверждён.",
                answered_on=date(2025, 4, 1),
            ),
        ),
        plan=tuple(
            Task(number, "nevsky", ("ИМЦ",), status, date(2025, 9, 1), due, done)
            for number, status, due, done in (
                (4, "done", date(2025, 9, 30), date(2025, 9, 25)),
                (5, "not-started", date(2025, 9, 30), None),
                (8, "not-required", date(2025, 10, 31), None),
                (12, "not-started", date(2026, 6, 30), None),
            )
        ),
    )  # fmt: skip


def case_view(found: SchoolCase | None = None, kinds: frozenset[str] = frozenset()) -> CaseView:
    """The case as a viewer sees it who may write records of these kinds."""
    return CaseView(found or case(), TODAY, selection(), f"/case/{SCHOOL}", kinds)


def case_report(found: SchoolCase | None = None) -> CaseReport:
    """The page of the case."""
    return CaseReport(card(), found or case(), "stayed", ("vpr-math-6", "vpr-russian-5"))
