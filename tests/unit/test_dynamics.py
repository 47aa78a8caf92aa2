"""Entered, stayed, left, returned: by example, and the bookkeeping that must hold for any lists."""

from hypothesis import given
from hypothesis import strategies as st

from monitoring.dynamics import memberships

LISTS = st.dictionaries(st.integers(2015, 2030), st.sets(st.integers(1, 8)), max_size=7)


def statuses(listed: dict[int, set[int]]) -> dict[tuple[int, int], tuple[str, int]]:
    return {(item.year, item.school_id): (item.status, item.years_listed) for item in memberships(listed)}


def test_every_status_and_the_gap() -> None:
    found = statuses({2019: {1, 2}, 2021: {2, 3}, 2022: {1, 3}, 2023: set()})
    assert found == {
        (2019, 1): ("listed", 1),
        (2019, 2): ("listed", 1),
        (2021, 1): ("left", 1),
        (2021, 2): ("stayed", 2),
        (2021, 3): ("entered", 1),
        (2022, 1): ("returned", 2),
        (2022, 2): ("left", 2),
        (2022, 3): ("stayed", 2),
        (2023, 1): ("left", 2),
        (2023, 3): ("left", 2),
    }


@given(LISTS)
def test_the_books_balance(listed: dict[int, set[int]]) -> None:
    found = memberships(listed)
    assert len({(item.year, item.school_id) for item in found}) == len(found)
    former: int | None = None
    for year in sorted(listed):
        of_year = [item for item in found if item.year == year]
        assert {item.school_id for item in of_year if item.is_listed} == listed[year]
        new = sum(item.status in {"entered", "returned"} for item in of_year)
        gone = sum(item.status == "left" for item in of_year)
        if former is None:
            assert {item.status for item in of_year} <= {"listed"}
        else:
            assert len(listed[year]) == former + new - gone
        former = len(listed[year])
    for item in found:
        years = [year for year in listed if year <= item.year and item.school_id in listed[year]]
        assert item.years_listed == len(years)


@given(LISTS)
def test_later_lists_do_not_change_earlier_years(listed: dict[int, set[int]]) -> None:
    whole = statuses(listed)
    for last in listed:
        part = statuses({year: schools for year, schools in listed.items() if year <= last})
        assert part == {key: value for key, value in whole.items() if key[0] <= last}
