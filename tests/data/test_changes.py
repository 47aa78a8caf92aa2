"""Changes of records: rights, checks, locking, the audit, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DatabaseError

from data_access.changes import Change, Conflict, Refused, Saved, apply
from data_access.queries.records import history, last_change, record, records
from data_access.schema import audit_entry
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from tests.data.access_world import World

TODAY = date(2022, 10, 15)
COMMITTEE = Viewer(Role.COMMITTEE)
DISTRICT = Viewer(Role.DISTRICT, "nevsky")


@pytest.fixture
def school(world: World) -> int:
    return world.id("Школа 12-2")


def measure(school: int, **more: object) -> dict[str, object]:
    return {
        "school_id": school,
        "sort": "measure",
        "title": "Занятия по математике в 6 классе",
        "factor": "failing-pupils",
        "starts_on": "01.09.2022",
        "due_on": "30.12.2022",
        "status": "in-progress",
    } | more


def entries(connection) -> int:
    return connection.scalar(select(func.count()).select_from(audit_entry))


def made(connection, viewer: Viewer, school: int, **more: object) -> Saved:
    return apply(connection, viewer, Change("measure", measure(school, **more)), today=TODAY)


def test_a_record_is_made_with_its_audit_entry(world: World, school: int) -> None:
    connection = world.connection
    head = Viewer(Role.SCHOOL, "nevsky", school)
    saved = made(connection, head, school)
    found = record(connection, head, "measure", saved.record_id)
    assert found.values["title"] == "Занятия по математике в 6 классе"
    assert found.values["starts_on"] == date(2022, 9, 1)
    assert (found.revision, found.created_by) == (1, f"school:{school}")
    (entry,) = history(connection, COMMITTEE, "measure", saved.record_id)
    assert entry.before is None
    assert entry.after["status"] == "in-progress"
    assert "done_on" not in entry.after


def test_a_change_tells_before_and_after_of_what_differs(world: World, school: int) -> None:
    connection = world.connection
    first = made(connection, DISTRICT, school)
    change = Change("measure", {"status": "done", "done_on": "2022-10-01"}, first.record_id, first.revision)
    second = apply(connection, DISTRICT, change, today=TODAY)
    assert second == Saved(first.record_id, 2, changed=True)
    newest = history(connection, COMMITTEE, "measure", first.record_id)[0]
    assert newest.before == {"status": "in-progress", "done_on": None}
    assert newest.after == {"status": "done", "done_on": "2022-10-01"}
    assert record(connection, COMMITTEE, "measure", first.record_id).values["title"]


def test_the_same_again_changes_nothing(world: World, school: int) -> None:
    connection = world.connection
    first = made(connection, DISTRICT, school)
    count, last = entries(connection), last_change(connection)
    again = apply(connection, DISTRICT, Change("measure", measure(school), first.record_id, 1), today=TODAY)
    assert again == Saved(first.record_id, 1, changed=False)
    assert (entries(connection), last_change(connection)) == (count, last)


def test_a_form_sent_twice_writes_once(world: World, school: int) -> None:
    connection = world.connection
    change = Change("measure", measure(school), token="a-form")
    first = apply(connection, DISTRICT, change, today=TODAY)
    assert apply(connection, DISTRICT, change, today=TODAY) == Saved(first.record_id, 1, changed=False)
    assert len(records(connection, DISTRICT, "measure", school_id=school)) == 1
    with pytest.raises(Refused, match="форма устарела"):
        apply(connection, COMMITTEE, change, today=TODAY)


def test_two_writers_of_one_record_do_not_overwrite_each_other(world: World, school: int) -> None:
    connection = world.connection
    first = made(connection, DISTRICT, school)
    apply(connection, COMMITTEE, Change("measure", {"title": "Иначе"}, first.record_id, 1), today=TODAY)
    late = Change("measure", {"status": "cancelled"}, first.record_id, 1)
    with pytest.raises(Conflict) as caught:
        apply(connection, DISTRICT, late, today=TODAY)
    assert (caught.value.revision, caught.value.actor) == (2, "committee")
    assert caught.value.changed == {"title": "Иначе"}
    assert record(connection, DISTRICT, "measure", first.record_id).values["status"] == "in-progress"
    again = Change("measure", {"status": "cancelled"}, first.record_id, caught.value.revision)
    assert apply(connection, DISTRICT, again, today=TODAY).revision == 3
    assert record(connection, DISTRICT, "measure", first.record_id).values["title"] == "Иначе"


@pytest.mark.parametrize(
    ("more", "problems"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "я" * 201}, {"title"}),
        ({"starts_on": "31.02.2022"}, {"starts_on"}),
        ({"due_on": "2022-08-01"}, {"due_on"}),
        ({"status": "done"}, {"done_on"}),
        ({"status": "done", "done_on": TODAY + timedelta(days=1)}, {"done_on"}),
        ({"factor": None}, {"factor"}),
        ({"status": "почти"}, {"status"}),
        ({"post": "Иванов И. И."}, {"post"}),
    ],
)
def test_what_does_not_fit_is_refused_by_field(world: World, school: int, more, problems) -> None:
    before = entries(world.connection)
    with pytest.raises(Refused) as caught:
        made(world.connection, DISTRICT, school, **more)
    assert caught.value.problems.keys() == problems
    assert entries(world.connection) == before
    assert records(world.connection, DISTRICT, "measure") == ()


def test_texts_are_kept_as_written_but_without_what_no_reader_sees(world: World, school: int) -> None:
    saved = made(world.connection, DISTRICT, school, title="<b>5 > 4</b>\u200b\x00 и\r\nдалее", effect="а\r\nб")
    found = record(world.connection, DISTRICT, "measure", saved.record_id)
    assert found.values["title"] == "<b>5 > 4</b> и далее"
    assert found.values["effect"] == "а\nб"


def test_a_record_is_ended_never_deleted(world: World, school: int) -> None:
    connection = world.connection
    first = made(connection, DISTRICT, school)
    with pytest.raises(Refused) as caught:
        apply(connection, DISTRICT, Change("measure", record_id=first.record_id, revision=1, action="end"), today=TODAY)
    assert caught.value.problems.keys() == {"reason"}
    end = Change("measure", record_id=first.record_id, revision=1, action="end", reason="заведена по ошибке")
    assert apply(connection, DISTRICT, end, today=TODAY).revision == 2
    assert records(connection, DISTRICT, "measure") == ()
    (kept,) = records(connection, DISTRICT, "measure", ended=True)
    assert kept.end_reason == "заведена по ошибке"
    with pytest.raises(Refused, match="запись закрыта"):
        apply(connection, DISTRICT, Change("measure", {"title": "ещё"}, first.record_id, 2), today=TODAY)


def test_a_paused_case_is_read_only(world: World, school: int) -> None:
    connection = world.connection
    measure_id = made(connection, DISTRICT, school).record_id
    case = apply(
        connection,
        DISTRICT,
        Change(
            "support_case",
            {"school_id": school, "opened_on": "2022-09-01", "basis": "решение района", "status": "active"},
        ),
        today=TODAY,
    )
    made(connection, DISTRICT, school, title="Вторая мера")
    pause = {"status": "paused", "status_on": "2022-10-10", "reason": "школа закрыта на ремонт"}
    apply(connection, DISTRICT, Change("support_case", pause, case.record_id, 1), today=TODAY)
    for change in (
        Change("measure", measure(school, title="Третья")),
        Change("measure", {"title": "иначе"}, measure_id, 1),
        Change("measure", record_id=measure_id, revision=1, action="end", reason="лишняя"),
    ):
        with pytest.raises(Refused, match="приостановлено"):
            apply(connection, COMMITTEE, change, today=TODAY)
    apply(connection, DISTRICT, Change("support_case", {"status": "active"}, case.record_id, 2), today=TODAY)
    made(connection, DISTRICT, school, title="Третья")


def test_what_is_unknown_is_not_found(world: World, school: int) -> None:
    connection = world.connection
    for change in (Change("nothing", {}), Change("measure", {"title": "x"}, 999_999, 1)):
        with pytest.raises(NotFound):
            apply(connection, COMMITTEE, change, today=TODAY)
    with pytest.raises(Refused):
        made(connection, COMMITTEE, 999_999)


def test_fixed_fields_stay(world: World, school: int) -> None:
    connection = world.connection
    first = made(connection, DISTRICT, school)
    other = world.id("Школа 9-1")
    change = Change("measure", measure(other, title="иначе"), first.record_id, 1)
    apply(connection, DISTRICT, change, today=TODAY)
    assert record(connection, DISTRICT, "measure", first.record_id).values["school_id"] == school


@pytest.mark.parametrize("statement", [update(audit_entry).values(actor="x"), delete(audit_entry)])
def test_the_database_refuses_to_change_the_audit(world: World, school: int, statement) -> None:
    made(world.connection, DISTRICT, school)
    with pytest.raises(DatabaseError, match="append-only"):
        world.connection.execute(statement)


def test_who_may_not_is_denied(world: World, school: int) -> None:
    connection = world.connection
    for viewer in (
        Viewer(Role.DISTRICT, "kurortny"),
        Viewer(Role.SCHOOL, "nevsky", world.id("Гимназия 12-3")),
        Viewer(Role.ANALYST),
        Viewer(Role.OPERATOR),
        Viewer(Role.ADMINISTRATOR),
    ):
        with pytest.raises(AccessDenied):
            made(connection, viewer, school)
