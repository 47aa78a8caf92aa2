"""How a case stands on a day: order of measures, answers, risks without a measure, two assessments that differ."""

from dataclasses import replace
from datetime import date

from monitoring import case as rules
from monitoring.reports.case import SchoolCase
from tests.components import samples
from tests.components.samples.cases import TODAY

CASE = samples.case()


def test_overdue_measures_stand_first_then_open_then_the_rest() -> None:
    assert [item.id for item in rules.ordered(CASE.measures, TODAY)] == [32, 31, 33, 34]
    assert [item.id for item in rules.overdue_measures(CASE, TODAY)] == [32]
    assert {item.id for item in rules.open_measures(CASE)} == {31, 32}
    # The last day of a term is not overdue.
    assert not rules.overdue_measures(CASE, date(2025, 11, 3))


def test_a_recommendation_without_an_answer_waits() -> None:
    assert [item.id for item in rules.unanswered(CASE)] == [41]
    first, second = CASE.recommendations
    given = CASE.answers_to("recommendation")["42"]
    assert rules.is_late(first, None, TODAY)
    assert not rules.is_late(first, None, date(2025, 10, 22))
    assert rules.is_late(second, given, TODAY), "answered a week after the day"
    assert not rules.is_late(replace(first, values={**first.values, "due_on": None}), None, TODAY)


def test_risks_that_no_measure_answers_are_named() -> None:
    rows = {row.factor: row for row in rules.risks(CASE, 2026)}
    assert len(rows) == 10
    assert rows["staff-shortage"].apart == 1
    assert rows["equipment"].apart == -1
    assert rows["teacher-competence"].apart == 0
    assert rows["parents"].apart is None
    # A cancelled measure answers nothing.
    assert rules.without_measure(tuple(rows.values())) == ("staff-shortage",)
    assert rules.risk_years(CASE) == (2026, 2025)
    assert rules.risks(CASE, 2025)[1].apart is None
    assert rules.grounds_without_measure(("vpr-math-6", "vpr-russian-5"), CASE) == ("vpr-russian-5",)


def test_a_case_is_read_only_while_it_is_paused_or_ended() -> None:
    assert [samples.case(status).read_only for status in ("active", "paused", "ended")] == [False, True, True]
    assert not SchoolCase(1).read_only
    assert SchoolCase(1).status is None


def test_answers_are_found_by_what_they_answer() -> None:
    assert CASE.answers_to("ground").keys() == {"vpr-math-6"}
    assert CASE.answers_to("marker").keys() == {"journal"}
    assert CASE.answers_to("result") == {}
