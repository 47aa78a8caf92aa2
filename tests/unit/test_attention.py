"""Rules of what asks for attention, and the quarters of the school year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.attention import NEEDED, Move, by_district, lacking, moves, pressing, unconfirmed
from monitoring.records.kinds import KINDS
from monitoring.school_quarters import quarter

DAY = date(2025, 11, 15)
SCHOOLS = st.frozensets(st.integers(1, 12))
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("days", "found"),
    [(-400, "overdue"), (-1, "overdue"), (0, "due-soon"), (14, "due-soon"), (15, None), (300, None)],
)
def test_a_term_presses_from_two_weeks_before_its_last_day(days: int, found: str | None) -> None:
    assert pressing(DAY + timedelta(days=days), DAY) == found


def test_moves_tell_who_is_new_from_who_came_back() -> None:
    assert moves({1, 2, 3}, {3, 4}, {2, 3, 4}) == (Move(1, "entered"), Move(2, "returned"), Move(4, "left"))


@given(SCHOOLS, SCHOOLS, SCHOOLS)
def test_moves_lead_from_one_list_to_the_other(now: frozenset[int], before: frozenset[int], ever: frozenset[int]):
    found = moves(now, before, ever)
    came = {item.school_id for item in found if item.move != "left"}
    left = {item.school_id for item in found if item.move == "left"}
    assert (before | came) - left == now
    assert len(found) == len(came) + len(left)
    assert {item.school_id for item in found if item.move == "returned"} == came & ever


@given(SCHOOLS, st.fixed_dictionaries(dict.fromkeys(NEEDED, SCHOOLS)))
def test_what_schools_lack_adds_up(schools: frozenset[int], having: dict[str, frozenset[int]]) -> None:
    lacks = lacking(schools, having)
    for school in schools:
        assert set(lacks.get(school, ())) == {kind for kind in NEEDED if school not in having[kind]}
    assert all(kinds for kinds in lacks.values())
    district_of = {school: "nevsky" if school % 2 else "kurortny" for school in schools}
    districts = by_district(district_of, lacks)
    assert sum(item.listed for item in districts) == len(schools)
    for kind in NEEDED:
        assert sum(item.missing[kind] for item in districts) == len(schools - having[kind])


def test_kinds_that_a_school_needs_are_kinds() -> None:
    assert set(NEEDED) <= KINDS.keys()


def test_a_side_without_a_day_is_waited_for() -> None:
    assert unconfirmed(None, None) == ("mentee", "mentor")
    assert unconfirmed(DAY, None) == ("mentor",)
    assert unconfirmed(DAY, DAY) == ()


@pytest.mark.parametrize(
    ("day", "code", "year", "last"),
    [
        (date(2025, 9, 1), "q1", 2026, date(2025, 10, 31)),
        (date(2025, 11, 15), "q2", 2026, date(2025, 12, 31)),
        (date(2026, 1, 1), "q3", 2026, date(2026, 3, 31)),
        (date(2026, 5, 31), "q4", 2026, date(2026, 5, 31)),
    ],
)
def test_quarters_of_the_school_year(day: date, code: str, year: int, last: date) -> None:
    found = quarter(day)
    assert found is not None
    assert (found.code, found.year, found.last) == (code, year, last)


@given(DAYS)
def test_every_day_but_those_of_summer_is_in_the_quarter_that_names_it(day: date) -> None:
    found = quarter(day)
    assert (found is None) == (day.month in {6, 7, 8})
    if found is not None:
        assert found.first <= day <= found.last
        assert found.code in {choice.code for choice in KINDS["review"].field("term").choices}
