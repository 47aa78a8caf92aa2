"""Partnerships as records: adopted from the registry, proposed, confirmed by both districts, bounded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from data_access import clock, publications, schema
from data_access.agreements import CAPACITY, agreement, in_force
from data_access.changes import Change, Conflict, Refused, apply
from data_access.changes.confirming import confirm
from data_access.queries import matching, partnerships
from data_access.queries.listed_years import with_partner
from data_access.queries.records import history, records
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from monitoring.organisations import Organisation
from monitoring.partnerships import STATUSES, is_active
from tests.data.access_world import World
from tests.data.builders import NOW, Builder, small_city

TODAY = date(2022, 10, 15)
COMMITTEE = Viewer(Role.COMMITTEE)
NEVSKY, KURORTNY, KRONSHTADT = (Viewer(Role.DISTRICT, code) for code in ("nevsky", "kurortny", "kronshtadtsky"))
IMC = Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC)
SIGNED = {"agreement_number": "Д-22/1", "agreement_date": "2022-10-01"}
CODE = "partnership_agreement"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda *_: TODAY)


def proposal(world: World, mentee: str = "Школа 10-2", mentor: str = "Гимназия 12-3", **more: Any) -> dict[str, Any]:
    return {
        "mentee_id": world.id(mentee), "mentor_id": world.id(mentor), "subjects": "математика", "status": "proposed",
        "started_on": "2022-10-15",
    } | more  # fmt: skip


def put(world: World, viewer: Viewer, values: dict[str, Any], record: int | None = None) -> int:
    return apply(world.connection, viewer, Change(CODE, values, record), today=TODAY).record_id


def refused(world: World, viewer: Viewer, values: dict[str, Any], record: int | None = None) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        put(world, viewer, values, record)
    return caught.value.problems


def state(world: World, record: int) -> Any:
    return world.connection.execute(select(agreement).where(agreement.c.id == record)).one()


def test_the_published_registry_stands_as_records(world: World) -> None:
    found = records(world.connection, COMMITTEE, CODE)
    assert len(found) == 4
    one = next(item for item in found if item.values["mentee_id"] == world.id("Школа 12-2"))
    assert one.values["activities_reported"] == 3
    assert one.values["subjects"] == ("math", "russian")
    (entry,) = history(world.connection, COMMITTEE, CODE, one.id)
    assert (entry.actor, entry.origin) == ("analyst", "публикация 1")


def test_a_district_proposes_and_the_other_confirms(world: World) -> None:
    record = put(world, KURORTNY, proposal(world, mentee_confirmed_on="2022-10-15"))
    assert (
        "нет подтверждения Невского района" in refused(world, KURORTNY, SIGNED | {"status": "active"}, record)["status"]
    )
    assert confirm(world.connection, NEVSKY, record, 1, today=TODAY).changed
    assert (state(world, record).status, state(world, record).mentor_confirmed_on) == ("proposed", TODAY)
    # With both confirmations the agreement is what is missing.
    assert refused(world, KURORTNY, {"status": "active"}, record).keys() == {"agreement_number", "agreement_date"}
    put(world, KURORTNY, SIGNED | {"status": "active"}, record)
    assert state(world, record).status == "active"
    pairs = {(item.mentee_id, item.mentor_id) for item in partnerships.active_partnerships(*world.scope(NEVSKY), 2022)}
    assert (world.id("Школа 10-2"), world.id("Гимназия 12-3")) in pairs


def test_the_last_confirmation_of_a_signed_one_makes_it_active(world: World) -> None:
    record = put(world, KURORTNY, proposal(world, mentee_confirmed_on="2022-10-15", **SIGNED))
    first = confirm(world.connection, NEVSKY, record, 1, today=TODAY)
    assert state(world, record).status == "active"
    # A second click changes nothing.
    again = confirm(world.connection, NEVSKY, record, 1, today=TODAY)
    assert (again.revision, again.changed) == (first.revision, False)


def test_what_came_between_is_told(world: World) -> None:
    record = put(world, KURORTNY, proposal(world))
    put(world, KURORTNY, {"coordinator_post": "методист"}, record)
    with pytest.raises(Conflict):
        confirm(world.connection, NEVSKY, record, 1, today=TODAY)


def test_a_pair_of_one_district_needs_that_district_alone(world: World) -> None:
    record = put(world, NEVSKY, proposal(world, "Школа 12-1"))
    put(world, NEVSKY, SIGNED | {"status": "active"}, record)
    other = put(world, NEVSKY, proposal(world, "Школа 12-10"))
    confirm(world.connection, NEVSKY, other, 1, today=TODAY)
    assert (state(world, other).mentee_confirmed_on, state(world, other).mentor_confirmed_on) == (TODAY, TODAY)


@pytest.mark.parametrize(
    ("viewer", "values", "field"),
    [
        (KURORTNY, {"mentor_confirmed_on": "2022-10-15"}, "mentor_confirmed_on"),
        (NEVSKY, {"mentee_confirmed_on": "2022-10-15"}, "mentee_confirmed_on"),
        (IMC, {"mentor_confirmed_on": "2022-10-15"}, "mentor_confirmed_on"),
        (IMC, {"status": "ended", "ended_on": "2022-10-20"}, "status"),
        (KURORTNY, {"status": "paused"}, "status"),
    ],
)
def test_each_states_its_own_alone(world: World, viewer: Viewer, values: dict[str, Any], field: str) -> None:
    record = put(world, KURORTNY, proposal(world))
    assert refused(world, viewer, values, record).keys() == {field}


def test_a_new_one_begins_as_a_proposal_but_for_the_committee(world: World) -> None:
    signed = proposal(world, status="active", **SIGNED)
    assert refused(world, KURORTNY, signed).keys() == {"status"}
    assert state(world, put(world, COMMITTEE, signed)).status == "active"


@pytest.mark.parametrize("viewer", [KRONSHTADT, Viewer(Role.ANALYST), Viewer(Role.SCHOOL, "nevsky", 1), IMC])
def test_who_is_no_side_confirms_nothing(world: World, viewer: Viewer) -> None:
    record = put(world, KURORTNY, proposal(world))
    with pytest.raises(AccessDenied):
        confirm(world.connection, viewer, record, 1, today=TODAY)


def test_a_pair_has_one_open_agreement(world: World) -> None:
    record = put(world, KURORTNY, proposal(world))
    assert "незавершённое" in refused(world, COMMITTEE, proposal(world, started_on="2022-11-01"))[""]
    put(world, COMMITTEE, {"status": "ended", "ended_on": "2022-10-15"}, record)
    put(world, KURORTNY, proposal(world, started_on="2022-11-01"))
    # The former one cannot come back beside the new one.
    assert "незавершённое" in refused(world, COMMITTEE, {"status": "proposed", "ended_on": None}, record)[""]


def test_a_mentor_has_so_many_places_for_whoever_asks(world: World) -> None:
    signed = {"status": "active"} | SIGNED
    first, second, third = (
        put(world, COMMITTEE, proposal(world, mentee)) for mentee in ("Школа 10-2", "Школа 12-1", "Школа 9-3")
    )
    put(world, COMMITTEE, signed, first)
    put(world, COMMITTEE, signed, second)
    assert f"{CAPACITY} из {CAPACITY}" in refused(world, COMMITTEE, signed, third)["status"]
    # Other fields of a full mentor's agreements can be written.
    put(world, COMMITTEE, {"coordinator_post": "методист"}, second)
    (load,) = partnerships.mentor_loads(*world.scope(NEVSKY), world.id("Гимназия 12-3"))
    assert (load.mentees, load.full) == (CAPACITY, True)
    assert partnerships.mentor_loads(*world.scope(KURORTNY), world.id("Гимназия 12-3")) == ()
    put(world, COMMITTEE, {"status": "paused"}, first)
    put(world, COMMITTEE, signed, third)


def test_a_confirmed_partner_counts_at_once(world: World) -> None:
    method = world.publication.method("two-years")
    before = with_partner(world.connection, world.publication, method)
    assert (before["city", 2021], before["city", 2022], before.get(("kurortny", 2022), 0)) == (2, 2, 0)
    listed = proposal(world, "Школа 10-1", "Школа 10-2", status="active", **SIGNED)
    scope = (*world.scope(COMMITTEE), world.selection(2022))
    put(world, COMMITTEE, listed)
    after = with_partner(world.connection, world.publication, method)
    assert (after["city", 2022], after["kurortny", 2022]) == (3, 1)
    assert world.id("Школа 10-1") not in {item.school.id for item in matching.proposals(*scope).unmatched}


def activity(world: World, record: int, viewer: Viewer = NEVSKY, **more: Any) -> int:
    values = {"agreement_id": record, "held_on": "2022-10-10", "sort": "seminar", "participants": 12} | more
    return apply(world.connection, viewer, Change("joint_activity", values), today=TODAY).record_id


def test_activities_are_counted_with_those_reported(world: World) -> None:
    mentee = world.id("Школа 12-2")
    record = world.connection.scalar(select(agreement.c.id).where(agreement.c.mentee_id == mentee))
    assert record is not None
    activity(world, record, Viewer(Role.SCHOOL, "nevsky", mentee))
    activity(world, record, KURORTNY, held_on="2022-10-12")
    struck = activity(world, record, IMC)
    apply(world.connection, IMC, Change("joint_activity", {}, struck, 1, action="end", reason="ошибка"), today=TODAY)
    report = partnerships.partnership(*world.scope(NEVSKY), world.selection(2022), record)
    assert (report.partnership.activities, report.partnership.reported) == (5, 3)
    assert report.partnership.last_activity_on == date(2022, 10, 12)
    assert [item.held_on.day for item in report.activities] == [12, 10]
    assert {point.subject for point in report.results or ()} == {"math", "russian", "math_profile"}
    # The mentor's district sees what was done, not the results; the load is its own mentor's.
    other = partnerships.partnership(*world.scope(KURORTNY), world.selection(2022), record)
    assert (other.results, len(other.activities)) == (None, 2)
    assert other.load is not None
    assert report.load is None


def test_activities_keep_to_the_agreement(world: World) -> None:
    table = {row.status: row.id for row in world.connection.execute(select(agreement))}
    with pytest.raises(Refused, match="только предложено"):
        activity(world, table["proposed"])
    with pytest.raises(Refused, match=r"не позже окончания партнёрства, 31\.05\.2022"):
        activity(world, table["ended"])
    with pytest.raises(Refused, match=r"не раньше начала партнёрства, 10\.09\.2021"):
        activity(world, table["ended"], held_on="2021-09-01")


def test_one_partnership_is_for_its_sides(world: World) -> None:
    ids = {row.mentee_id: row.id for row in world.connection.execute(select(agreement))}
    with pytest.raises(AccessDenied):
        partnerships.partnership(*world.scope(KRONSHTADT), world.selection(2022), ids[world.id("Школа 12-2")])
    with pytest.raises(NotFound):
        partnerships.partnership(*world.scope(COMMITTEE), world.selection(2022), 999_999)


def test_in_force_is_what_the_rule_says(world: World) -> None:
    moment = datetime(2022, 9, 1, tzinfo=UTC)
    ends = (None, date(2021, 9, 1), date(2021, 9, 2), date(2022, 6, 30), date(2023, 1, 1))
    starts = (
        date(2020, 9, 1),
        date(2021, 8, 31),
        date(2021, 9, 1),
        date(2022, 8, 31),
        TODAY,
        TODAY + timedelta(days=1),
    )
    rows = [
        {
            "mentee_id": world.id("Школа 9-3"), "mentor_id": world.id("Школа 9-2"), "subjects": ["math"],
            "status": status, "started_on": start, "ended_on": end, "revision": 1, "created_at": moment,
            "created_by": "committee", "changed_at": moment, "changed_by": "committee",
        }
        for status in STATUSES for start in starts for end in ends
    ]  # fmt: skip
    world.connection.execute(insert(agreement), rows)
    for year in (2020, 2021, 2022):
        found = world.connection.execute(select(agreement).where(in_force(year, TODAY))).all()
        every = world.connection.execute(select(agreement)).all()
        expected = [row for row in every if is_active(row.status, row.started_on, row.ended_on, year, TODAY)]
        assert sorted(row.id for row in found) == sorted(row.id for row in expected)
        assert 0 < len(expected) < len(every)


def registry(engine: Any, rows: list[dict[str, Any]], source: str) -> None:
    with engine.begin() as connection:
        build = Builder(connection)
        build.rows(schema.partnership, "partnership", rows, batch=build.batch(kind="partnership", source=source))


def test_a_new_registry_changes_what_it_says_anew(engine: Any) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    with engine.begin() as connection:
        rows = [
            {name: value for name, value in row.items() if name not in {"edition_id", "batch_id", "row_number"}}
            for row in connection.execute(select(schema.partnership)).mappings()
        ]
        pair = {row.mentee_id: row for row in connection.execute(select(agreement))}
        kept, moved = city.school["Школа 9-1 (демо)"], city.school["Школа 10-1 (демо)"]
        change = Change(CODE, {"coordinator_post": "методист"}, pair[kept].id)
        apply(connection, COMMITTEE, change, today=TODAY)
    for row in rows:
        if row["mentee_id"] == moved:
            row |= {"status": "active", "started_on": date(2022, 10, 3)}
        if row["mentee_id"] == city.school["Школа 12-2 (демо)"]:
            row["activities"] = 8
    registry(engine, rows, "реестр 2")
    publications.publish(engine, now=NOW + timedelta(days=1))
    with engine.connect() as connection:
        now = {row.mentee_id: row for row in connection.execute(select(agreement))}
        assert connection.scalar(select(func.count()).select_from(agreement)) == 4
    # What was written on the page stands, the file having nothing new to say of it.
    assert now[kept].coordinator_post == "методист"
    assert now[city.school["Школа 12-2 (демо)"]].activities_reported == 8
    # The proposal of the page and the agreement of the file are one.
    assert (now[moved].id, now[moved].status, now[moved].started_on) == (pair[moved].id, "active", date(2022, 10, 3))


def test_changed_partnerships_can_be_published(engine: Any) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    with pytest.raises(publications.NothingToPublish):
        publications.publish(engine, now=NOW + timedelta(days=1))
    with engine.begin() as connection:
        record = connection.scalar(
            select(agreement.c.id).where(agreement.c.mentee_id == city.school["Школа 9-1 (демо)"])
        )
        change = Change(CODE, {"subjects": "математика"}, record)
        apply(connection, COMMITTEE, change, today=TODAY, now=NOW + timedelta(hours=1))
    publications.publish(engine, now=NOW + timedelta(days=1))
    with pytest.raises(publications.NothingToPublish):
        publications.publish(engine, now=NOW + timedelta(days=2))
