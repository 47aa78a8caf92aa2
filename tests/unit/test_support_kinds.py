"""When support began, and of what kind it was."""

from datetime import date

import pytest

from monitoring.partnerships import list_year
from monitoring.support_kinds import Support, begun, kinds, starts

TODAY = date(2025, 11, 15)
DISTRICTS = {1: "nevsky", 2: "nevsky", 3: "kurortny", 4: "kurortny"}


def support(mentee: int, mentor: int, day: date, *subjects: str, status: str = "active") -> Support:
    return Support(mentee, mentor, subjects, status, day)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2024, 8, 31), 2023), (date(2024, 9, 1), 2024), (date(2025, 3, 1), 2024)]
)
def test_list_year_begins_in_september(day: date, year: int) -> None:
    assert list_year(day) == year


def test_a_proposal_and_the_future_are_no_support() -> None:
    ended = support(1, 2, date(2022, 9, 5), status="ended")
    found = begun(
        [ended, support(3, 2, date(2024, 9, 1), status="proposed"), support(3, 4, date(2025, 12, 1))],
        TODAY,
    )
    assert found == (ended,)


def test_the_first_year_decides() -> None:
    items = [
        support(1, 2, date(2023, 10, 1), "math"),
        support(1, 3, date(2024, 9, 1), "math", "russian"),
        support(3, 4, date(2022, 9, 1), "math"),
        support(3, 2, date(2023, 5, 1), "russian"),
    ]
    assert starts(items) == {1: 2023, 3: 2022}
    found = kinds(items, DISTRICTS)
    assert found == {
        "same-district": frozenset({1}),
        "other-district": frozenset({3}),
        "one-subject": frozenset({1}),
        "more-subjects": frozenset({3}),
    }
