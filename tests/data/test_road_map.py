"""The plan from the database: states on a day, operators, evidence within the scope."""

from datetime import date

from sqlalchemy import update

from data_access import schema
from data_access.queries.road_map import road_map
from data_access.viewer import Role, Viewer
from monitoring.districts import CITY
from monitoring.road_map import Tally
from tests.data.builders import World

COMMITTEE = Viewer(Role.COMMITTEE)


def test_plan_of_the_year_after_the_list(world: World) -> None:
    found = road_map(*world.scope(COMMITTEE), 2022, date(2022, 10, 2))
    assert found.year == 2023
    assert [(item.number, item.district_operators) for item in found.items] == [(1, ("ИМЦ",)), (2, ("ИМЦ",))]
    states = {(task.place, item.number): task.state for item in found.items for task in item.tasks}
    assert states == {
        ("nevsky", 1): "done",
        ("kurortny", 1): "overdue",
        ("kronshtadtsky", 1): "not-required",
        # Of a day before the report nothing is known but what was done.
        ("nevsky", 2): "running",
        ("kurortny", 2): "done",
        ("kronshtadtsky", 2): "done",
    }
    assert found.whole == Tally(CITY, 3, 5, 1)
    assert found.operators == (Tally("ИМЦ", 3, 5, 1),)
    assert [tally.code for tally in found.places] == ["kronshtadtsky", "kurortny", "nevsky"]


def test_without_a_day_it_is_that_of_the_publication(world: World) -> None:
    found = road_map(*world.scope(COMMITTEE), 2022)
    assert found.on == found.today == world.publication.today
    assert not road_map(*world.scope(COMMITTEE), 2021).items


def test_evidence_is_for_the_district_and_those_who_see_all(world: World) -> None:
    table = schema.plan_progress
    with world.connection.begin_nested() as changed:
        world.connection.execute(update(table).values(evidence="приказ № 7", done_on=date(2022, 9, 20)))
        for viewer, expected in (
            (COMMITTEE, {"nevsky", "kurortny", "kronshtadtsky"}),
            (Viewer(Role.DISTRICT, "nevsky"), {"nevsky"}),
            (Viewer(Role.SCHOOL, "nevsky", world.id("Школа 12-2")), set()),
            (Viewer(Role.ADMINISTRATOR), set()),
        ):
            found = road_map(*world.scope(viewer), 2022)
            assert {task.place for item in found.items for task in item.tasks if task.evidence} == expected
        # What was done later is not told of an earlier day.
        early = road_map(*world.scope(COMMITTEE), 2022, date(2022, 9, 19))
        assert not any(task.evidence or task.done_on for item in early.items for task in item.tasks)
        changed.rollback()
