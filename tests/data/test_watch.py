"""The watch list on both databases: each viewer's own, within the scope, the same twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from data_access.changes import Change, apply
from data_access.changes.watch import unwatch, watch
from data_access.queries.watched import watched_schools, watched_since
from data_access.schema import audit_entry, school, watched_school
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from monitoring.organisations import Organisation
from tests.data.access_world import ROLES, World, role_of

TODAY = date(2022, 10, 15)
NOW = datetime(2022, 10, 15, 9, tzinfo=UTC)
NEVSKY = Viewer(Role.DISTRICT, "nevsky")
COMMITTEE = Viewer(Role.COMMITTEE)


def test_the_same_twice_changes_nothing(world: World) -> None:
    connection, number = world.connection, world.id("Школа 12-2")
    audited = connection.scalar(select(func.count()).select_from(audit_entry))
    unwatch(connection, NEVSKY, number)
    watch(connection, NEVSKY, number, now=NOW)
    watch(connection, NEVSKY, number, now=NOW + timedelta(days=1))
    assert watched_since(connection, NEVSKY) == {number: NOW}
    unwatch(connection, NEVSKY, number)
    unwatch(connection, NEVSKY, number)
    assert watched_since(connection, NEVSKY) == {}
    assert connection.scalar(select(func.count()).select_from(audit_entry)) == audited


def test_each_viewer_has_a_list_of_its_own(world: World) -> None:
    connection, number = world.connection, world.id("Школа 12-2")
    imc = Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC)
    watch(connection, NEVSKY, number)
    assert watched_since(connection, imc) == watched_since(connection, COMMITTEE) == {}
    watch(connection, imc, number)
    unwatch(connection, NEVSKY, number)
    assert watched_since(connection, imc).keys() == {number}


@pytest.mark.parametrize("role", ROLES)
def test_a_school_outside_the_scope_is_not_watched(world: World, role: str) -> None:
    viewer = world.viewer(role)
    assert role_of(world, viewer) == role
    for number in world.city.school.values():
        if number in world.open_to(role):
            watch(world.connection, viewer, number)
        else:
            with pytest.raises(AccessDenied):
                watch(world.connection, viewer, number)
    assert watched_since(world.connection, viewer).keys() == world.open_to(role)


def test_an_unknown_school_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        watch(world.connection, COMMITTEE, 999_999)
    unwatch(world.connection, COMMITTEE, 999_999)


def test_the_list_tells_status_review_and_what_is_overdue(world: World) -> None:
    connection, number = world.connection, world.id("Школа 12-2")
    for each in (world.id("Школа 12-10"), number):
        watch(connection, NEVSKY, each, now=NOW)
    for due in (date(2022, 10, 1), date(2022, 10, 14), date(2022, 10, 15)):
        values = {"school_id": number, "sort": "measure", "title": "Занятия", "factor": "parents",
                  "starts_on": date(2022, 9, 1), "due_on": due, "status": "planned"}  # fmt: skip
        apply(connection, NEVSKY, Change("measure", values), today=TODAY)
    for term, colour, day in (("q1", "red", date(2022, 10, 10)), ("q2", "green", date(2022, 9, 10))):
        values = {"school_id": number, "year": 2023, "term": term, "colour": colour, "words": "Идёт",
                  "reviewed_on": day}  # fmt: skip
        apply(connection, NEVSKY, Change("review", values), today=TODAY)
    found = watched_schools(*world.scope(NEVSKY), world.selection(2022), TODAY)
    first, second = found
    assert (first.school.name, first.status, first.overdue_measures) == ("Школа 12-2 (демо)", "stayed", 2)
    assert first.review is not None
    assert (first.review.colour, first.since) == ("red", NOW.date())
    assert (second.school.name, second.status, second.review, second.overdue_measures) == (
        "Школа 12-10 (демо)", "left", None, 0,
    )  # fmt: skip
    assert first.change is not None
    assert watched_schools(*world.scope(COMMITTEE), world.selection(2022), TODAY) == ()


def test_a_school_that_left_the_scope_is_told_of_no_more(world: World) -> None:
    connection, number = world.connection, world.id("Школа 12-2")
    watch(connection, NEVSKY, number)
    connection.execute(update(watched_school).values(viewer="district:kurortny"))
    kurortny = Viewer(Role.DISTRICT, "kurortny")
    assert watched_since(connection, kurortny).keys() == {number}
    assert watched_schools(*world.scope(kurortny), world.selection(2022), TODAY) == ()
    assert connection.scalar(select(school.c.district_code).where(school.c.id == number)) == "nevsky"
    unwatch(connection, kurortny, number)
    assert watched_since(connection, kurortny) == {}
