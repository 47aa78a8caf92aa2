"""Partnerships, list of schools, listing, status and the viewers of the demonstration."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, insert

from data_access import publications, schema
from data_access.queries.listing import listing_rows
from data_access.queries.matching import proposals
from data_access.queries.partnerships import partnership_map, partnership_registry, partnerships_of
from data_access.queries.schools import school_index
from data_access.queries.status import Status, status
from data_access.queries.viewers import demo_viewers
from data_access.viewer import Role, Viewer
from monitoring.districts import DISTRICTS
from monitoring.organisations import Organisation
from monitoring.pair_costs import MatchingRules
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


def test_proposals_are_for_the_listed_without_an_active_partner(world: World) -> None:
    found = proposals(*world.scope(COMMITTEE), world.selection(2022))
    (pair,) = found.pairs
    assert (pair.mentee.id, pair.mentor.id) == (world.id("Школа 10-1"), world.id("Гимназия 12-3"))
    assert pair.distance_km is not None
    assert pair.distance_km == pytest.approx(2.5, abs=0.1)
    assert (pair.subjects, pair.same_district) == (("math", "russian"), False)
    assert [side.id for side in pair.registered] == [world.id("Гимназия 12-3")]
    assert pair.costs is not None
    assert found.total_cost == found.greedy_cost == pytest.approx(pair.costs.total)
    # Школа 12-1 and Гимназия 12-3 have two ВПР in the top quartile in both years and none low; nobody takes a place.
    assert (found.mentors, found.places, found.unmatched, found.by_district) == (2, 4, (), False)
    dear = proposals(*world.scope(COMMITTEE), world.selection(2022), MatchingRules(limit=0.01))
    assert [(item.school.id, item.reason) for item in dear.unmatched] == [(world.id("Школа 10-1"), "too-dear")]
    assert not proposals(*world.scope(COMMITTEE), world.selection(2020)).made


def test_either_side_sees_what_is_proposed_and_the_whole_sees_the_price(world: World) -> None:
    sides = {
        Viewer(Role.DISTRICT, "kurortny"): True,
        Viewer(Role.DISTRICT, "nevsky"): False,
        Viewer(Role.SCHOOL, "kurortny", world.id("Школа 10-1")): True,
        Viewer(Role.SCHOOL, "nevsky", world.id("Гимназия 12-3")): False,
    }
    for viewer, of_the_mentee in sides.items():
        found = proposals(*world.scope(viewer), world.selection(2022))
        (pair,) = found.pairs
        assert (pair.mentee.id, pair.mentor.id) == (world.id("Школа 10-1"), world.id("Гимназия 12-3"))
        assert (pair.costs, found.total_cost, found.greedy_cost, found.mentors) == (None,) * 4
        # Who is proposed in the registry is told to the mentee's side alone.
        assert bool(pair.registered) is of_the_mentee
    for viewer in (Viewer(Role.DISTRICT, "kronshtadtsky"), Viewer(Role.ADMINISTRATOR)):
        assert proposals(*world.scope(viewer), world.selection(2022)).pairs == ()
    dear = MatchingRules(limit=0.01)
    told = {viewer: proposals(*world.scope(viewer), world.selection(2022), dear).unmatched for viewer in sides}
    assert {viewer: bool(found) for viewer, found in told.items()} == sides


def test_schools_of_proposals_are_on_the_map_of_partnerships(world: World) -> None:
    ends = [world.id("Школа 10-1"), world.id("Гимназия 12-3")]
    plain, _ = partnership_map(*world.scope(COMMITTEE), world.selection(2022))
    more, links = partnership_map(*world.scope(COMMITTEE), world.selection(2022), ends)
    assert {mark.id for mark in more} - {mark.id for mark in plain} == set(ends)
    assert len(links) == 2


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
    administrations = [choice.viewer for choice in found if choice.viewer.organisation is Organisation.DISTRICT]
    assert len(administrations) == len(DISTRICTS)
    assert {"ИМЦ Невского района", "СПб АППО", "Городские методические объединения"} <= set(labels)
    schools = {choice.viewer.school_id for choice in found if choice.viewer.role is Role.SCHOOL}
    of_nevsky = {choice.viewer.school_id for choice in found if choice.viewer.district == "nevsky"} - {None}
    # One listed, one that left, one never listed; nobody of Невский helps another school in this year.
    assert of_nevsky >= {world.id("Школа 12-2"), world.id("Школа 12-10"), world.id("Гимназия 12-3")}
    # The second district is that which shows what the first lacks: a mentor.
    assert world.id("Школа 9-2") in schools
    assert world.id("Ёлочка 12-4") not in schools
    assert len(labels) == len(set(labels))
