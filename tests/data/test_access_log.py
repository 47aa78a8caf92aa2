"""The audit of reading on both databases: it only grows, tells who did what, and is closed to all but two roles."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import DatabaseError

from data_access import access_log
from data_access.access_log import Access
from data_access.queries.audit import audit_trail
from data_access.schema import access_entry
from data_access.viewer import AccessDenied, Role, Viewer
from monitoring.reports.audit import AuditAsked
from tests.data.access_world import ROLES, World

NOON = datetime(2022, 10, 15, 12, 0, tzinfo=UTC)


def entry(minute: int, **others: object) -> Access:
    values = {"action": "page", "what": "/school/1", "outcome": "shown", "viewer": "committee"} | others
    return Access(NOON + timedelta(minutes=minute), f"{minute:016x}", **values)  # type: ignore[arg-type]


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(access_entry)) or 0


@pytest.mark.parametrize("statement", [update(access_entry).values(viewer="x"), delete(access_entry)])
def test_the_database_itself_refuses_to_change_an_entry(engine: Engine, statement) -> None:
    access_log.write(engine, [entry(1)])
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(statement)
    assert rows(engine) == 1


def test_a_batch_is_written_whole_or_not_at_all(engine: Engine) -> None:
    with pytest.raises(DatabaseError):
        access_log.write(engine, [entry(1), entry(2, outcome=None)])
    assert rows(engine) == 0
    access_log.write(engine, [entry(1, what="/" + "я" * 400), entry(2)])
    assert rows(engine) == 2


def test_the_trail_joins_reading_and_changes(world: World) -> None:
    engine = world.connection.engine
    if rows(engine) == 0:  # the city is shared by the tests, and entries stay
        school = world.id("Школа 12-2")
        access_log.write(
            engine,
            [
                entry(1, school_id=school, viewer="district:nevsky"),
                entry(2, action="export", what="/sheets/event.csv", viewer="district:nevsky:imc"),
                entry(3, outcome="refused", viewer="school:7", school_id=school),
                entry(60 * 24, viewer="administrator"),
            ],
        )
    ask = lambda **asked: audit_trail(world.connection, Viewer(Role.ADMINISTRATOR), AuditAsked(**asked))  # noqa: E731
    whole = ask()
    assert [row.at for row in whole.rows] == sorted((row.at for row in whole.rows), reverse=True)
    assert {row.source for row in whole.rows} == {"reading", "change"}
    assert whole.total == len(whole.rows)
    of_district = ask(actor="district:nevsky")
    assert {row.viewer for row in of_district.rows if row.source == "reading"} == {
        "district:nevsky", "district:nevsky:imc",
    }  # fmt: skip
    of_school = ask(school=world.id("Школа 12-2"))
    assert {row.school for row in of_school.rows} == {"Школа 12-2 (демо)"}
    assert [row.outcome for row in of_school.rows if row.source == "reading"] == ["refused", "shown"]
    assert {row.action for row in ask(action="export").rows} == {"export"}
    assert {row.source for row in ask(action="change").rows} == {"change"}
    day = NOON.astimezone().date()
    assert {row.viewer for row in ask(first=day + timedelta(days=1), action="page").rows} == {"administrator"}
    assert ask(last=date(2001, 1, 1)).rows == ()
    assert ask(actor="account:1").rows == ()


def test_only_the_committee_and_the_administrator_read_it(world: World) -> None:
    for role in ROLES:
        viewer = world.viewer(role)
        if viewer.role in {Role.COMMITTEE, Role.ADMINISTRATOR}:
            assert audit_trail(world.connection, viewer, AuditAsked()).offset == 0
        else:
            with pytest.raises(AccessDenied):
                audit_trail(world.connection, viewer, AuditAsked())
