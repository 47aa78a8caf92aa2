"""Alphabetical order of names."""

from hypothesis import given
from hypothesis import strategies as st

from monitoring.ordering import alphabetical


def test_numbers_by_value_and_yo_as_ye() -> None:
    names = ["Школа 12-10", "школа 12-2", "Лицей № 9", "Ёлочка", "Ель", "Жук", "Лицей № 30", "Школа 2"]
    assert sorted(names, key=alphabetical) == [
        "Ёлочка",
        "Ель",
        "Жук",
        "Лицей № 9",
        "Лицей № 30",
        "Школа 2",
        "школа 12-2",
        "Школа 12-10",
    ]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_can_be_ordered(names: list[str]) -> None:
    assert sorted(sorted(names, key=alphabetical)) == sorted(names)
