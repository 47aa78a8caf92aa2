"""Masking of small cells: nobody learns one by subtracting what he sees from the city's figure."""

from hypothesis import given
from hypothesis import strategies as st

from data_access.scope import MINIMUM_CELL, Cell, hidden_cells

CELLS = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.sampled_from([0, 1, 5, 9, 10, 11, 40]), st.integers(1, 5)), max_size=6
)


def with_city(districts: dict[str, Cell]) -> dict[str, Cell]:
    return {**districts, "city": (sum(n for n, _ in districts.values()), sum(s for _, s in districts.values()))}


def small(group: list[Cell]) -> bool:
    return bool(group) and (0 < sum(n for n, _ in group) < MINIMUM_CELL or sum(s for _, s in group) < 2)


@given(CELLS)
def test_no_viewer_can_subtract_his_way_to_a_small_cell(districts: dict[str, Cell]) -> None:
    hidden = hidden_cells(with_city(districts))
    assert {code for code, cell in districts.items() if small([cell])} <= hidden
    if "city" in hidden:
        return
    # An outsider sees every cell that is not hidden; a district its own as well. The city gives the sum of the rest.
    for viewer in (None, *districts):
        rest = [cell for code, cell in districts.items() if code in hidden and code != viewer]
        assert not small(rest)


@given(CELLS)
def test_nothing_is_hidden_without_need(districts: dict[str, Cell]) -> None:
    if districts and not any(small([cell]) for cell in districts.values()):
        assert hidden_cells(with_city(districts)) == frozenset()


def test_examples() -> None:
    assert hidden_cells({"a": (60, 3), "b": (70, 4), "city": (130, 7)}) == frozenset()
    assert hidden_cells({"a": (4, 2), "b": (70, 4), "c": (80, 5), "d": (90, 5), "city": (244, 16)}) == {"a", "b", "c"}
    assert hidden_cells({"a": (60, 1), "b": (70, 4), "c": (80, 5), "city": (210, 10)}) == {"a", "b", "c"}
    assert hidden_cells({"a": (4, 2), "city": (4, 2)}) == {"a", "city"}
    # Participants are not known (means only): schools decide.
    assert hidden_cells({"a": (0, 3), "b": (0, 2), "city": (0, 5)}) == frozenset()
    assert hidden_cells({"a": (0, 1), "b": (0, 2), "c": (0, 3), "city": (0, 6)}) == {"a", "b", "c"}
