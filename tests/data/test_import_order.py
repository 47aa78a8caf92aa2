"""The working state does not depend on the order of rows, nor on how they are split into files."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from data_access import schema
from data_access.imports.parsed import SchoolRef
from data_access.imports.store import KeptIndex
from tests.data.parsed_files import MATH_6, file_of, marks, of, place, put, register, valid_ogrn, working_results

SCHOOLS = 12
Rows = Sequence[tuple[SchoolRef, dict[str, Any]]]


def named(number: int, how: str) -> SchoolRef:
    """School ``number`` named in one of the ways that files have."""
    if how == "ogrn":
        return SchoolRef(ogrn=valid_ogrn(number))
    if how == "number":
        return SchoolRef(name=str(number), number=f"{number:03d}", district_code="nevsky")
    return of(number)


@st.composite
def contents(draw: st.DrawFn) -> Rows:
    """Rows about different schools, some repeated word for word, some about schools that nobody knows."""
    numbers = draw(st.lists(st.integers(1, SCHOOLS + 3), unique=True, min_size=1, max_size=SCHOOLS))
    rows = [
        (
            named(number, draw(st.sampled_from(["ogrn", "number", "kind"]))),
            marks(draw(st.integers(0, 200)), float(draw(st.integers(0, 100)))),
        )
        for number in numbers
    ]
    return rows + draw(st.lists(st.sampled_from(rows), max_size=3))


@pytest.fixture
def city(engine: Engine) -> Engine:
    put(engine, register(*(place(number, ogrn=valid_ogrn(number)) for number in range(1, SCHOOLS + 1))))
    return engine


def imported(engine: Engine, files: Sequence[Rows]) -> dict[str, tuple[Any, ...]]:
    """The working state after the files, which is then taken away again."""
    kept = KeptIndex()
    for rows in files:
        put(engine, file_of(rows), kept=kept)
    with engine.begin() as connection:
        state = working_results(connection).get((MATH_6, "marks"), {})
        connection.execute(schema.result.delete())
        connection.execute(schema.quarantine.delete())
        connection.execute(schema.edition.update().values(parent_id=None))
        connection.execute(schema.edition.delete().where(schema.edition.c.form == "marks"))
    return state


# The fixture is reset by `imported` itself: each example begins and ends with the schools alone.
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=contents(), data=st.data())
def test_order_and_split_do_not_matter(city: Engine, rows: Rows, data: st.DataObject) -> None:
    expected = imported(city, [rows])
    known = {ref.ogrn or str(ref.number).lstrip("0") for ref, _ in rows}
    assert len(expected) <= len(known)
    shuffled = data.draw(st.permutations(rows))
    assert imported(city, [shuffled]) == expected
    cut = data.draw(st.integers(0, len(shuffled)))
    assert imported(city, [part for part in (shuffled[:cut], shuffled[cut:]) if part]) == expected


def test_the_state_compared_is_not_empty(city: Engine) -> None:
    rows = [(named(number, how), marks(number, 5.0)) for number, how in ((1, "ogrn"), (2, "number"), (3, "kind"))]
    assert imported(city, [rows]) == {str(number): (number, 5.0, 5.0) for number in (1, 2, 3)}
