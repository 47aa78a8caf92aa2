"""Proofs of the order from the database: figures by the records that stand, documents within the scope."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, update

from data_access.changes import Change, apply
from data_access.queries.order import order_report
from data_access.queries.records import records
from data_access.schema import RECORDS
from data_access.viewer import Role, Viewer
from monitoring.organisations import Organisation
from monitoring.reports.order import OrderReport, Proof
from tests.data.access_world import World

TODAY = date(2022, 10, 15)
COMMITTEE = Viewer(Role.COMMITTEE)


def proof(report: OrderReport, code: str) -> Proof:
    return next(one for proven in (*report.points, *report.items) for one in proven.proofs if one.code == code)


def ask(world: World, viewer: Viewer = COMMITTEE, year: int = 2022) -> OrderReport:
    return order_report(*world.scope(viewer), world.selection(year))


def write(world: World, kind: str, viewer: Viewer = COMMITTEE, **values: object) -> int:
    return apply(world.connection, viewer, Change(kind, values), today=TODAY).record_id


def appoint(world: World, name: str, number: str) -> None:
    school = world.id(name)
    write(
        world, "responsible_post", school_id=school, post="заместитель директора", order_number=number,
        order_date="10.09.2022",
    )  # fmt: skip


def test_a_record_proves_its_point(world: World) -> None:
    before = ask(world)
    assert "5.1" in {proven.point.code for proven in before.missing}
    assert (proof(before, "responsible").count, proof(before, "responsible").of) == (0, 3)
    appoint(world, "Школа 12-2", "14")
    # Not of the list: it proves nothing.
    appoint(world, "Гимназия 12-3", "15")
    after = ask(world)
    found = proof(after, "responsible")
    assert (found.count, found.of, found.on) == (1, 3, date(2022, 9, 10))
    assert [one.number for one in found.documents] == ["14"]
    assert "5.1" not in {proven.point.code for proven in after.missing}


def test_counts_are_open_and_documents_are_not(world: World) -> None:
    appoint(world, "Школа 12-2", "14")
    appoint(world, "Школа 10-1", "15")
    imc = Viewer(Role.DISTRICT, "nevsky", organisation=Organisation.IMC)
    write(
        world, "event", imc, place="nevsky", sort="methodical", topic="Итоги ВПР", held_on="20.09.2022", audience=30,
        document_number="77",
    )  # fmt: skip
    task = {"status": "done", "done_on": "20.09.2022", "evidence": "приказ", "document_number": "88"}
    (number,) = (
        one.id
        for one in records(world.connection, COMMITTEE, "road_map_task", year=2023)
        if (one.values["place"], one.values["number"]) == ("nevsky", 2)
    )
    apply(world.connection, imc, Change("road_map_task", task, number), today=TODAY)
    for viewer, posts, events, tasks in (
        (COMMITTEE, {"14", "15"}, {"77"}, {"88"}),
        (Viewer(Role.DISTRICT, "nevsky"), {"14"}, {"77"}, {"88"}),
        (Viewer(Role.DISTRICT, "kurortny"), {"15"}, set(), set()),
        (Viewer(Role.SCHOOL, "nevsky", world.id("Школа 12-2")), {"14"}, set(), set()),
        (Viewer(Role.ADMINISTRATOR), set(), set(), set()),
    ):
        report = ask(world, viewer)
        for code, count, numbers in (("responsible", 2, posts), ("methodical", 1, events), ("item-2", 3, tasks)):
            found = proof(report, code)
            assert found.count == count
            assert {one.number for one in found.documents if one.number} == numbers, (viewer, code)
    district = proof(ask(world, Viewer(Role.DISTRICT, "nevsky")), "responsible")
    assert (district.district, district.district_of) == (1, 1)
    assert proof(ask(world), "responsible").district is None


def test_only_the_time_of_the_plan_counts(world: World) -> None:
    values: dict[str, Any] = {"place": "city", "sort": "heads", "topic": "О плане", "audience": 40}
    write(world, "event", held_on="31.08.2022", **values)
    assert not proof(ask(world), "heads").given
    write(world, "event", held_on="01.09.2022", **values)
    report = ask(world)
    assert (report.since, report.until) == (date(2022, 9, 1), date(2022, 12, 1))
    # Of the city: no district has held one, but people came.
    assert (proof(report, "heads").count, proof(report, "heads").people) == (0, 40)
    write(world, "event", place="nevsky", held_on="02.09.2022", **{k: v for k, v in values.items() if k != "place"})
    assert proof(ask(world), "heads").count == 1


def test_partnership_counts_while_it_stands(world: World) -> None:
    found = proof(ask(world), "partners")
    # Of the three schools of the list one has a partner that was only proposed.
    assert (found.count, found.of) == (2, 3)
    (pair,) = records(world.connection, COMMITTEE, "partnership_agreement", mentee_id=world.id("Школа 12-2"))
    held: dict[str, Any] = {"sort": "seminar", "participants": 12, "held_on": "05.10.2022"}
    write(world, "joint_activity", agreement_id=pair.id, **held)
    report = ask(world)
    assert (proof(report, "activities").count, proof(report, "activities").people) == (1, 12)
    assert (proof(report, "school-activities").count, proof(report, "school-activities").of) == (1, 3)
    table = RECORDS["partnership_agreement"]
    ended = {"status": "ended", "ended_on": date(2022, 8, 31)}
    world.connection.execute(update(table).where(table.c.id == pair.id).values(ended))
    assert proof(ask(world), "partners").count == 1


def test_what_was_struck_out_proves_nothing(world: World) -> None:
    number = write(
        world, "practice", place="city", title="Читательская грамотность", source="Гимназия", form="seminar",
        held_on="05.10.2022",
    )  # fmt: skip
    assert proof(ask(world), "practices").count == 1
    end = Change("practice", record_id=number, revision=1, action="end", reason="повтор")
    apply(world.connection, COMMITTEE, end, today=TODAY)
    assert not proof(ask(world), "practices").given


def test_the_publication_and_its_list_are_proofs(world: World) -> None:
    report = ask(world)
    assert proof(report, "publication").count == world.publication.results
    assert proof(report, "listing").count == 3
    assert proof(report, "plan").count == 2
    assert proof(report, "city-3").of is None
    empty = ask(world, year=2020)
    assert not proof(empty, "listing").given
    assert not proof(empty, "plan").given
    assert (empty.since, empty.until) == (date(2020, 4, 1), date(2021, 6, 30))


@pytest.mark.parametrize("viewer", [COMMITTEE, Viewer(Role.SCHOOL, "nevsky", 1)])
def test_few_statements(world: World, viewer: Viewer) -> None:
    count = 0

    def counted(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal count
        count += "set_config" not in statement  # told to the walls, not asked of the tables

    event.listen(world.connection.engine, "before_cursor_execute", counted)
    ask(world, viewer)
    event.remove(world.connection.engine, "before_cursor_execute", counted)
    assert count <= 7
