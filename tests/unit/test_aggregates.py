"""Figures of districts: weighted by participants, never the mean of percents."""

from collections.abc import Sequence
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.aggregates import weighted

Row = tuple[str, int | None, float | None]


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["place", "participants", "low_share"])
    return made.astype({"participants": float, "low_share": float})


def test_a_large_school_weighs_more() -> None:
    found = weighted(frame([("a", 90, 10.0), ("a", 10, 60.0)]), ["place"], ["low_share"]).loc["a"]
    assert found["low_share"] == pytest.approx(15.0)
    assert (found["schools"], found["participants"]) == (2, 100)


def test_what_is_not_known_does_not_weigh() -> None:
    rows: list[Row] = [("a", 50, 20.0), ("a", None, 90.0), ("a", 0, 90.0), ("a", 30, None), ("b", None, 5.0)]
    found = weighted(frame(rows), ["place"], ["low_share"])
    assert found.loc["a", "low_share"] == pytest.approx(20.0)
    assert (found.loc["a", "schools"], found.loc["a", "participants"]) == (2, 80)
    assert bool(found["low_share"].isna()["b"])
    assert (found.loc["b", "schools"], found.loc["b", "participants"]) == (0, 0)


ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.one_of(st.none(), st.integers(0, 200)),
        st.one_of(st.none(), st.floats(0, 100).map(lambda value: round(value, 2))),
    ),
    min_size=1,
    max_size=25,
)


@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_agrees_with_a_loop(rows: list[Row]) -> None:
    found = weighted(frame(rows), ["place"], ["low_share"])
    for place in {row[0] for row in rows}:
        chosen = [(n, share) for where, n, share in rows if where == place and n and share is not None]
        total = sum(n for n, _ in chosen)
        if not total:
            assert bool(found["low_share"].isna()[place])
            continue
        assert found.loc[place, "low_share"] == pytest.approx(sum(n * share for n, share in chosen) / total)


@settings(deadline=None, max_examples=40)
@given(ROWS, st.randoms())
def test_order_does_not_matter_and_the_whole_lies_between_its_parts(rows: list[Row], random: Random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    found = weighted(frame(rows), ["place"], ["low_share"])
    pd.testing.assert_frame_equal(found, weighted(frame(mixed), ["place"], ["low_share"]))
    whole = weighted(frame([("all", n, share) for _, n, share in rows]), ["place"], ["low_share"]).loc["all"]
    assert whole["participants"] == found["participants"].sum()
    known = found["low_share"].dropna()
    if len(known):
        assert known.min() - 1e-9 <= whole["low_share"] <= known.max() + 1e-9
    else:
        assert pd.isna(whole["low_share"])
