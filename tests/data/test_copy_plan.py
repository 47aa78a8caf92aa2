"""The next year's plan after one that stands: whole or nothing, by КО alone, once."""

from datetime import date

import pytest
from sqlalchemy import func, insert, select

from data_access.changes import Change, Refused, apply
from data_access.changes.copy_plan import Copied, copy_plan
from data_access.queries.road_map import road_map
from data_access.schema import RECORDS, audit_entry
from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.organisations import Organisation
from tests.data.access_world import World

COMMITTEE = Viewer(Role.COMMITTEE)
TODAY = date(2022, 10, 15)


def test_terms_are_shifted_and_tasks_begin_anew(world: World) -> None:
    connection = world.connection
    items = RECORDS["road_map_item"]
    second = connection.scalar(select(items.c.id).where(items.c.year == 2023, items.c.number == 2))
    changed = {"predecessor": 1, "due_on": "28.02.2023"}
    apply(connection, COMMITTEE, Change("road_map_item", changed, second), today=TODAY)
    assert copy_plan(connection, COMMITTEE, 2023, 2024, today=TODAY) == Copied(2, 6)
    found = road_map(connection, COMMITTEE, 2024)
    assert [(item.number, item.title, item.starts_on, item.due_on, item.predecessor) for item in found.items] == [
        (1, "Анализ данных", date(2023, 9, 1), date(2023, 10, 1), None),
        (2, "Адресная помощь", date(2023, 9, 1), date(2024, 2, 29), 1),
    ]
    assert found.items[0].district_operators == ("ИМЦ",)
    table = RECORDS["road_map_task"]
    rows = connection.execute(select(table).where(table.c.year == 2024)).all()
    assert {(row.place, row.number, row.status) for row in rows if row.status != "not-started"} == {
        ("kronshtadtsky", 1, "not-required")
    }
    assert not any(row.done_on or row.evidence for row in rows)
    origins = select(audit_entry.c.origin, func.count()).where(audit_entry.c.origin.like("по образцу%"))
    (entry,) = connection.execute(origins.group_by(audit_entry.c.origin)).all()
    assert tuple(entry) == ("по образцу плана 2022/23", 8)
    assert found.years == (2023, 2024)


def test_a_plan_that_exists_is_left_alone(world: World) -> None:
    copy_plan(world.connection, COMMITTEE, 2023, 2024, today=TODAY)
    count = world.connection.scalar(select(func.count()).select_from(audit_entry))
    with pytest.raises(Refused, match="план на 2023/24 уже есть"):
        copy_plan(world.connection, COMMITTEE, 2023, 2024, today=TODAY)
    with pytest.raises(Refused, match="плана на 2030/31 нет"):
        copy_plan(world.connection, COMMITTEE, 2031, 2032, today=TODAY)
    with pytest.raises(Refused, match="следующих"):
        copy_plan(world.connection, COMMITTEE, 2023, 2023, today=TODAY)
    assert world.connection.scalar(select(func.count()).select_from(audit_entry)) == count


@pytest.mark.parametrize(
    "viewer",
    [
        Viewer(Role.ANALYST),
        Viewer(Role.OPERATOR),
        Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC),
        Viewer(Role.ADMINISTRATOR),
    ],
)
def test_only_the_committee_makes_plans(world: World, viewer: Viewer) -> None:
    with pytest.raises(AccessDenied):
        copy_plan(world.connection, viewer, 2023, 2024, today=TODAY)


def test_whole_or_nothing(world: World) -> None:
    connection = world.connection
    # A task that cannot be made stops the copying after the items are written.
    connection.execute(
        insert(RECORDS["road_map_task"]).values(
            year=2024, number=2, place="nevsky", status="done", revision=1, created_at=func.now(), created_by="x",
            changed_at=func.now(), changed_by="x",
        )
    )  # fmt: skip
    with pytest.raises(Refused), connection.begin_nested():
        copy_plan(connection, COMMITTEE, 2023, 2024, today=TODAY)
    assert not road_map(connection, COMMITTEE, 2024).items
