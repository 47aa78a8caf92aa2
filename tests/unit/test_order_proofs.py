"""Proofs of the order from records: what is counted, of how many, by whom, with which documents."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from monitoring.districts import CITY
from monitoring.order import ITEMS, POINTS, SOURCES
from monitoring.order_proofs import TaskTrace, Trace, of_records, of_tasks
from monitoring.organisations import Organisation
from monitoring.reports.order import Document

DAY = date(2025, 10, 1)
LISTED = {1: "nevsky", 2: "nevsky", 3: "kurortny"}
POST = Trace("responsible_post", None, 1, "nevsky", DAY, Document("5", DAY), "school:1")
EVENT = Trace("event", "heads", None, "nevsky", DAY, None, "district:nevsky", 12)


def everything(_traces: Sequence[Trace]) -> bool:
    return True


def test_schools_of_the_list_are_counted_once() -> None:
    again = replace(POST, on=date(2025, 11, 1), document=Document("6", date(2025, 11, 1)), actor="committee")
    other = replace(POST, school=9)
    found = of_records([POST, again, replace(POST, school=3, district="kurortny"), other], LISTED, "nevsky", everything)
    proof = found["responsible"]
    assert (proof.count, proof.of, proof.district, proof.district_of) == (2, 3, 1, 2)
    assert proof.on == date(2025, 11, 1)
    assert proof.who == (Organisation.COMMITTEE, Organisation.SCHOOL)
    assert proof.documents == (Document("6", date(2025, 11, 1)), Document("5", DAY))


def test_meetings_are_counted_by_district() -> None:
    city = replace(EVENT, district=CITY, actor="committee", people=40)
    found = of_records([EVENT, replace(EVENT, on=date(2025, 9, 1)), city], LISTED, "nevsky", everything)
    assert (found["heads"].count, found["heads"].of, found["heads"].people) == (1, 18, 64)
    assert (found["heads"].district, found["heads"].district_of) == (1, None)
    assert not found["methodical"].given
    assert of_records([EVENT, city], LISTED, "nevsky", lambda _: False)["heads"].people is None


def test_the_same_record_proves_several_points_by_its_sort_and_writer() -> None:
    by_school = Trace("measure", "measure", 1, "nevsky", DAY, None, "school:1")
    by_district = Trace("measure", "decision", 2, "nevsky", DAY, None, "district:nevsky")
    found = of_records([by_school, by_district], LISTED, None, everything)
    counts = {code: found[code].count for code in ("measures", "decisions", "own-measures")}
    assert counts == {"measures": 2, "decisions": 1, "own-measures": 1}
    assert found["measures"].district is None


def test_what_the_viewer_may_not_see_is_counted_without_its_document() -> None:
    hidden = [replace(POST, school=number, document=None) for number in (1, 2, 3)]
    found = of_records(hidden, LISTED, None, everything)["responsible"]
    assert (found.count, found.documents) == (3, ())


def test_the_newest_documents_are_named() -> None:
    many = [
        replace(POST, school=1, document=Document(str(day), date(2025, 10, day)), on=date(2025, 10, day))
        for day in range(1, 8)
    ]
    assert [one.number for one in of_records(many, LISTED, None, everything)["responsible"].documents] == [
        "7",
        "6",
        "5",
    ]


def test_tasks_of_the_plan() -> None:
    def task(number: int, place: str, status: str) -> TaskTrace:
        done = status == "done"
        return TaskTrace(
            number, place, status, DAY if done else None, Document("1", DAY) if done else None, "committee"
        )

    tasks = [
        task(3, CITY, "done"),
        task(3, "nevsky", "not-required"),
        task(4, CITY, "in-progress"),
        task(4, "nevsky", "done"),
        task(4, "kurortny", "not-started"),
    ]
    found = of_tasks(tasks, "nevsky")
    assert {code: (proof.count, proof.of) for code, proof in found.items()} == {
        "districts": (1, 2),
        "item-3": (1, 1),
        "city-3": (1, 1),
        "item-4": (1, 3),
        "city-4": (0, 1),
    }
    assert (found["item-4"].district, found["item-4"].district_of) == (1, 1)
    assert (found["item-3"].district, found["item-3"].district_of) == (None, None)
    assert found["city-3"].documents == (Document("1", DAY),)


def test_every_point_has_its_wording_and_its_proofs() -> None:
    computed = {"plan", "publication", "listing", "effect", "districts"}
    assert [point.label for point in POINTS if "абзац" not in point.label] == [
        "1", "2.1", "3.1", "3.2", "3.3", "5.1", "6",
    ]  # fmt: skip
    assert [point.item for point in ITEMS] == list(range(1, 13))
    codes = [point.code for point in (*POINTS, *ITEMS)]
    assert len(set(codes)) == len(codes) == 30
    for point in (*POINTS, *ITEMS):
        assert point.text
        assert point.who
        assert all(
            code in SOURCES or code in computed or code.rpartition("-")[0] in {"item", "city"} for code in point.proofs
        )
    assert {code for point in (*POINTS, *ITEMS) for code in point.proofs} >= SOURCES.keys()
