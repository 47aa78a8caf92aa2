"""A school's case from the database: who may see it, what an answer may answer, the plan beside it."""

from datetime import date
from typing import Any

import pytest

from data_access.changes import Change, Refused, Saved, apply
from data_access.queries.case import case_report, school_case
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from monitoring.organisations import Organisation
from tests.data.access_world import ROLES, World

TODAY = date(2022, 10, 15)
COMMITTEE = Viewer(Role.COMMITTEE)
NAMES = ("Школа 12-2", "Школа 10-1", "Школа 9-1")
DISTRICTS = ("nevsky", "kurortny", "kronshtadtsky")


def enter(world: World, viewer: Viewer, kind: str, record: Saved | None = None, **values: Any) -> Saved:
    number, revision = (None, None) if record is None else (record.record_id, record.revision)
    return apply(world.connection, viewer, Change(kind, values, number, revision), today=TODAY)


@pytest.fixture
def kept(world: World) -> World:
    """A case of one school in each district, with a measure, a recommendation and a profile that name the school."""
    for name, district in zip(NAMES, DISTRICTS, strict=True):
        of: dict[str, Any] = {"school_id": world.id(name)}
        enter(world, COMMITTEE, "support_case", **of, opened_on="2022-09-01", basis=f"дело {name}", status="active")
        enter(
            world, Viewer(Role.DISTRICT, district), "measure", **of, sort="measure", title=f"мера {name}",
            ground="vpr-math-5", starts_on="2022-09-05", due_on="2022-12-01", status="in-progress",
        )  # fmt: skip
        enter(
            world, COMMITTEE, "recommendation", **of, given_on="2022-09-20", source="monitoring",
            words=f"рекомендация {name}", due_on="2022-10-10",
        )  # fmt: skip
        enter(
            world, Viewer(Role.DISTRICT, district, organisation=Organisation.IMC), "teacher_deficit", **of, year=2023,
            subject="math", competency="subject", assessed=4, with_deficit=3, assessed_on="2022-09-30",
        )  # fmt: skip
    return world


@pytest.mark.parametrize("role", ROLES)
def test_a_case_is_open_to_its_readers_alone(kept: World, role: str) -> None:
    allowed, viewer = kept.open_to(role), kept.viewer(role)
    seen = 0
    for name in NAMES:
        number = kept.id(name)
        if number in allowed:
            found = case_report(*kept.scope(viewer), kept.selection(2022), number)
            told = [item for records in (found.case.measures, found.case.recommendations) for item in records]
            assert len(told) == 2
            assert all(name in str(item.values.get("title") or item.values["words"]) for item in told)
            # Small numbers are whole for whoever sees the case at all.
            assert [item.values["with_deficit"] for item in found.case.deficits] == [3]
            seen += 1
            continue
        with pytest.raises(AccessDenied):
            case_report(*kept.scope(viewer), kept.selection(2022), number)
        with pytest.raises(AccessDenied):
            school_case(kept.connection, viewer, number)
    assert seen == {"committee": 3, "analyst": 3, "district": 1, "small district": 1, "school": 1}.get(role, 0)


def test_the_report_stands_beside_the_list(kept: World) -> None:
    found = case_report(*kept.scope(COMMITTEE), kept.selection(2022), kept.id("Школа 12-2"))
    assert found.status == "stayed"
    assert found.grounds == ("vpr-russian-5", "vpr-math-5")
    gone = case_report(*kept.scope(COMMITTEE), kept.selection(2022, "social-conditions"), kept.id("Школа 12-1"))
    assert gone.grounds == ()
    with pytest.raises(NotFound):
        school_case(kept.connection, COMMITTEE, 10**6)
    bare = school_case(kept.connection, COMMITTEE, kept.id("Школа 12-1"))
    assert (bare.state, bare.measures, bare.answers) == (None, (), ())


def head(world: World, name: str = "Школа 12-2") -> Viewer:
    district = dict(zip(NAMES, DISTRICTS, strict=True))[name]
    return Viewer(Role.SCHOOL, district, world.id(name))


def answer(world: World, viewer: Viewer, **values: Any) -> Saved:
    of = {"school_id": viewer.school_id, "words": "Учитель сменился.", "answered_on": "2022-10-12"}
    return enter(world, viewer, "answer", **(of | values))


