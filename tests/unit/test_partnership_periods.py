"""When a partnership counts for the list of a year."""

from datetime import date

import pytest

from monitoring.partnerships import is_active, overlaps, period

TODAY = date(2025, 11, 15)


def test_the_list_governs_the_school_year_after_it() -> None:
    assert period(2025) == (date(2025, 9, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("started", "ended", "year", "touches"),
    [
        (date(2026, 8, 31), None, 2025, True),
        (date(2026, 9, 1), None, 2025, False),
        (date(2020, 1, 1), date(2025, 9, 1), 2025, False),
        (date(2020, 1, 1), date(2025, 9, 2), 2025, True),
        (date(2020, 1, 1), None, 2025, True),
    ],
)
def test_edges_of_the_period(started: date, ended: date | None, year: int, touches: bool) -> None:
    assert overlaps(started, ended, year) is touches


@pytest.mark.parametrize(
    ("status", "started", "ended", "year", "active"),
    [
        ("active", date(2023, 10, 1), None, 2025, True),
        ("active", date(2023, 10, 1), None, 2023, True),
        ("active", date(2023, 10, 1), None, 2022, False),
        ("active", date(2025, 12, 1), None, 2025, False),  # begins after today
        ("proposed", date(2023, 10, 1), None, 2025, False),
        ("ended", date(2023, 10, 1), date(2024, 5, 31), 2023, True),
        ("ended", date(2023, 10, 1), date(2024, 5, 31), 2024, False),
        ("ended", date(2023, 10, 1), None, 2023, False),  # nobody knows how long
        ("paused", date(2023, 10, 1), None, 2025, False),
        ("paused", date(2023, 10, 1), None, 2023, True),
    ],
)
def test_active(status: str, started: date, ended: date | None, year: int, active: bool) -> None:
    assert is_active(status, started, ended, year, TODAY) is active
