"""The simulator's callback: the page's own figures, within the viewer's scope, and nothing for who is nobody."""

import pytest
from dash import Dash
from sqlalchemy import create_engine, text

from layouts import ids, simulator
from tests.app.conftest import AppOf, Reader, simulator_question


@pytest.fixture(scope="module")
def strict(demo_app: Dash) -> Reader:
    """A browser of the committee."""
    return Reader(demo_app.server.test_client())


def test_the_callback_says_what_the_page_of_the_address_shows(strict: Reader) -> None:
    for search, values in (
        ("?share=35&procedures=1&minimum=15", {"share": 35, "procedures": 1, "minimum": 15}),
        ("?year=2023&method=two-grounds-2025&share=25", {"share": "25", "year": "2023", "method": "two-grounds-2025"}),
    ):
        page, answer = strict.page("/method", search), strict.simulate(**values)
        assert answer is not None
        assert page.component(ids.SIMULATOR_FINDING)["children"] == answer[ids.SIMULATOR_FINDING]
        for name in (ids.SIMULATOR_DISTRICTS_GRID, ids.SIMULATOR_MOVED_GRID):
            assert page.component(name)["rowData"] == answer[name]


def test_published_values_are_the_published_list(strict: Reader, demo_url: str) -> None:
    with create_engine(demo_url).connect() as connection:
        listed = connection.execute(
            text("select district_code, listed from district_summary where method = 'two-years' and year = 2025")
        )
        published = {row.district_code: row.listed for row in listed}
    answer = strict.simulate()
    assert answer is not None
    rows = answer[ids.SIMULATOR_DISTRICTS_GRID]
    assert [row["published"] for row in rows] == [row["simulated"] for row in rows]
    assert sum(row["simulated"] for row in rows) == published["city"] == int(answer[ids.SIMULATOR_LISTED])
    assert answer[ids.SIMULATOR_MOVED_GRID] == []


def test_a_viewer_is_told_of_his_own_schools_alone(reader: Reader) -> None:
    reader.become("district:nevsky")
    answer = reader.simulate(share=20, procedures=1)
    assert answer is not None
    assert {row["district"] for row in answer[ids.SIMULATOR_MOVED_GRID]} == {"Невский"}
    assert [r["name"] for r in answer[ids.SIMULATOR_DISTRICTS_GRID] if r["simulated"] is not None] == ["Невский"]
    school = next(value for value in reader.viewers() if value.startswith("school:"))
    reader.become(school)
    answer = reader.simulate(share=45, procedures=5)
    assert answer is not None
    assert {row["nameHref"].split("?")[0] for row in answer[ids.SIMULATOR_MOVED_GRID]} <= {f"/school/{school[7:]}"}
    assert not [row for row in answer[ids.SIMULATOR_DISTRICTS_GRID] if row["simulated"] is not None]
    reader.become("administrator")
    assert reader.simulate(share=20) is None


def test_nobody_is_told_nothing(app_of: AppOf, demo_url: str) -> None:
    stranger = Reader(app_of(demo_url, demo_mode="off", secret_key="a secret of the tests" * 2).server.test_client())
    asked = simulator_question({"share": 20}, simulator.WORDS)
    assert stranger.client.post("/_dash-update-component", json=asked).status_code == 401


@pytest.mark.parametrize(
    "values",
    [
        {"share": None, "procedures": None, "minimum": None},
        {"share": "nan", "procedures": "-1", "minimum": "1e9"},
        {"share": ["35"], "procedures": {"a": 1}, "minimum": "' or 1=1 --"},
        {"year": "never", "method": "nothing"},
    ],
)
def test_foreign_values_give_the_published_rule(strict: Reader, values: dict[str, object]) -> None:
    answer = strict.simulate(**values)
    assert answer is not None
    assert answer[ids.SIMULATOR_MOVED_GRID] == []


def test_a_year_without_a_list_changes_nothing(strict: Reader) -> None:
    assert strict.simulate(year="2020") is None
