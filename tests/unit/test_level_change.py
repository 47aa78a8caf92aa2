"""Classes of level × change: bounds, and every school in one cell."""

import pytest

from monitoring.level_change import CHANGES, LEVELS, cells, place
from tests.components.samples.changes import placed


@pytest.mark.parametrize(
    ("after", "change", "expected"),
    [
        (0.0, 0.0, (0, 2)),
        (5.0, -3.0, (1, 1)),
        (9.9, -2.9, (1, 2)),
        (10.0, 3.0, (2, 3)),
        (29.9, -10.0, (3, 0)),
        (30.0, 10.0, (4, 4)),
        (100.0, -9.9, (4, 1)),
    ],
)
def test_a_bound_belongs_to_the_higher_level_and_to_the_greater_change(
    after: float, change: float, expected: tuple[int, int]
) -> None:
    assert place(after, change) == expected


def test_every_school_stands_in_one_cell() -> None:
    rows = [(number, f"Школа {number}", "stayed" if number % 5 == 0 else "none") for number in range(60)]
    found = cells(placed(rows, "nevsky"))
    assert len(found) == (len(LEVELS) + 1) * (len(CHANGES) + 1)
    assert sorted(school.id for cell in found.values() for school in cell.schools) == list(range(60))
    assert sum(cell.listed for cell in found.values()) == 12
