"""Masking of small cells: nobody learns one by subtracting what he sees from the city's figure."""

from hypothesis import assume, given
from hypothesis import strategies as st

from data_access.scope import Cell, hidden_cells, hidden_counts, open_parts, why_withheld
from data_access.viewer import Role, Viewer
from monitoring.masking import MINIMUM_CELL, MINIMUM_SCHOOLS

# One territory: participants of each of its schools, 0 where they are not known.
SCHOOLS = st.lists(st.sampled_from([1, 4, 5, 9, 10, 11, 40]), min_size=1, max_size=5) | st.lists(
    st.just(0), min_size=1, max_size=5
)
TERRITORIES = st.dictionaries(st.sampled_from("abcdef"), SCHOOLS, max_size=6)


def cell(schools: list[int]) -> Cell:
    return Cell(sum(schools), len(schools), max(schools, default=0))


def cells(territories: dict[str, list[int]]) -> dict[str, Cell]:
    found = {code: cell(schools) for code, schools in territories.items()}
    return {**found, "city": cell([n for schools in territories.values() for n in schools])}


def small(schools: list[int]) -> bool:
    """Written out, not taken from the code: too few, or too few beside the largest of them, which knows itself."""
    if not schools:
        return False
    known = sum(schools) > 0
    return len(schools) < MINIMUM_SCHOOLS or (known and sum(schools) - max(schools) < MINIMUM_CELL)


@given(TERRITORIES)
def test_no_viewer_can_subtract_his_way_to_a_small_cell(territories: dict[str, list[int]]) -> None:
    hidden = hidden_cells(cells(territories))
    assert {code for code, schools in territories.items() if small(schools)} <= hidden.keys()
    if "city" in hidden:
        return
    # An outsider sees every cell that is not hidden, a district its own as well; the city gives the sum of the rest. A
    # school takes itself off, wherever it is: the test of a small group leaves the largest school out.
    for viewer in (None, *territories):
        rest = [n for code, schools in territories.items() if code in hidden and code != viewer for n in schools]
        assert not small(rest)


@given(TERRITORIES)
def test_nothing_is_hidden_without_need(territories: dict[str, list[int]]) -> None:
    if territories and not any(map(small, territories.values())):
        assert hidden_cells(cells(territories)) == {}


@given(TERRITORIES)
def test_every_hidden_cell_says_why(territories: dict[str, list[int]]) -> None:
    assume(territories)
    for code, why in hidden_cells(cells(territories)).items():
        whole = [n for schools in territories.values() for n in schools]
        own = whole if code == "city" else territories[code]
        assert (why == "complementary") == (not small(own))
        if why == "few-schools":
            assert len(own) < MINIMUM_SCHOOLS


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 25), max_size=6))
def test_counts_of_verdicts_cannot_be_subtracted(counts: dict[str, int]) -> None:
    hidden = hidden_counts({**counts, "city": sum(counts.values())})
    assert {code for code, count in counts.items() if 0 < count < MINIMUM_CELL} <= hidden.keys()
    assert not {code for code, count in counts.items() if not count} & hidden.keys()
    if "city" in hidden:
        return
    for viewer in (None, *counts):
        rest = sum(count for code, count in counts.items() if code in hidden and code != viewer)
        assert rest == 0 or rest >= MINIMUM_CELL


@given(st.lists(st.sampled_from([1, 4, 9, 10, 40]), max_size=5))
def test_totals_that_differ_by_few_are_masked(taken_out: list[int]) -> None:
    found = why_withheld([Cell(n, 1, n) for n in taken_out])
    assert (found is not None) == small(taken_out)


def of(participants: int, schools: int, largest: int = 0) -> Cell:
    return Cell(participants, schools, largest)


def test_examples() -> None:
    assert hidden_cells({"a": of(60, 3), "b": of(70, 4), "city": of(130, 7)}) == {}
    few = {"a": of(4, 3), "b": of(70, 4), "c": of(80, 5), "d": of(90, 5), "city": of(244, 17)}
    assert hidden_cells(few) == {"a": "few", "b": "complementary", "c": "complementary"}
    two = {"a": of(60, 2), "b": of(70, 4), "c": of(80, 5), "city": of(210, 11)}
    assert hidden_cells(two) == {"a": "few-schools", "b": "complementary", "c": "complementary"}
    # The largest school would take itself off and have the other two.
    three = {"a": of(60, 3, 54), "b": of(70, 4, 20), "c": of(80, 5, 20), "d": of(90, 5, 20), "city": of(300, 17, 54)}
    assert hidden_cells(three) == {"a": "few", "b": "complementary", "c": "complementary"}
    assert hidden_cells({"a": of(4, 3), "city": of(4, 3)}) == {"a": "few", "city": "few"}
    # Participants are not known (means only): schools decide.
    assert hidden_cells({"a": of(0, 3), "b": of(0, 3), "city": of(0, 6)}) == {}
    assert hidden_cells({"a": of(0, 1), "b": of(0, 3), "c": of(0, 3), "city": of(0, 7)}).keys() == {"a", "b", "c"}


def test_a_part_is_not_had_from_the_whole() -> None:
    committee, school = Viewer(Role.COMMITTEE), Viewer(Role.SCHOOL, "nevsky", 1)
    assert open_parts(school, {"one": 12, "more": 15}) == {"one", "more"}
    assert open_parts(school, {"one": 9, "more": 15}) == frozenset()
    assert open_parts(committee, {"one": 9, "more": 15}) == {"one", "more"}
    assert open_parts(school, {"one": 0, "more": 15}) == {"one", "more"}
