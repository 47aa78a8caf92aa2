"""The start panel on both databases: each finding for each role, in its scope."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from data_access import schema
from data_access.changes import Change, apply
from data_access.queries.attention import attention
from data_access.queries.attention_terms import overdue_count, overdue_in_district
from data_access.viewer import Role, Viewer
from monitoring.organisations import Organisation
from monitoring.reports.attention import Attention
from tests.data.access_world import World
from tests.data.builders import NOW

TODAY = date(2022, 10, 15)
COMMITTEE = Viewer(Role.COMMITTEE)
NEVSKY = Viewer(Role.DISTRICT, "nevsky")
KURORTNY = Viewer(Role.DISTRICT, "kurortny")
OPERATOR = Viewer(Role.OPERATOR)
ADMINISTRATOR = Viewer(Role.ADMINISTRATOR)
Put = Callable[..., int]


def head(world: World, name: str, district: str = "nevsky") -> Viewer:
    return Viewer(Role.SCHOOL, district, world.id(name))


@pytest.fixture(autouse=True)
def _no_records(world: World) -> None:
    """What the publication itself brought among the records is struck out: each test enters its own."""
    for table in schema.RECORDS.values():
        world.connection.execute(update(table).values(ended_at=NOW, end_reason="проверка"))


@pytest.fixture
def put(world: World) -> Put:
    """Writes a record as КО or another viewer; returns its number."""

    def write(kind: str, viewer: Viewer = COMMITTEE, on: date = TODAY, **values: Any) -> int:
        moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        return apply(world.connection, viewer, Change(kind, values), today=TODAY, now=moment).record_id

    return write


@pytest.fixture
def panel(world: World) -> Callable[..., Attention]:
    """The panel of a viewer."""

    def ask(viewer: Viewer, day: date = TODAY, **more: Any) -> Attention:
        return attention(world.connection, viewer, world.publication, world.selection(2022), day, **more)

    return ask


def item(put: Put, number: int, due: date, region: str = "СПб ЦОКОиИТ", district: str = "ИМЦ") -> None:
    put("road_map_item", year=2023, number=number, title=f"Дело {number}", region_operator=region,
        district_operator=district, starts_on=date(2022, 9, 1), due_on=due)  # fmt: skip


def task(put: Put, number: int, place: str, status: str = "not-started", **more: Any) -> int:
    return put("road_map_task", year=2023, number=number, place=place, status=status, **more)


@pytest.fixture
def plan(put: Put) -> None:
    """Item 1 past its term, 2 due in nine days, 3 far off, 4 past it and done in time or not required."""
    for number, due in enumerate((date(2022, 9, 30), date(2022, 10, 24), date(2022, 12, 31), date(2022, 9, 30)), 1):
        item(put, number, due, region="городские методические объединения" if number == 1 else "СПб АППО")
        for place in ("city", "nevsky", "kurortny"):
            done: dict[str, Any] = {"status": "done", "done_on": date(2022, 9, 20), "evidence": "письмо"}
            if number == 4:
                done = {"status": "not-required"} if place == "city" else done
            task(put, number, place, **(done if number == 4 else {}))


def measure(put: Put, school: int, due: date, **more: Any) -> int:
    values = {"sort": "measure", "title": "Занятия", "factor": "parents", "starts_on": date(2022, 9, 1)}
    return put("measure", school_id=school, due_on=due, **values | {"status": "in-progress"} | more)


def told(found: Attention) -> set[tuple[str, str, str, int | None]]:
    return {(d.kind, d.place, d.state, d.number or (d.school.id if d.school else None)) for d in found.due}


@pytest.mark.usefixtures("plan")
def test_tasks_of_the_plan_press_on_who_carries_them_out(panel: Callable[..., Attention]) -> None:
    everywhere = {("road_map_task", place, state, number) for place in ("city", "nevsky", "kurortny")
                  for number, state in ((1, "overdue"), (2, "due-soon"))}  # fmt: skip
    assert told(panel(COMMITTEE)) == everywhere
    assert told(panel(NEVSKY)) == {item for item in everywhere if item[1] == "nevsky"}
    imc = panel(Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC))
    assert told(imc) == told(panel(NEVSKY))
    assert all(due.own for due in imc.due)
    assert not any(due.own for due in panel(NEVSKY).due)
    appo = panel(Viewer(Role.ANALYST, organisation=Organisation.APPO))
    assert {(due.place, due.number) for due in appo.due if due.own} == {("city", 2)}
    assert told(panel(OPERATOR)) == {("road_map_task", "city", "overdue", 1)}
    assert told(panel(ADMINISTRATOR)) == set()
    assert panel(ADMINISTRATOR).overdue == 3


@pytest.mark.usefixtures("plan")
def test_who_sees_no_schools_is_told_of_the_plan_alone(
    world: World, put: Put, panel: Callable[..., Attention]
) -> None:  # fmt: skip
    measure(put, world.id("Школа 12-2"), date(2022, 10, 1))
    for viewer in (OPERATOR, ADMINISTRATOR):
        found = panel(viewer)
        assert (found.awaiting, found.unreviewed, found.watched) == ((), (), ())
        assert (found.needs, found.list_changes) == (None, None)
        assert {change.kind for change in found.changes} <= {"road_map_item", "road_map_task"}
        assert (found.plan.whole.total, found.plan.whole.done, found.plan.whole.overdue) == (11, 2, 3)


def test_a_term_is_judged_by_the_day(put: Put, panel: Callable[..., Attention]) -> None:
    item(put, 1, date(2022, 9, 30))
    task(put, 1, "nevsky", "done", done_on=date(2022, 10, 5), evidence="письмо")
    assert told(panel(NEVSKY)) == set()
    assert told(panel(NEVSKY, date(2022, 10, 1))) == {("road_map_task", "nevsky", "overdue", 1)}
    assert told(panel(NEVSKY, date(2022, 9, 25))) == {("road_map_task", "nevsky", "due-soon", 1)}
    assert told(panel(NEVSKY, date(2022, 8, 25))) == set()


def test_measures_and_recommendations_press_within_the_scope(
    world: World, put: Put, panel: Callable[..., Attention]
) -> None:
    own, other = world.id("Школа 12-2"), world.id("Школа 10-1")
    measure(put, own, date(2022, 10, 1))
    measure(put, own, date(2022, 10, 20), status="planned")
    measure(put, own, date(2022, 12, 1))
    measure(put, own, date(2022, 10, 1), status="cancelled")
    measure(put, own, date(2022, 10, 1), status="done", done_on=date(2022, 10, 10))
    measure(put, other, date(2022, 10, 1))
    late = {"given_on": date(2022, 9, 1), "source": "monitoring", "due_on": date(2022, 10, 10)}
    put("recommendation", school_id=own, words="Обсудить", **late)
    answered = put("recommendation", school_id=own, words="Ответить", **late)
    put("recommendation", school_id=own, words="Без срока", **late | {"due_on": None})
    put("answer", head(world, "Школа 12-2"), school_id=own, about="recommendation", recommendation_id=answered,
        words="Обсудили", answered_on=date(2022, 10, 5))  # fmt: skip
    expected = {
        ("measure", "nevsky", "overdue", own),
        ("measure", "nevsky", "due-soon", own),
        ("recommendation", "nevsky", "overdue", own),
    }
    for viewer in (NEVSKY, head(world, "Школа 12-2")):
        assert told(panel(viewer)) == expected
        assert len(panel(viewer).due) == 3
    assert told(panel(COMMITTEE)) == expected | {("measure", "kurortny", "overdue", other)}
    assert told(panel(KURORTNY)) == {("measure", "kurortny", "overdue", other)}
    assert told(panel(head(world, "Гимназия 12-3"))) == set()
    # Of a day before: what was answered or done since was open then.
    assert len(panel(NEVSKY, date(2022, 10, 2)).due) == 4


def test_terms_of_a_paused_case_do_not_press(world: World, put: Put, panel: Callable[..., Attention]) -> None:
    own = world.id("Школа 12-2")
    measure(put, own, date(2022, 10, 1))
    values = {"school_id": own, "opened_on": date(2022, 9, 1), "basis": "приказ", "status": "paused",
              "status_on": date(2022, 10, 1), "reason": "ремонт"}  # fmt: skip
    case = put("support_case", **values)
    assert told(panel(NEVSKY)) == set()
    assert overdue_count(world.connection, NEVSKY, TODAY) == 0
    change = Change("support_case", {"status": "active"}, case, 1)
    apply(world.connection, COMMITTEE, change, today=TODAY)
    assert len(panel(NEVSKY).due) == 1


@pytest.mark.usefixtures("plan")
def test_the_line_on_other_pages_counts_what_the_panel_tells(
    world: World, put: Put, panel: Callable[..., Attention]
) -> None:
    for name in ("Школа 12-2", "Школа 10-1", "Школа 10-1"):
        measure(put, world.id(name), date(2022, 10, 1))
    put("recommendation", school_id=world.id("Школа 9-1"), words="Обсудить", given_on=date(2022, 9, 1),
        source="monitoring", due_on=date(2022, 10, 14))  # fmt: skip
    viewers = [
        world.viewer(role) for role in ("committee", "analyst", "district", "small district", "school", "mentor")
    ]
    counts = {}
    for viewer in [*viewers, KURORTNY, OPERATOR, ADMINISTRATOR]:
        counts[viewer.code] = overdue_count(world.connection, viewer, TODAY)
        assert counts[viewer.code] == panel(viewer).overdue, viewer
    assert counts["committee"] == 7
    assert counts[KURORTNY.code] == 3
    for viewer, count in ((COMMITTEE, 3), (KURORTNY, 3), (NEVSKY, None), (OPERATOR, None)):
        assert overdue_in_district(world.connection, viewer, TODAY, "kurortny") == count


def test_a_proposal_waits_for_the_districts_that_have_not_confirmed(
    world: World, put: Put, panel: Callable[..., Attention]
) -> None:
    def pair(mentee: str, mentor: str, **more: Any) -> int:
        return put("partnership_agreement", mentee_id=world.id(mentee), mentor_id=world.id(mentor),
                   subjects=["math"], started_on=date(2022, 9, 20), **{"status": "proposed"} | more)  # fmt: skip

    both = pair("Школа 10-1", "Гимназия 12-3")
    half = pair("Школа 12-10", "Лицей 10-3", mentee_confirmed_on=date(2022, 10, 1))
    pair("Школа 9-1", "Школа 9-2", mentee_confirmed_on=TODAY, mentor_confirmed_on=TODAY)
    pair("Школа 12-2", "Лицей 10-3", status="active", agreement_number="7", agreement_date=date(2022, 9, 1))
    waits = {item.record_id: item.districts for item in panel(COMMITTEE).awaiting}
    assert waits == {both: ("kurortny", "nevsky"), half: ("kurortny",)}
    assert [item.record_id for item in panel(NEVSKY).awaiting] == [both]
    assert [item.record_id for item in panel(KURORTNY).awaiting] == [both, half]
    assert panel(Viewer(Role.DISTRICT, "kronshtadtsky")).awaiting == ()
    assert [item.record_id for item in panel(head(world, "Школа 12-10")).awaiting] == [half]


def test_a_case_that_goes_on_waits_for_the_review_of_the_quarter(
    world: World, put: Put, panel: Callable[..., Attention]
) -> None:
    names = ("Школа 12-2", "Школа 12-10", "Школа 10-1")
    for name in names:
        put("support_case", school_id=world.id(name), opened_on=date(2022, 9, 1), basis="приказ", status="active")
    review = {"year": 2023, "colour": "amber", "words": "Идёт", "reviewed_on": TODAY}
    put("review", school_id=world.id("Школа 12-10"), term="q1", **review)
    assert {item.school.id for item in panel(COMMITTEE).unreviewed} == {world.id(names[0]), world.id(names[2])}
    assert [item.school.id for item in panel(NEVSKY).unreviewed] == [world.id("Школа 12-2")]
    late = panel(NEVSKY, date(2022, 11, 1))
    assert [(item.school.name, item.latest and item.latest.colour) for item in late.unreviewed] == [
        ("Школа 12-2 (демо)", None), ("Школа 12-10 (демо)", "amber"),
    ]  # fmt: skip
    assert panel(NEVSKY, date(2022, 7, 1)).unreviewed == ()


def test_the_list_is_compared_with_the_former_year_while_there_is_one_publication(
    world: World, panel: Callable[..., Attention]
) -> None:
    found = panel(COMMITTEE).list_changes
    assert found is not None
    assert (found.year, found.former_year, found.former_id) == (2022, 2021, None)
    assert {(item.school.name, item.move) for item in found.schools} == {
        ("Школа 12-10 (демо)", "left"), ("Школа 10-1 (демо)", "entered"), ("Школа 9-1 (демо)", "entered"),
    }  # fmt: skip
    mine = panel(KURORTNY).list_changes
    assert mine is not None
    assert [item.school.id for item in mine.schools] == [world.id("Школа 10-1")]


def test_the_list_is_compared_with_that_of_the_former_publication(
    world: World, panel: Callable[..., Attention]
) -> None:
    connection, former = world.connection, 900
    columns = [column for column in schema.publication.c if column.name not in {"id", "previous_id"}]
    stands = (
        connection.execute(select(*columns).where(schema.publication.c.id == world.publication.id)).mappings().one()
    )
    connection.execute(insert(schema.publication).values(id=former, previous_id=None, **stands))
    connection.execute(
        schema.publication.update().where(schema.publication.c.id == world.publication.id).values(previous_id=former)
    )
    for name, year, status in (
        ("Школа 12-2", 2021, "listed"), ("Школа 12-1", 2021, "listed"), ("Школа 9-1", 2019, "listed"),
        ("Школа 10-1", 2021, "left"),
    ):  # fmt: skip
        connection.execute(
            insert(schema.listing).values(
                publication_id=former, method="two-years", year=year, school_id=world.id(name), status=status,
                years_listed=1, grounds=[],
            )
        )  # fmt: skip
    table = schema.listing
    of_now = (table.c.publication_id == world.publication.id) & (table.c.school_id == world.id("Школа 9-1"))
    connection.execute(table.update().where(of_now, table.c.year == 2022).values(years_listed=2))
    found = panel(COMMITTEE).list_changes
    assert found is not None
    assert (found.former_id, found.former_year, found.former_on) == (former, 2021, NOW.date())
    moved = {item.school.name.removesuffix(" (демо)"): item.move for item in found.schools}
    assert moved == {"Школа 12-1": "left", "Школа 10-1": "entered", "Школа 9-1": "returned"}
    mine = panel(NEVSKY).list_changes
    assert mine is not None
    assert [item.school.name for item in mine.schools] == ["Школа 12-1 (демо)"]


def made(found: Attention, kind: str) -> int:
    return sum(change.made for change in found.changes if change.kind == kind)


def test_changes_of_records_are_counted_by_kind_within_the_scope(
    world: World, put: Put, panel: Callable[..., Attention]
) -> None:
    own, other = world.id("Школа 12-2"), world.id("Школа 10-1")
    tasks = {viewer: made(panel(viewer), "road_map_task") for viewer in (COMMITTEE, NEVSKY)}
    number = measure(put, own, date(2022, 12, 1))
    apply(world.connection, NEVSKY, Change("measure", {"title": "Иначе"}, number, 1), today=TODAY,
          now=datetime(2022, 10, 14, 9, tzinfo=UTC))  # fmt: skip
    put("measure", on=date(2022, 9, 30), school_id=own, sort="measure", title="Давно", factor="parents",
        starts_on=date(2022, 9, 1), due_on=date(2022, 12, 1), status="planned")  # fmt: skip
    measure(put, other, date(2022, 12, 1))
    brought = {"school_id": own, "year": 2023, "source": "rosobrnadzor", "verdict": "low", "published_on": TODAY}
    apply(world.connection, COMMITTEE, Change("external_entry", brought, origin="публикация 9"), today=TODAY)
    item(put, 1, date(2022, 12, 31))
    for place in ("city", "nevsky", "kurortny"):
        task(put, 1, place)
    found = {change.kind: change for change in panel(COMMITTEE).changes}
    assert (found["measure"].made, found["measure"].changed, found["measure"].ended) == (2, 0, 0)
    assert found["measure"].actors == ("committee", "district:nevsky")
    assert "external_entry" not in found
    assert made(panel(COMMITTEE), "road_map_task") == tasks[COMMITTEE] + 3
    mine = {change.kind: change for change in panel(NEVSKY).changes}
    assert (mine["measure"].made, made(panel(NEVSKY), "road_map_task")) == (1, tasks[NEVSKY] + 1)
    assert mine["measure"].latest == datetime(2022, 10, 15, 12, tzinfo=UTC)
    assert "measure" not in {change.kind for change in panel(head(world, "Гимназия 12-3")).changes}
    before = panel(COMMITTEE, date(2022, 10, 10), until=date(2022, 10, 10)).changes
    assert [(change.kind, change.made) for change in before] == [("measure", 1)]


def test_listed_schools_lack_what_no_record_gives_them(
    world: World, put: Put, panel: Callable[..., Attention]
) -> None:  # fmt: skip
    own = world.id("Школа 12-2")
    empty = panel(COMMITTEE).needs
    assert empty is not None
    assert (empty.listed, [len(school.missing) for school in empty.lacking]) == (3, [5, 5, 5])
    put("support_case", school_id=own, opened_on=date(2022, 9, 1), basis="приказ", status="active")
    put("responsible_post", school_id=own, post="заместитель директора", order_number="7", order_date=TODAY)
    put("risk_profile", school_id=own, year=2023, source="self", assessed_on=TODAY, parents="low")
    measure(put, own, date(2022, 12, 1), status="done", done_on=TODAY)
    put("partnership_agreement", mentee_id=own, mentor_id=world.id("Лицей 10-3"), subjects=["math"], status="active",
        started_on=date(2022, 9, 1), agreement_number="7", agreement_date=TODAY)  # fmt: skip
    needs = panel(NEVSKY).needs
    assert needs is not None
    assert (needs.year, needs.listed) == (2022, 1)
    assert [(school.school.id, school.missing) for school in needs.lacking] == [(own, ("measure",))]
    measure(put, own, date(2022, 12, 1))
    assert panel(NEVSKY).needs.lacking == ()  # type: ignore[union-attr]
    city = panel(COMMITTEE).needs
    assert city is not None
    assert {item.district: (item.listed, item.missing["measure"]) for item in city.districts} == {
        "nevsky": (1, 0), "kurortny": (1, 1), "kronshtadtsky": (1, 1),
    }  # fmt: skip
    mentor = panel(head(world, "Гимназия 12-3")).needs
    assert mentor is not None
    assert (mentor.listed, mentor.lacking) == (0, ())
    assert "Школа 10-1" not in repr(panel(NEVSKY))
