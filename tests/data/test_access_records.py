"""Who may read which records: every kind in two districts and the city, read as every role."""

from collections.abc import Iterator
from typing import Any

import pytest

from data_access.queries.records import file_of, history, record, records
from data_access.schema import record_file
from data_access.viewer import AccessDenied, NotFound, Role, Viewer
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from tests.data.access_world import ROLES, World
from tests.data.record_rows import put_every_kind


@pytest.fixture
def written(world: World) -> Iterator[World]:
    """Records of every kind: about a school of each of two districts, in both districts and the city."""
    put_every_kind(world)
    yield world
    world.connection.rollback()


def expected(world: World, role: str, kind: Kind, values: Any) -> bool:
    """By the table of docs/architecture.md."""
    allowed = world.open_to(role)
    match kind.subject:
        case "school":
            return values["school_id"] in allowed
        case "pair":
            return bool(allowed & {values["mentee_id"], values["mentor_id"]})
        case "place":
            return values["place"] in {"city", *places(role)}
        case _:
            return True


def places(role: str) -> set[str]:
    return {
        "committee": {"nevsky", "kurortny"},
        "analyst": {"nevsky", "kurortny"},
        "district": {"nevsky"},
        "school": {"nevsky"},
        "mentor": {"nevsky"},
    }.get(role, set())


@pytest.mark.parametrize("role", ROLES)
def test_a_viewer_reads_what_is_his_and_nothing_else(written: World, role: str) -> None:
    connection, viewer = written.connection, written.viewer(role)
    for kind in KINDS.values():
        every = {item.id: item.values for item in records(connection, Viewer(Role.COMMITTEE), kind.code)}
        seen = {item.id for item in records(connection, viewer, kind.code)}
        if kind.subject == "activity":
            pairs = {item.id for item in records(connection, viewer, "partnership_agreement")}
            assert seen == {number for number, values in every.items() if values["agreement_id"] in pairs}, kind.code
        else:
            assert seen == {number for number, found in every.items() if expected(written, role, kind, found)}, (
                kind.code
            )
        for number in every:
            if number in seen:
                assert history(connection, viewer, kind.code, number)
                continue
            for ask in (record, history):
                with pytest.raises(AccessDenied):
                    ask(connection, viewer, kind.code, number)


@pytest.mark.parametrize("role", ROLES)
def test_evidence_of_a_task_stays_in_its_district(written: World, role: str) -> None:
    connection, viewer = written.connection, written.viewer(role)
    open_places = {"committee": {"city", "nevsky", "kurortny"}, "analyst": {"city", "nevsky", "kurortny"}}
    allowed = open_places.get(role, {"nevsky"} if role == "district" else set())
    # The small city's own plan states no evidence: only the records of this test do.
    told = {task.id for task in records(connection, Viewer(Role.COMMITTEE), "road_map_task") if task.files}
    assert len(told) == 3
    for task in records(connection, viewer, "road_map_task"):
        if task.id not in told:
            continue
        seen = task.values["place"] in allowed
        assert (task.values["evidence"] is not None) == seen
        assert bool(task.files) == seen
        assert ("evidence" in history(connection, viewer, "road_map_task", task.id)[0].after) == seen


@pytest.mark.parametrize("role", ROLES)
def test_a_file_goes_where_its_record_goes(written: World, role: str) -> None:
    connection, viewer = written.connection, written.viewer(role)
    shown = {file.id for kind in KINDS for item in records(connection, viewer, kind) for file in item.files}
    for row in connection.execute(record_file.select()).all():
        if row.id in shown:
            assert file_of(connection, viewer, row.id)[0].name == "акт.pdf"
        else:
            with pytest.raises(AccessDenied):
                file_of(connection, viewer, row.id)
    with pytest.raises(NotFound):
        file_of(connection, viewer, 999_999)
