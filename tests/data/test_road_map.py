"""The plan from the database: states on a day, operators, evidence within the scope, what was known on a past day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from data_access import rights
from data_access.changes import Change, apply
from data_access.queries.plan import plan
from data_access.queries.road_map import plan_years, road_map
from data_access.schema import RECORDS
from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.districts import CITY
from monitoring.organisations import Organisation
from monitoring.reports.road_map import RoadMap, RoadMapTask
from monitoring.road_map import Tally
from tests.data.access_world import World

COMMITTEE = Viewer(Role.COMMITTEE)
TODAY = date(2022, 10, 15)


def task_id(world: World, place: str, number: int) -> int:
    table = RECORDS["road_map_task"]
    where = (table.c.year == 2023, table.c.place == place, table.c.number == number)
    found = world.connection.scalar(select(table.c.id).where(*where))
    assert found is not None
    return found


def report(
    world: World,
    place: str,
    number: int,
    values: dict[str, object],
    *,
    viewer: Viewer = COMMITTEE,
    at: date = TODAY,
) -> int:
    found = task_id(world, place, number)
    moment = datetime(at.year, at.month, at.day, 9, tzinfo=UTC)
    apply(world.connection, viewer, Change("road_map_task", values, found), today=TODAY, now=moment)
    return found


def done(on: date, **more: object) -> dict[str, object]:
    return {"status": "done", "done_on": on, "evidence": "приказ"} | more


def of(found: RoadMap, place: str, number: int) -> RoadMapTask:
    return next(task for item in found.items if item.number == number for task in item.tasks if task.place == place)


def test_plan_on_a_past_day(world: World) -> None:
    found = road_map(world.connection, COMMITTEE, 2023, date(2022, 10, 2))
    assert found.year == 2023
    assert [(item.number, item.district_operators) for item in found.items] == [(1, ("ИМЦ",)), (2, ("ИМЦ",))]
    states = {(task.place, item.number): task.state for item in found.items for task in item.tasks}
    assert states == {
        ("nevsky", 1): "done",
        ("kurortny", 1): "overdue",
        ("kronshtadtsky", 1): "not-required",
        # Of a day before the file came nothing is known but what was done.
        ("nevsky", 2): "running",
        ("kurortny", 2): "done",
        ("kronshtadtsky", 2): "done",
    }
    assert found.whole == Tally(CITY, 3, 5, 1)
    assert found.operators == (Tally("ИМЦ", 3, 5, 1),)
    assert [tally.code for tally in found.places] == ["kronshtadtsky", "kurortny", "nevsky"]


def test_without_a_day_it_is_today(world: World) -> None:
    found = road_map(world.connection, COMMITTEE, 2023)
    assert found.on == found.today == TODAY
    assert not road_map(world.connection, COMMITTEE, 2022).items
    assert plan_years(world.connection) == found.years == (2023,)


def test_a_report_shows_at_once_and_its_evidence_in_the_scope(world: World) -> None:
    imc = Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC)
    given = done(date(2022, 9, 20), document_number="14", document_date="21.09.2022")
    report(world, "nevsky", 2, given, viewer=imc)
    for viewer, seen in (
        (COMMITTEE, True),
        (Viewer(Role.DISTRICT, "nevsky"), True),
        (Viewer(Role.DISTRICT, "kurortny"), False),
        (Viewer(Role.SCHOOL, "nevsky", world.id("Школа 12-2")), False),
        (Viewer(Role.ADMINISTRATOR), False),
    ):
        found = road_map(world.connection, viewer, 2023)
        shown = of(found, "nevsky", 2)
        assert (shown.state, shown.done_on) == ("done", date(2022, 9, 20))
        document = ("приказ", "14", date(2022, 9, 21)) if seen else (None, None, None)
        assert (shown.evidence, shown.document_number, shown.document_date) == document
        assert found.whole.done == 4
    assert plan(world.connection, COMMITTEE, 2022).district("nevsky")[1].done == 1


def test_what_was_reported_later_is_not_told_of_the_earlier_day(world: World) -> None:
    report(world, "nevsky", 2, {"status": "in-progress", "evidence": "начато"}, at=date(2022, 10, 5))
    report(world, "nevsky", 2, done(date(2022, 9, 20)), at=date(2022, 10, 10))
    report(world, "kurortny", 1, done(date(2022, 10, 1)), at=date(2022, 10, 8))
    days = {
        day: of(road_map(world.connection, COMMITTEE, 2023, date(2022, 10, day)), "nevsky", 2) for day in (4, 7, 11)
    }
    # Known since the 5th by a report; before it nothing was.
    assert {day: task.state for day, task in days.items()} == {4: "running", 7: "in-progress", 11: "done"}
    assert [days[day].evidence for day in (7, 11)] == [None, "приказ"]
    assert of(road_map(world.connection, COMMITTEE, 2023, date(2022, 10, 7)), "kurortny", 1).state == "overdue"
    assert of(road_map(world.connection, COMMITTEE, 2023, date(2022, 10, 9)), "kurortny", 1).state == "done"


def test_the_past_does_not_give_evidence_away(world: World) -> None:
    report(world, "nevsky", 2, done(date(2022, 9, 20), evidence="секретно"), at=date(2022, 10, 5))
    report(world, "nevsky", 2, {"evidence": "иначе"}, at=date(2022, 10, 10))
    for viewer, evidence in ((COMMITTEE, "секретно"), (Viewer(Role.DISTRICT, "kurortny"), None)):
        found = of(road_map(world.connection, viewer, 2023, date(2022, 10, 7)), "nevsky", 2)
        assert (found.state, found.evidence) == ("done", evidence)


def test_done_before_its_predecessor(world: World) -> None:
    items = RECORDS["road_map_item"]
    second = world.connection.scalar(select(items.c.id).where(items.c.year == 2023, items.c.number == 2))
    apply(world.connection, COMMITTEE, Change("road_map_item", {"predecessor": 1}, second), today=TODAY)
    found = road_map(world.connection, COMMITTEE, 2023)
    assert [item.predecessor for item in found.items] == [None, 1]
    early = {task.place: task.before for task in found.items[1].tasks}
    # In kronshtadtsky item 1 is not required, in nevsky item 2 is not done.
    assert early == {"kurortny": 1, "kronshtadtsky": None, "nevsky": None}


@pytest.mark.parametrize(
    ("viewer", "places"),
    [
        (COMMITTEE, {CITY, "nevsky", "kurortny"}),
        (Viewer(Role.DISTRICT, "nevsky"), {"nevsky"}),
        (Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC), {"nevsky"}),
        (Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.COKO), set()),
        (Viewer(Role.ANALYST), {CITY}),
        (Viewer(Role.ANALYST, organisation=Organisation.APPO), set()),
        (Viewer(Role.OPERATOR), set()),
        (Viewer(Role.ADMINISTRATOR), set()),
    ],
)
def test_an_operator_reports_its_own_items(world: World, viewer: Viewer, places: set[str]) -> None:
    item = road_map(world.connection, COMMITTEE, 2023).items[1]
    named = {CITY: item.region_operators, "nevsky": item.district_operators, "kurortny": item.district_operators}
    assert {place for place, names in named.items() if rights.may_report(viewer, place, names)} == places
    for place in ("nevsky", "kurortny"):
        if place in places:
            report(world, place, 2, done(date(2022, 9, 20)), viewer=viewer)
        else:
            with pytest.raises(AccessDenied):
                report(world, place, 2, done(date(2022, 9, 20)), viewer=viewer)
