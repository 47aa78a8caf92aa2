"""Published plans become records: at the first publication, at the next ones, in a database made before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, func, insert, select

from data_access import migrations, schema
from data_access.adopting_plans import adopt_plans
from data_access.changes import Change, apply
from data_access.engine import create
from data_access.schema import RECORDS, audit_entry
from data_access.viewer import Role, Viewer
from tests.data.builders import NOW, Builder

COMMITTEE = Viewer(Role.COMMITTEE)
TODAY = date(2022, 10, 15)


@pytest.fixture
def builder(engine: Engine):
    with engine.connect() as connection:
        yield Builder(connection)
        connection.rollback()


def published(build: Builder, number: int, statuses: dict[str, str], title: str = "Анализ", previous=None) -> int:
    """A publication that holds one plan of one item, its status by place."""
    connection = build.connection
    batch = build.batch("plan", source=f"план {number}")
    edition = build.edition("plan:2023", "plan", batch, year=2023)
    connection.execute(
        insert(schema.plan_item).values(
            edition_id=edition, number=1, title=title, region_operator="КО", district_operator="ИМЦ",
            starts_on=date(2022, 9, 1), due_on=date(2022, 10, 1),
        )
    )  # fmt: skip
    for row, (place, status) in enumerate(statuses.items()):
        done = {"done_on": date(2022, 9, 20), "evidence": "письмо"} if status == "done" else {}
        connection.execute(
            insert(schema.plan_progress).values(
                edition_id=edition, number=1, district_code=place, status=status, batch_id=batch, row_number=row, **done
            )
        )
    created = build._add(
        schema.publication, previous_id=previous, created_at=NOW + timedelta(days=number), synthetic=False,
        today=TODAY, schools=0, results=0, sources=[],
    )  # fmt: skip
    connection.execute(insert(schema.publication_edition).values(publication_id=created, edition_id=edition))
    return created


def statuses(connection: Connection) -> dict[str, str]:
    table = RECORDS["road_map_task"]
    return {row.place: row.status for row in connection.execute(select(table).where(table.c.ended_at.is_(None)))}


def test_the_first_plan_is_taken_whole_with_its_audit(builder: Builder) -> None:
    connection = builder.connection
    created = published(builder, 1, {"city": "done", "nevsky": "in-progress"})
    assert adopt_plans(connection, created, NOW) == 3
    assert statuses(connection) == {"city": "done", "nevsky": "in-progress"}
    entries = connection.execute(select(audit_entry).order_by(audit_entry.c.id)).all()
    assert [(entry.kind, entry.action, entry.origin) for entry in entries] == [
        ("road_map_item", "create", f"публикация {created}, план 2022/23"),
        ("road_map_task", "create", f"публикация {created}, план 2022/23"),
        ("road_map_task", "create", f"публикация {created}, план 2022/23"),
    ]
    assert entries[1].after["done_on"] == "2022-09-20"
    assert adopt_plans(connection, created, NOW) == 0


def test_rows_that_say_nothing_new_leave_a_report_alone(builder: Builder) -> None:
    connection = builder.connection
    first = published(builder, 1, {"nevsky": "in-progress", "kurortny": "not-started"})
    adopt_plans(connection, first, NOW)
    table = RECORDS["road_map_task"]
    of_nevsky = connection.scalar(select(table.c.id).where(table.c.place == "nevsky"))
    reported = {"status": "done", "done_on": "2022-10-01", "evidence": "приказ", "document_number": "5"}
    apply(connection, COMMITTEE, Change("road_map_task", reported, of_nevsky), today=TODAY)
    second = published(builder, 2, {"nevsky": "in-progress", "kurortny": "done", "moskovsky": "done"}, previous=first)
    assert adopt_plans(connection, second, NOW) == 2
    assert statuses(connection) == {"nevsky": "done", "kurortny": "done", "moskovsky": "done"}
    # What the file says anew counts, and what it does not hold stays.
    third = published(builder, 3, {"nevsky": "not-required"}, title="Анализ данных", previous=second)
    assert adopt_plans(connection, third, NOW) == 2
    row = connection.execute(select(table).where(table.c.place == "nevsky")).one()
    assert (row.status, row.document_number, row.revision) == ("not-required", "5", 3)
    assert connection.scalar(select(RECORDS["road_map_item"].c.title)) == "Анализ данных"


def test_a_file_that_comes_again_after_an_undo_overwrites_no_report(builder: Builder) -> None:
    connection = builder.connection
    first = published(builder, 1, {"nevsky": "not-started"})
    second = published(builder, 2, {"nevsky": "in-progress"}, previous=first)
    for created in (first, second):
        adopt_plans(connection, created, NOW)
    table = RECORDS["road_map_task"]
    reported = {"status": "done", "done_on": "2022-10-01", "evidence": "приказ"}
    apply(connection, COMMITTEE, Change("road_map_task", reported, connection.scalar(select(table.c.id))), today=TODAY)
    # The second was undone; its file is published again after the first.
    again = published(builder, 3, {"nevsky": "in-progress"}, previous=first)
    assert adopt_plans(connection, again, NOW) == 0
    assert statuses(connection) == {"nevsky": "done"}


def test_publication_adopts(world) -> None:
    connection = world.connection
    kinds = select(audit_entry.c.kind, func.count()).where(audit_entry.c.kind.like("road_map%"))
    found = connection.execute(kinds.group_by(audit_entry.c.kind)).all()
    assert {row[0]: row[1] for row in found} == {
        "road_map_item": 2,
        "road_map_task": 6,
    }


def test_a_database_made_before_shows_its_plan(empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url)
    engine = create(empty_database_url)
    with engine.begin() as connection:
        created = published(Builder(connection), 1, {"city": "done", "nevsky": "in-progress"})
        connection.execute(insert(schema.current_publication).values(id=1, publication_id=created))
    migrations.downgrade(empty_database_url, "0009")
    migrations.upgrade(empty_database_url)
    # Once more: what stands is left alone.
    migrations.downgrade(empty_database_url, "0009")
    migrations.upgrade(empty_database_url)
    with engine.begin() as connection:
        assert statuses(connection) == {"city": "done", "nevsky": "in-progress"}
        (row,) = connection.execute(select(RECORDS["road_map_task"]).where(RECORDS["road_map_task"].c.place == "city"))
        assert (row.year, row.done_on, row.revision, row.created_by) == (2023, date(2022, 9, 20), 1, "analyst")
        entry = connection.execute(
            select(audit_entry).where(audit_entry.c.kind == "road_map_task", audit_entry.c.record_id == row.id)
        ).one()
        assert (entry.action, entry.origin) == ("create", f"публикация {created}, план 2022/23")
        assert entry.after["done_on"] == "2022-09-20"
        # As if it had been adopted: a publication of the same file changes nothing.
        again = published(Builder(connection), 2, {"city": "done", "nevsky": "in-progress"}, previous=created)
        assert adopt_plans(connection, again, datetime(2022, 11, 1, tzinfo=UTC)) == 0
    engine.dispose()
