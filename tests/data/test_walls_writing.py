"""Writes of the application behind the walls: what was written without them is, what was refused is refused alike."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data_access import clock, grants, schema, walls
from data_access.changes import Change, Refused, apply
from data_access.changes.files import attach, take_off
from data_access.changes.watch import unwatch, watch
from data_access.engine import create
from data_access.imports.run import import_file
from data_access.publications import publish, undo
from data_access.queries.publication import current
from data_access.queries.records import records
from data_access.queries.watched import watched_since
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from data_access.writing import writing
from monitoring.organisations import Organisation
from tests.data.access_world import World
from tests.data.builders import NOW
from tests.data.test_import_files import marks_csv, register_csv
from tests.postgresql_server import PostgresServer
from tests.walled_city import APPLICATION, WalledCity

TODAY = date(2022, 10, 15)
NEVSKY, KURORTNY = Viewer(Role.DISTRICT, "nevsky"), Viewer(Role.DISTRICT, "kurortny")
COMMITTEE, OPERATOR = Viewer(Role.COMMITTEE), Viewer(Role.OPERATOR)
IMC = Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC)
MEASURE = {
    "sort": "measure", "title": "Мера", "status": "planned", "starts_on": "2022-10-01", "due_on": "2022-12-01",
    "ground": "математика",
}  # fmt: skip


@pytest.fixture
def writers(walled_city: WalledCity) -> Iterator[tuple[World, World]]:
    """The city as the application and as a superuser write it; nothing of it stays."""
    with writing(walled_city.served, keep=False) as connection:
        served = walled_city.world(connection)
        # One writer at a time: the superuser's deeds are done in a plain transaction, rolled back as well.
        with walled_city.free.connect() as other:
            yield served, walled_city.world(other)
            other.rollback()


def measure_of(world: World, name: str) -> int:
    table = schema.RECORDS["measure"]
    with walls.looking_beyond(world.connection):
        found = world.connection.scalar(select(table.c.id).where(table.c.school_id == world.id(name)))
    assert found is not None
    return found


def pair(world: World, mentee: str, mentor: str, status: str = "proposed") -> dict[str, Any]:
    return {
        "mentee_id": world.id(mentee), "mentor_id": world.id(mentor), "subjects": "математика", "status": status,
        "started_on": "2022-10-15", "agreement_number": "Д-1", "agreement_date": "2022-10-01",
    }  # fmt: skip


def outcome(world: World, viewer: Viewer, change: Callable[[World], Change]) -> object:
    """What becomes of the change, as words: the same with walls and without."""
    walls.declare(world.connection, viewer)
    savepoint = world.connection.begin_nested()
    try:
        saved = apply(world.connection, viewer, change(world), today=TODAY)
    except Refused as refused:
        return refused.problems
    except (AccessDenied, NotFound) as error:
        return type(error).__name__, str(error)
    else:
        return saved.changed, saved.revision
    finally:
        savepoint.rollback()


CHANGES: list[tuple[Viewer, Callable[[World], Change], tuple[bool, int] | str]] = [
    (NEVSKY, lambda w: Change("measure", MEASURE | {"school_id": w.id("Школа 12-2")}), (True, 1)),
    (NEVSKY, lambda w: Change("measure", MEASURE | {"school_id": w.id("Школа 10-1")}), "AccessDenied"),
    (NEVSKY, lambda w: Change("measure", {"title": "Чужое"}, measure_of(w, "Школа 10-1"), 1), "AccessDenied"),
    (NEVSKY, lambda w: Change("measure", {"title": "Нет такой"}, 999_999, 1), "NotFound"),
    (KURORTNY, lambda w: Change("measure", {"title": "Иначе"}, measure_of(w, "Школа 10-1"), 1), (True, 2)),
    (KURORTNY, lambda w: Change("partnership_agreement", pair(w, "Школа 10-2", "Гимназия 12-3")), (True, 1)),
    (
        COMMITTEE,
        lambda w: Change("approved_list", {
            "place": "city", "year": "2020/21", "method": "two-years", "order_number": "1-р",
            "order_date": "2022-10-01",
        }),
        (True, 1),
    ),
    (
        OPERATOR,
        lambda w: Change("event", {
            "place": "city", "sort": "methodical", "topic": "Тема", "held_on": "2022-10-01", "audience": "10",
        }),
        (True, 1),
    ),
    (
        IMC,
        lambda w: Change("event", {
            "place": "nevsky", "sort": "methodical", "topic": "Тема", "held_on": "2022-10-01", "audience": "10",
        }),
        (True, 1),
    ),
    (
        IMC,
        lambda w: Change("event", {
            "place": "city", "sort": "methodical", "topic": "Тема", "held_on": "2022-10-01", "audience": "10",
        }),
        "AccessDenied",
    ),
]  # fmt: skip


def test_changes_end_alike_with_walls_and_without(writers: tuple[World, World]) -> None:
    served, free = writers
    for viewer, change, expected in CHANGES:
        found = outcome(served, viewer, change)
        assert found == outcome(free, viewer, change), (viewer, found)
        assert (found[0] if isinstance(expected, str) and isinstance(found, tuple) else found) == expected


def test_places_taken_elsewhere_are_counted(writers: tuple[World, World]) -> None:
    """A mentor of Невский helps two schools of other districts: Курортный may not send a third."""
    for world in writers:
        connection = world.connection
        walls.declare(connection, COMMITTEE)
        for mentee in ("Школа 9-1", "Школа 9-2"):
            apply(
                connection, COMMITTEE, Change("partnership_agreement", pair(world, mentee, "Гимназия 12-3", "active")),
                today=TODAY,
            )  # fmt: skip
        walls.declare(connection, KURORTNY)
        asked = Change("partnership_agreement", pair(world, "Школа 10-2", "Лицей 10-3"))
        assert apply(connection, KURORTNY, asked, today=TODAY).changed
        full = Change("partnership_agreement", pair(world, "Школа 10-2", "Гимназия 12-3", "active"))
        with pytest.raises(Refused, match="заняты все места"):
            apply(connection, KURORTNY, full, today=TODAY)


def test_files_and_bookmarks_go_with_the_scope(writers: tuple[World, World], tmp_path: Path) -> None:
    served, _ = writers
    connection = served.connection
    walls.declare(connection, NEVSKY)
    own, foreign = measure_of(served, "Школа 12-2"), measure_of(served, "Школа 10-1")
    put: dict[str, Any] = {"name": "акт.pdf", "content": b"%PDF-1.4 nothing", "folder": tmp_path, "today": TODAY}
    number = attach(connection, NEVSKY, "measure", own, **put)
    with pytest.raises(AccessDenied):
        attach(connection, NEVSKY, "measure", foreign, **put)
    take_off(connection, NEVSKY, number, today=TODAY)
    school = served.id("Школа 12-1")
    watch(connection, NEVSKY, school)
    assert school in watched_since(connection, NEVSKY)
    unwatch(connection, NEVSKY, school)
    assert school not in watched_since(connection, NEVSKY)


@pytest.fixture
def application(postgresql_server: PostgresServer, postgresql_url: str) -> Iterator[Engine]:
    """The application over an empty database that another role owns."""
    postgresql_server.create_role(APPLICATION)
    owner = create(postgresql_url)
    with owner.begin() as connection:
        grants.grant(connection, APPLICATION)
    owner.dispose()
    engine = create(postgresql_server.url(str(owner.url.database), APPLICATION))
    yield engine
    engine.dispose()


def test_the_application_imports_publishes_and_takes_back(application: Engine, tmp_path: Path) -> None:
    import_file(application, register_csv(tmp_path), now=NOW)
    import_file(application, marks_csv(tmp_path, [(1, 50, 30.5), (2, 40, 10.0)]), now=NOW)
    first = publish(application, now=NOW)
    import_file(application, marks_csv(tmp_path, [(1, 50, 20.0), (3, 40, 10.0)], "more.csv"), now=NOW)
    assert publish(application, now=NOW) > first
    assert undo(application) == first
    with application.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.result)) == 0
        walls.declare(connection, NEVSKY)
        assert connection.scalar(select(func.count()).select_from(schema.result)) == 2 + 3
        published = current(connection)
        assert published is not None
        assert published.id == first
        assert records(connection, NEVSKY, "measure") == ()
        assert clock.today(connection, TODAY) == TODAY
