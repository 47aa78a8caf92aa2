"""Terms of the plan: how a task stands on a day, who has done how much."""

from dataclasses import replace
from datetime import date

import pytest

from monitoring.districts import CITY
from monitoring.plan_history import TaskChange, as_of
from monitoring.records.fields import Value
from monitoring.road_map import Tally, Task, by_operator, by_place, operators, shifted, state, too_early, total

TODAY = date(2025, 11, 15)
TASK = Task(8, "nevsky", ("ИМЦ",), "in-progress", date(2025, 9, 1), date(2025, 10, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("СПб ЦОКОиИТ, СПб АППО", ("СПб ЦОКОиИТ", "СПб АППО")),
        ("ЦОКО; ППМС центр", ("ЦОКО", "ППМС центр")),
        ("ИМЦ\nЦОКО", ("ИМЦ", "ЦОКО")),
        ("городские методические объединения", ("городские методические объединения",)),
        ("-", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_operators_of_a_cell(text: str | None, expected: tuple[str, ...]) -> None:
    assert operators(text) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 8, 31), "ahead"),
        (date(2025, 9, 1), "running"),
        (date(2025, 10, 16), "running"),
        (date(2025, 10, 17), "due-soon"),
        (date(2025, 10, 31), "due-soon"),
        (date(2025, 11, 1), "overdue"),
        (TODAY, "overdue"),
    ],
)
def test_an_open_task_by_day(day: date, expected: str) -> None:
    assert state(TASK, day, TODAY) == expected


def test_what_was_reported_is_known_on_the_day_of_the_report_alone() -> None:
    long = replace(TASK, due_on=date(2026, 2, 28))
    assert state(long, TODAY, TODAY) == "in-progress"
    assert state(replace(long, status="not-started"), TODAY, TODAY) == "not-started"
    assert state(long, date(2025, 11, 14), TODAY) == "running"


@pytest.mark.parametrize(
    ("done_on", "day", "expected"),
    [
        (date(2025, 10, 20), date(2025, 10, 20), "done"),
        (date(2025, 10, 20), date(2025, 10, 19), "due-soon"),
        (date(2025, 11, 10), date(2025, 11, 9), "overdue"),
        (date(2025, 8, 20), date(2025, 8, 25), "done"),
        (None, date(2025, 9, 1), "done"),
        (None, date(2025, 8, 31), "ahead"),
    ],
)
def test_a_done_task_is_done_from_its_day(done_on: date | None, day: date, expected: str) -> None:
    assert state(replace(TASK, status="done", done_on=done_on), day, TODAY) == expected


def test_what_is_not_required_is_never_overdue() -> None:
    assert state(replace(TASK, status="not-required"), TODAY, TODAY) == "not-required"


def test_tallies_by_operator_and_place() -> None:
    both = ("ИМЦ", "ЦОКО")
    tasks = [
        replace(TASK, place=CITY, operators=("СПб АППО",), status="done", done_on=TODAY),
        replace(TASK, operators=both, status="done", done_on=TODAY),
        replace(TASK, number=9),
        replace(TASK, number=9, place="kurortny", status="not-required"),
    ]
    states = [state(task, TODAY, TODAY) for task in tasks]
    assert by_operator(tasks, states) == (
        Tally("СПб АППО", 1, 1, 0),
        Tally("ИМЦ", 1, 2, 1),
        Tally("ЦОКО", 1, 1, 0),
    )
    assert by_place(tasks, states, ("nevsky", CITY, "kurortny")) == (Tally("nevsky", 1, 2, 1), Tally(CITY, 1, 1, 0))
    assert total(states) == Tally(CITY, 2, 3, 1)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 2, 28), 1, date(2027, 2, 28)),
        (date(2026, 2, 28), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 28), 1, date(2029, 2, 28)),
        (date(2025, 4, 30), 1, date(2026, 4, 30)),
        (date(2025, 9, 1), 1, date(2026, 9, 1)),
    ],
)
def test_terms_shifted_by_years_keep_the_end_of_the_month(day: date, years: int, expected: date) -> None:
    assert shifted(day, years) == expected


@pytest.mark.parametrize(
    ("former", "former_on", "later_on", "expected"),
    [
        ("done", date(2025, 10, 1), date(2025, 10, 2), None),
        ("done", date(2025, 10, 2), date(2025, 10, 2), None),
        ("done", date(2025, 10, 3), date(2025, 10, 2), 4),
        ("done", None, date(2025, 10, 2), None),
        ("done", date(2025, 10, 3), None, None),
        ("in-progress", None, date(2025, 10, 2), 4),
        ("not-required", None, date(2025, 10, 2), None),
    ],
)
def test_what_was_done_before_its_predecessor(
    former: str, former_on: date | None, later_on: date | None, expected: int | None
) -> None:
    tasks = [
        replace(TASK, number=4, status=former, done_on=former_on),
        replace(TASK, status="done", done_on=later_on),
        replace(TASK, place="kurortny", status="done", done_on=later_on),
    ]
    states = [state(task, TODAY, TODAY) for task in tasks]
    # The third has no predecessor in its place.
    assert too_early(tasks, states, {8: 4}) == [None, expected, None]


def test_values_as_they_were_known() -> None:
    now: dict[str, Value] = {"status": "done", "done_on": date(2025, 10, 1), "evidence": "приказ"}
    made = TaskChange(date(2025, 9, 1), by_file=True, before=None)
    began = TaskChange(date(2025, 9, 10), by_file=False, before={"status": "not-started"})
    ended = TaskChange(date(2025, 10, 5), by_file=False, before={"status": "in-progress", "done_on": None})
    changes = [ended, began, made]
    assert as_of(now, changes, date(2025, 10, 5)) == (now, True)
    assert as_of(now, changes, date(2025, 10, 4)) == (now | {"status": "in-progress", "done_on": None}, True)
    assert as_of(now, changes, date(2025, 9, 9))[0]["status"] == "not-started"
    # Before the file came nothing is known but what it tells of the past.
    assert as_of(now, changes, date(2025, 8, 31)) == (now | {"status": "not-started", "done_on": None}, False)
    by_file = [TaskChange(date(2025, 11, 1), by_file=True, before={"status": "in-progress"}), *changes]
    assert as_of(now, by_file, date(2025, 9, 20)) == (now, False)
