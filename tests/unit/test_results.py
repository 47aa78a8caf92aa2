"""One result a school and assessment."""

from collections.abc import Sequence
from random import Random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.results import one_per_school

COLUMNS = ["assessment_id", "school_id", "form", "low_share", "participants", "mean_score"]


def frame(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    numbers = dict.fromkeys(["low_share", "participants", "mean_score"], float)
    return pd.DataFrame(rows, columns=COLUMNS).astype(numbers)


def test_the_row_with_a_share_leads_and_the_other_fills_in() -> None:
    rows: list[tuple[object, ...]] = [
        (7, 1, "means", None, 41, 62.0),
        (7, 1, "bands", 12.5, 40, None),
        (7, 2, "means", None, 20, 55.0),
    ]
    found = one_per_school(frame(rows))
    columns = ["school_id", "form", "low_share", "participants", "mean_score"]
    assert found.loc[found["school_id"] == 1, columns].values.tolist() == [[1, "bands", 12.5, 40.0, 62.0]]
    assert found.loc[found["school_id"] == 2, "mean_score"].tolist() == [55.0]


def test_nothing_double_nothing_changed() -> None:
    rows: list[tuple[object, ...]] = [(7, 2, "marks", 12.5, 40, None), (7, 1, "marks", None, 40, None)]
    made = frame(rows)
    assert one_per_school(made) is made


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 2),
            st.integers(1, 2),
            st.sampled_from(["marks", "bands", "means"]),
            st.one_of(st.none(), st.floats(0, 100)),
            st.integers(1, 50),
            st.just(1.0),
        ),
        unique_by=lambda row: row[:3],
        max_size=8,
    ),
    st.randoms(),
)
def test_order_does_not_matter(rows: list[tuple[object, ...]], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    key = ["assessment_id", "school_id"]
    first, second = (one_per_school(frame(found)).sort_values(key, ignore_index=True) for found in (rows, mixed))
    pd.testing.assert_frame_equal(first, second, check_dtype=False)
    assert not first.duplicated(key).any()
