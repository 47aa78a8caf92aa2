"""Groups of schools, and lists against each other."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.groups import GROUPS, OTHER, above_expectation, groups
from monitoring.overlap import Overlap, overlaps

SCHOOLS = range(1, 10)


def test_groups_by_hand() -> None:
    found = groups(
        SCHOOLS,
        listed={1, 2},
        probability={1: 0.95, 2: 0.4, 3: 0.2, 4: 0.19},
        unfavourable={1, 5, 6},
        better={5, 7},
        high={7, 8},
    )
    assert found.members == {
        "listed": {1, 2},
        # 3 at the bound; 1 and 2 are in the list.
        "risk": {3},
        "unfavourable": {1, 5, 6},
        # 7 does better, but its conditions are not hard.
        "resilient": {5},
        "high": {7, 8},
        "other": {4, 9},
    }
    assert found.of(1) == ("listed", "unfavourable")
    assert found.of(5) == ("unfavourable", "resilient")
    assert found.unknown == ()


def test_what_is_not_known_is_left_out() -> None:
    found = groups(SCHOOLS, listed=None, probability={3: 0.9}, unfavourable={1}, better=None, high=None)
    assert found.members == {"unfavourable": {1}, "other": set(range(2, 10))}
    assert found.unknown == ("listed", "risk", "resilient", "high")
    assert "resilient" in groups(SCHOOLS, listed=(), probability=None, unfavourable=None, better={1}, high=()).unknown


def test_above_expectation_needs_the_whole_interval() -> None:
    frame = pd.DataFrame(
        {
            "year": [2025, 2025, 2025, 2024],
            "school_id": [1, 2, 3, 4],
            "difference_low": [-9.0, -5.0, 1.0, -9.0],
            "difference_high": [-2.0, 0.5, 4.0, -1.0],
        }
    )
    assert above_expectation(frame, 2025) == frozenset({1})
    assert above_expectation(frame, 2023) is None
    assert above_expectation(None, 2025) is None


some = st.one_of(st.none(), st.frozensets(st.sampled_from(list(SCHOOLS))))


@given(
    listed=some, unfavourable=some, better=some, high=some, chances=st.dictionaries(st.integers(1, 9), st.floats(0, 1))
)
@settings(max_examples=60, deadline=None)
def test_everybody_is_somewhere_and_others_are_nowhere_else(listed, unfavourable, better, high, chances) -> None:
    found = groups(
        SCHOOLS, listed=listed, probability=chances or None, unfavourable=unfavourable, better=better, high=high
    )
    assert all(found.of(school) for school in SCHOOLS)
    rest = [schools for group, schools in found.members.items() if group != OTHER]
    assert not any(found.members[OTHER] & schools for schools in rest)
    assert set(found.members) | set(found.unknown) == set(GROUPS)
    assert not found.members.get("listed", frozenset()) & found.members.get("risk", frozenset())
    assert found.members.get("resilient", frozenset()) <= found.members.get("unfavourable", frozenset())


def test_overlaps_of_every_pair() -> None:
    assert overlaps({"a": [1, 2, 3], "b": [3, 4], "c": []}) == (
        Overlap("a", "b", 1, 2, 1),
        Overlap("a", "c", 0, 3, 0),
        Overlap("b", "c", 0, 2, 0),
    )
    assert overlaps({"a": [1]}) == ()
