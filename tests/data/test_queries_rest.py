"""Partnerships, list of schools, listing, status and the viewers of the demonstration."""

from datetime import date, timedelta

from sqlalchemy import Engine, insert

from data_access import publications, schema
from data_access.queries.listing import listing_rows
from data_access.queries.partnerships import partnership_map, partnership_registry, partnerships_of
from data_access.queries.schools import school_index
from data_access.queries.status import Status, status
from data_access.queries.viewers import demo_viewers
from data_access.viewer import Role, Viewer
from monitoring.districts import DISTRICTS
from tests.data.builders import NOW, VPR_MATH, Builder, World, marks, small_city

COMMITTEE = Viewer(Role.COMMITTEE)


def test_registry_of_the_school_year(world: World) -> None:
    now = partnership_registry(*world.scope(COMMITTEE), 2022)
    assert [(item.mentee.removesuffix(" (демо)"), item.status) for item in now] == [
        ("Школа 9-1", "active"),
        ("Школа 10-1", "proposed"),
        ("Школа 12-2", "active"),
    ]
    before = partnership_registry(*world.scope(COMMITTEE), 2021)
    assert [item.status for item in before] == ["active", "ended"]
    assert before[1].ended_on == date(2022, 5, 31)
    assert partnership_registry(*world.scope(COMMITTEE), 2019) == ()
    assert [item.status for item in partnerships_of(*world.scope(COMMITTEE), world.id("Гимназия 12-3"))] == [
        "proposed",
        "ended",
    ]


def test_map_of_partnerships_holds_their_schools_alone(world: World) -> None:
    marks_found, links = partnership_map(*world.scope(COMMITTEE), world.selection(2022))
    assert {mark.id for mark in marks_found} == {
        world.id(name) for name in ("Школа 9-1", "Школа 9-2", "Школа 12-2", "Лицей 10-3")
    }
    assert len(links) == 2
    assert all(link.mentee != link.mentor for link in links)


def test_index_lists_schools_in_natural_order(world: World) -> None:
    rows = school_index(*world.scope(COMMITTEE), world.selection(2022))
    names = [row.name.removesuffix(" (демо)") for row in rows]
    assert names == [
        "Гимназия 12-3",
        "Лицей 10-3",
        "Школа 9-1",
        "Школа 9-2",
        "Школа 9-3",
        "Школа 10-1",
        "Школа 10-2",
        "Школа 10-4",
        "Школа 12-1",
        "Школа 12-2",
        "Школа 12-10",
    ]
    found = {row.id: row for row in rows}
    assert not found[world.id("Школа 10-4")].placed
    assert found[world.id("Школа 10-4")].status == "not-assessed"
    assert found[world.id("Школа 12-10")].status == "left"


def test_listing_holds_the_listed_with_grounds(world: World) -> None:
    rows = listing_rows(*world.scope(COMMITTEE), 2022, "two-years")
    assert [(row.name.removesuffix(" (демо)"), row.district, row.status) for row in rows] == [
        ("Школа 9-1", "kronshtadtsky", "entered"),
        ("Школа 10-1", "kurortny", "entered"),
        ("Школа 12-2", "nevsky", "stayed"),
    ]
    assert all(len(row.grounds) == 4 for row in rows)
    assert all(0 < (row.probability or 0) <= 1 for row in rows)
    assert listing_rows(*world.scope(COMMITTEE), 2020, "two-years") == ()


def test_status_of_an_empty_database(engine: Engine) -> None:
    with engine.connect() as connection:
        found = status(connection)
    assert found == Status(0, 0, 0, (), None, 0, 0, 0, synthetic=False, today=None)


def test_status_tells_what_waits_for_publication(engine: Engine) -> None:
    city = small_city(engine)
    with engine.connect() as connection:
        before = status(connection)
    assert (before.schools, before.districts, before.results, before.years) == (12, 3, 131, (2019, 2021, 2022))
    assert (before.data_version, before.listed, before.unpublished) == (None, 0, 17)
    published = publications.publish(engine, now=NOW)
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch(source="новый", imported_at=NOW + timedelta(days=1))
        build.results((2023, *VPR_MATH), {city.school["Школа 12-1 (демо)"]: marks(40, 11.0)}, batch=batch)
        for state in ("open", "resolved"):
            connection.execute(
                insert(schema.quarantine).values(
                    batch_id=batch, row_number=5, reason="unknown-school", message="…", payload={}, status=state
                )
            )
    with engine.connect() as connection:
        after = status(connection)
    assert (after.data_version, after.listed, after.unpublished, after.quarantined) == (published, 3, 1, 1)
    assert (after.results, after.years) == (132, (2019, 2021, 2022, 2023))


def test_viewers_of_the_demonstration(world: World) -> None:
    found = demo_viewers(world.connection, world.publication)
    labels = [choice.label for choice in found]
    assert labels[:2] == ["Комитет по образованию", "Аналитик СПб ЦОКОиИТ"]
    assert "Администрация Невского района" in labels
    assert labels[-1] == "Администратор системы"
    assert sum(choice.viewer.role is Role.DISTRICT for choice in found) == len(DISTRICTS)
    schools = {choice.viewer.school_id for choice in found if choice.viewer.role is Role.SCHOOL}
    of_nevsky = {choice.viewer.school_id for choice in found if choice.viewer.district == "nevsky"} - {None}
    # One listed, one that left, one never listed; nobody of Невский helps another school in this year.
    assert of_nevsky >= {world.id("Школа 12-2"), world.id("Школа 12-10"), world.id("Гимназия 12-3")}
    # The second district is that which shows what the first lacks: a mentor.
    assert world.id("Школа 9-2") in schools
    assert world.id("Ёлочка 12-4") not in schools
    assert len(labels) == len(set(labels))