def test_the_head_answers_a_ground_and_it_is_kept_by_revision(kept: World) -> None:
    viewer = head(kept)
    first = answer(kept, viewer, about="ground", reference="vpr-math-5")
    enter(kept, viewer, "answer", first, words="Учитель сменился, ставка занята.")
    found = school_case(kept.connection, COMMITTEE, kept.id("Школа 12-2"))
    beside = found.answers_to("ground")["vpr-math-5"]
    assert (beside.revision, beside.values["words"]) == (2, "Учитель сменился, ставка занята.")
    with pytest.raises(Refused, match="такая запись уже есть"):
        answer(kept, viewer, about="ground", reference="vpr-math-5")
    for other in (COMMITTEE, Viewer(Role.DISTRICT, "nevsky"), head(kept, "Школа 10-1")):
        with pytest.raises(AccessDenied):
            answer(kept, other, about="ground", reference="vpr-russian-5", school_id=kept.id("Школа 12-2"))


def test_a_recommendation_is_answered_by_the_school_that_got_it(kept: World) -> None:
    own, foreign = (
        school_case(kept.connection, COMMITTEE, kept.id(name)).recommendations[0].id for name in NAMES[:2]
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        answer(kept, head(kept), about="recommendation", recommendation_id=foreign)
    assert caught.value.problems.keys() == {"recommendation_id"}
    answer(kept, head(kept), about="recommendation", recommendation_id=own)
    found = school_case(kept.connection, COMMITTEE, kept.id("Школа 12-2"))
    assert found.answers_to("recommendation").keys() == {str(own)}
    with pytest.raises(Refused, match="только для ответа на рекомендацию"):
        answer(kept, head(kept), about="ground", reference="vpr-math-5", recommendation_id=own)


@pytest.mark.parametrize(
    ("about", "reference", "known"),
    [
        ("ground", "vpr-math-6", True),
        ("ground", "vpr-math", False),
        ("ground", "математика", False),
        ("result", "oge-math-9", True),
        ("result", "vpr-magic-6", False),
        ("marker", "journal", True),
        ("marker", "vpr-math-6", False),
    ],
)
def test_an_answer_names_what_pages_know(kept: World, about: str, reference: str, known: bool) -> None:
    if known:
        assert answer(kept, head(kept), about=about, reference=reference).revision == 1
        return
    with pytest.raises(Refused) as caught:
        answer(kept, head(kept), about=about, reference=reference)
    assert caught.value.problems.keys() == {"reference"}


def test_a_paused_case_is_told_and_takes_no_answer(kept: World) -> None:
    number = kept.id("Школа 12-2")
    case = school_case(kept.connection, COMMITTEE, number).state
    assert case is not None
    state = Saved(case.id, case.revision, changed=False)
    pause = {"status": "paused", "status_on": "2022-10-10", "reason": "ремонт"}
    with pytest.raises(AccessDenied):
        enter(kept, head(kept), "support_case", state, **pause)
    enter(kept, Viewer(Role.DISTRICT, "nevsky"), "support_case", state, **pause)
    found = school_case(kept.connection, head(kept), number)
    assert (found.status, found.read_only, len(found.measures)) == ("paused", True, 1)
    with pytest.raises(Refused, match="приостановлено"):
        answer(kept, head(kept), about="ground", reference="vpr-math-5")


def test_the_plan_beside_the_case_is_that_of_its_district(kept: World) -> None:
    of: dict[str, Any] = {"year": 2023, "number": 77}
    enter(
        kept, COMMITTEE, "road_map_item", **of, title="Сверка", district_operator="ИМЦ", starts_on="2022-09-01",
        due_on="2022-10-31",
    )  # fmt: skip
    for district in ("nevsky", "kurortny"):
        enter(
            kept, Viewer(Role.DISTRICT, district), "road_map_task", **of, place=district, status="done",
            done_on="2022-10-01", evidence=f"приказ {district}",
        )  # fmt: skip

    def plan(name: str) -> list[Any]:
        return [task for task in school_case(kept.connection, COMMITTEE, kept.id(name)).plan if task.number == 77]

    (task,) = plan("Школа 12-2")
    assert (task.place, task.status, task.done_on, task.evidence) == ("nevsky", "done", date(2022, 10, 1), None)
    assert (task.due_on, task.operators) == (date(2022, 10, 31), ("ИМЦ",))
    assert plan("Школа 9-1") == []
