"""The case's page over the demo city: whose it is, what it offers, what the demo city keeps of it."""

import json
import zlib
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select

from data_access import clock
from data_access.demo.carrying_out.case import WITHOUT_POST
from data_access.schema import RECORDS, audit_entry, listing
from layouts.texts import case as words
from layouts.texts import school as school_words
from monitoring.dynamics import IN_LIST
from monitoring.records.kinds import KINDS
from tests.app.conftest import Answer, Reader

CASE = [code for code, kind in KINDS.items() if kind.case or code == "support_case"]


@pytest.fixture(scope="module")
def base(demo_url: str) -> Engine:
    """The demo city's database, beside the application."""
    return create_engine(demo_url)


@pytest.fixture(scope="module")
def schools(base: Engine) -> dict[str, set[int]]:
    """Schools of the newest list: in it, and those that have just left it."""
    with base.connect() as connection:
        rows = connection.execute(
            select(listing.c.school_id, listing.c.status).where(listing.c.method == "two-years", listing.c.year == 2025)
        ).all()
    return {
        "listed": {row.school_id for row in rows if row.status in IN_LIST},
        "left": {row.school_id for row in rows if row.status == "left"},
    }


def forms(answer: Answer) -> set[str]:
    """Kinds of new records that the page leads to."""
    hrefs = [node["props"]["href"] for node in answer.nodes() if node["type"] == "Link"]
    return {href.partition("?")[0].rpartition("/")[2] for href in hrefs if "/record/" in href and "&id=" not in href}


def head_of(reader: Reader, among: set[int]) -> int:
    """A school among these that the viewer switch offers."""
    offered = [int(value.partition(":")[2]) for value in reader.viewers() if value.startswith("school:")]
    return next(school for school in offered if school in among)


def test_every_school_of_the_list_has_a_case_that_looks_alive(base: Engine, schools: dict[str, set[int]]) -> None:
    with base.connect() as connection:
        kept = {code: connection.execute(select(RECORDS[code])).mappings().all() for code in CASE}
        today = clock.today(connection)
        made = connection.execute(select(audit_entry.c.at).where(audit_entry.c.kind.in_(CASE))).scalars().all()
    cases = {row["school_id"]: row["status"] for row in kept["support_case"]}
    assert cases.keys() == schools["listed"] | schools["left"]
    assert set(cases.values()) == {"active", "paused", "ended"}
    assert {school for school, status in cases.items() if status == "ended"} <= schools["left"]
    with_post = {row["school_id"] for row in kept["responsible_post"]}
    assert len(schools["listed"] - with_post) == WITHOUT_POST
    assert sum(map(len, kept.values())) < 1500
    assert all(len(kept[code]) > 20 for code in CASE)
    assert max(at.date() for at in made) <= today
    late = [row for row in kept["measure"] if row["status"] in {"planned", "in-progress"} and row["due_on"] < today]
    assert 0 < len(late) < len(kept["measure"]) / 4
    assert any(row["effect"] for row in kept["measure"])
    assert {row["about"] for row in kept["answer"]} >= {"ground", "recommendation"}
    assert max(row["revision"] for row in kept["answer"]) == 2


def test_who_writes_is_offered_the_forms_that_are_his(reader: Reader, schools: dict[str, set[int]]) -> None:
    school = head_of(reader, schools["listed"])
    reader.become("committee")
    assert {"measure", "review", "recommendation", "training"} <= forms(reader.page(f"/case/{school}"))
    reader.become("analyst")
    assert forms(reader.page(f"/case/{school}")) == set()
    reader.become(f"school:{school}")
    own = forms(reader.page(f"/case/{school}"))
    assert {"measure", "risk_profile"} <= own
    assert own.isdisjoint({"review", "recommendation", "training", "teacher_deficit", "support_case"})


def test_the_case_of_others_is_closed(reader: Reader, schools: dict[str, set[int]]) -> None:
    school = head_of(reader, schools["listed"])
    reader.become(f"school:{school}")
    other = next(number for number in sorted(schools["listed"]) if number != school)
    for path in (f"/case/{other}", f"/school/{other}"):
        answer = reader.page(path)
        assert school_words.CLOSED in answer.text
        assert forms(answer) == set()
        for said in (words.RISKS, words.MEASURES, words.RESPONSIBLE, words.ALL):
            assert said not in answer.text
    reader.become("administrator")
    assert school_words.CLOSED in reader.page(f"/case/{school}").text


def test_a_closed_case_offers_nothing(reader: Reader, base: Engine) -> None:
    cases = RECORDS["support_case"]
    with base.connect() as connection:
        paused = connection.scalar(select(cases.c.school_id).where(cases.c.status == "paused"))
    reader.become("committee")
    answer = reader.page(f"/case/{paused}")
    assert "приостановлено" in answer.heading
    assert words.PAUSED_STEP in answer.text
    assert forms(answer) == set()


def test_the_page_of_a_school_stays_light(reader: Reader, schools: dict[str, set[int]]) -> None:
    """A page of 2200 components is at the limit of what a browser shows within a second."""
    answer = reader.page(f"/school/{min(schools['listed'])}")
    section = next(node for node in answer.nodes() if "school-case" in str(node["props"].get("className")))
    # Layouts of the pictures to be carried away are not shown: they count on the way, where they repeat each other.
    whole = json.dumps(section, ensure_ascii=False)
    _drop(section, "pictures")
    found = json.dumps(section, ensure_ascii=False)
    assert found.count('"namespace"') < 160
    assert len(found) < 60_000
    assert len(whole) > len(found)
    assert len(zlib.compress(whole.encode())) < 15_000


def _drop(part: Any, name: str) -> None:
    if isinstance(part, dict):
        part.pop(name, None)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _drop(inner, name)


def test_unknown_schools_have_no_case(reader: Reader) -> None:
    for path in ("/case/999999", "/case/x"):
        assert "Не найдено" in reader.page(path).title
