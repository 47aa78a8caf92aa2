"""The share in the city's lowest quartile: cases counted by hand, and what holds of every city."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.quartile import BANDS, MARKS, quartile_shares


def frame(rows: Sequence[tuple[int, str, float, tuple[float, ...] | None, tuple[float, ...] | None]]) -> pd.DataFrame:
    """Rows: school, subject, n, marks, bands."""
    nothing = (np.nan,) * 4
    return pd.DataFrame(
        [
            (school, "vpr", subject, 5, 2025, n, *(marks or nothing), *(bands or nothing))
            for school, subject, n, marks, bands in rows
        ],
        columns=["school_id", "procedure", "subject", "grade", "year", "participants", *MARKS, *BANDS],
    )


def test_the_mark_in_which_the_quartile_falls_counts_by_a_fraction() -> None:
    # 200 participants: 20 marks «2» (10 %), 60 marks «3» (30 %): of them half is needed to come to 25 %.
    found = quartile_shares(frame([(1, "math", 100, (20, 40, 30, 10), None), (2, "math", 100, (0, 20, 50, 30), None)]))
    assert found["quartile_share"].tolist() == pytest.approx([20 + 40 / 2, 20 / 2])


def test_the_lowest_mark_alone_may_hold_the_quartile() -> None:
    # Half of the city has «2»: every second of them is in the lowest quarter.
    found = quartile_shares(frame([(1, "math", 30, (80, 20, 0, 0), None), (2, "math", 30, (20, 80, 0, 0), None)]))
    assert found["quartile_share"].tolist() == pytest.approx([40, 10])


def test_bands_of_an_exam_serve_as_well_and_means_do_not() -> None:
    rows = [
        (1, "russian", 50, None, (10, 40, 30, 20)),
        (2, "russian", 50, None, (0, 40, 30, 30)),
        (3, "russian", 50, None, None),
        (4, "russian", 50, None, (5, np.nan, np.nan, np.nan)),
    ]
    found = quartile_shares(frame(rows))
    assert found["school_id"].tolist() == [1, 2]
    # 5 below the minimum of 100, 40 in the next band: half of them.
    assert found["quartile_share"].tolist() == pytest.approx([30, 20])


def test_one_form_an_assessment_the_one_of_more_participants() -> None:
    rows = [(1, "math", 60, (25, 25, 25, 25), None), (2, "math", 40, None, (50, 50, 0, 0))]
    assert quartile_shares(frame(rows))["school_id"].tolist() == [1]


def test_without_participants_there_is_no_place() -> None:
    rows = [(1, "math", 0, (25, 25, 25, 25), None), (2, "math", np.nan, (25, 25, 25, 25), None)]
    assert quartile_shares(frame(rows)).empty


percents = st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any).map(tuple)
cities = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["math", "russian"]), st.integers(1, 200), percents, st.none()),
    min_size=1,
    max_size=20,
    unique_by=lambda row: row[:2],
)


@given(rows=cities, quartile=st.floats(1, 99))
@settings(max_examples=60, deadline=None)
def test_the_share_of_the_city_is_exactly_the_quartile(rows, quartile: float) -> None:
    found = quartile_shares(frame(rows), quartile)
    people = found.assign(sum=found["quartile_share"] * found["participants"]).groupby("subject")
    assert (people["sum"].sum() / people["participants"].sum()).to_numpy() == pytest.approx(quartile)
    assert found["quartile_share"].between(-1e-9, 100 + 1e-9).all()


@given(rows=cities, seed=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_rows_does_not_matter(rows, seed) -> None:
    mixed = list(rows)
    seed.shuffle(mixed)
    key = ["school_id", "subject"]
    one, other = (
        quartile_shares(frame(items)).set_index(key)["quartile_share"].sort_index() for items in (rows, mixed)
    )
    assert one.to_numpy() == pytest.approx(other.to_numpy())


@given(rows=cities, better=st.integers(0, 2), moved=st.floats(0.1, 1))
@settings(max_examples=40, deadline=None)
def test_a_school_whose_marks_fall_does_not_come_out_better(rows, better: int, moved: float) -> None:
    """Part of a school's marks moved to the next lower mark: its own share does not fall."""
    school, subject, n, marks, _ = rows[0]
    worse = list(marks)
    worse[better] += moved * worse[better + 1]
    worse[better + 1] *= 1 - moved
    before, after = (
        quartile_shares(frame([(school, subject, n, tuple(one), None), *rows[1:]])) for one in (marks, worse)
    )
    assert after["quartile_share"].iloc[0] >= before["quartile_share"].iloc[0] - 1e-9
