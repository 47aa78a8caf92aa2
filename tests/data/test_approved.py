"""The approved list beside the computed one, external lists against ours, on both databases."""

from datetime import date

import pytest
from sqlalchemy import delete, insert, select

from data_access.changes import Change, Refused, apply
from data_access.queries.approved import approved_list
from data_access.queries.external import external_sources
from data_access.schema import approved_school, listing
from monitoring.reports.approved import ApprovedCount, ApprovedList
from tests.data.access_world import ROLES, World
from tests.data.record_sheets import COMMITTEE, TODAY

# The list of 2022 by «two-years» holds Школа 12-2, Школа 10-1 and Школа 9-1.
LISTED = ("Школа 12-2", "Школа 10-1", "Школа 9-1")


def saved(world: World, kind: str, **values: object) -> int:
    return apply(world.connection, COMMITTEE, Change(kind, values), today=TODAY).record_id


def approve(world: World, **more: object) -> int:
    values = {
        "place": "city", "year": 2022, "method": "two-years", "order_number": "15", "order_date": date(2022, 10, 10),
    }  # fmt: skip
    return saved(world, "approved_list", **(values | more))


def change(world: World, number: int, school: str, decision: str) -> int:
    reason = f"причина {school}"
    return saved(world, "approved_change", list_id=number, school_id=world.id(school), decision=decision, reason=reason)


def seen(world: World, role: str = "committee") -> ApprovedList:
    found = approved_list(world.connection, world.viewer(role), world.publication, 2022)
    assert found is not None
    return found


def test_the_computed_list_is_kept_with_the_approval(world: World) -> None:
    assert approved_list(world.connection, COMMITTEE, world.publication, 2022) is None
    number = approve(world)
    kept = set(world.connection.scalars(select(approved_school.c.school_id).where(approved_school.c.list_id == number)))
    assert kept == {world.id(name) for name in LISTED}
    found = seen(world)
    assert (found.number, found.method, found.members) == ("15", "two-years", frozenset(kept))
    assert found.counts["city"] == ApprovedCount(3, 0, 0)
    assert found.differences == ()


def test_additions_and_removals_with_their_reasons(world: World) -> None:
    number = approve(world)
    change(world, number, "Школа 12-10", "added")
    removed = change(world, number, "Школа 10-1", "removed")
    found = seen(world)
    assert found.members == {world.id(name) for name in ("Школа 12-2", "Школа 9-1", "Школа 12-10")}
    assert found.counts["city"] == ApprovedCount(3, 1, 1)
    assert (found.counts["nevsky"], found.counts["kurortny"]) == (ApprovedCount(2, 1, 0), ApprovedCount(0, 0, 1))
    told = {(item.name, item.decision, item.reason) for item in found.differences}
    assert told == {
        ("Школа 12-10 (демо)", "added", "причина Школа 12-10"), ("Школа 10-1 (демо)", "removed", "причина Школа 10-1"),
    }  # fmt: skip
    end = Change("approved_change", record_id=removed, revision=1, action="end", reason="передумали")
    apply(world.connection, COMMITTEE, end, today=TODAY)
    assert seen(world).counts["city"] == ApprovedCount(4, 1, 0)


def test_what_has_changed_since_has_no_reason(world: World) -> None:
    approve(world)
    own = (listing.c.school_id == world.id("Школа 9-1")) & (listing.c.method == "two-years") & (listing.c.year == 2022)
    row = dict(world.connection.execute(select(listing).where(own)).mappings().one())
    world.connection.execute(delete(listing).where(own))
    try:
        (item,) = seen(world).differences
        assert (item.name, item.decision, item.reason) == ("Школа 9-1 (демо)", "added", "")
    finally:
        world.connection.execute(insert(listing).values(row))


def test_what_cannot_be_approved_is_refused(world: World) -> None:
    for more, field in (({"place": "nevsky"}, "place"), ({"year": 2020}, "method")):
        with pytest.raises(Refused) as caught:
            approve(world, **more)
        assert caught.value.problems.keys() == {field}
    number = approve(world)
    with pytest.raises(Refused, match="уже есть"):
        approve(world, order_number="16")
    for school, decision, of, field in (
        ("Школа 12-2", "added", number, "decision"),
        ("Школа 12-1", "removed", number, "decision"),
        ("Школа 12-1", "added", 999_999, "list_id"),
    ):
        with pytest.raises(Refused) as caught:
            change(world, of, school, decision)
        assert caught.value.problems.keys() == {field}


def test_a_changed_number_of_the_order_keeps_the_list(world: World) -> None:
    number = approve(world)
    again = Change("approved_list", {"order_number": "15-а"}, number, 1)
    apply(world.connection, COMMITTEE, again, today=TODAY)
    assert (seen(world).number, len(seen(world).members)) == ("15-а", 3)


def external(world: World, school: str, source: str, verdict: str) -> None:
    saved(
        world, "external_entry", school_id=world.id(school), year=2022, source=source, verdict=verdict,
        published_on=date(2022, 9, 1),
    )  # fmt: skip


def test_an_external_list_is_set_against_ours(world: World) -> None:
    for school, verdict in (
        ("Школа 12-2", "low"),
        ("Школа 10-1", "other"),
        ("Школа 12-1", "both"),
        ("Школа 9-2", "conditions"),
    ):
        external(world, school, "rosobrnadzor", verdict)
    (found,) = external_sources(world.connection, COMMITTEE, world.publication, world.selection(2022))
    assert (found.named, found.both, found.only_there, found.only_ours) == (4, 1, 1, 2)
    told = {school.name: (school.there, school.ours) for school in found.schools}
    assert told["Школа 12-2 (демо)"] == (True, True)
    assert told["Школа 10-1 (демо)"] == (False, True)
    assert told["Школа 9-2 (демо)"] == (False, False)
    selection = world.selection(2022, "social-conditions")
    (conditions,) = external_sources(world.connection, COMMITTEE, world.publication, selection)
    assert {school.name for school in conditions.schools if school.there} == {"Школа 12-1 (демо)", "Школа 9-2 (демо)"}
    assert external_sources(world.connection, COMMITTEE, world.publication, world.selection(2021)) == ()


@pytest.mark.parametrize("role", ROLES)
def test_schools_are_named_within_the_scope_alone(world: World, role: str) -> None:
    number = approve(world)
    change(world, number, "Школа 12-10", "added")
    change(world, number, "Школа 10-1", "removed")
    for school in ("Школа 12-2", "Школа 10-1", "Школа 9-2", "Гимназия 12-3"):
        external(world, school, "rating", "low")
    allowed, viewer = world.open_to(role), world.viewer(role)
    found = seen(world, role)
    assert {item.school_id for item in found.differences} == {
        world.id(name) for name in ("Школа 12-10", "Школа 10-1")
    } & allowed
    assert found.members == {world.id(name) for name in ("Школа 12-2", "Школа 9-1", "Школа 12-10")} & allowed
    assert found.counts["city"] == ApprovedCount(3, 1, 1)
    sources = external_sources(world.connection, viewer, world.publication, world.selection(2022))
    named = {world.id(name) for name in ("Школа 12-2", "Школа 10-1", "Школа 9-2", "Гимназия 12-3")} & allowed
    ours = {world.id(name) for name in LISTED} & allowed
    assert bool(sources) == bool(named)
    for source in sources:
        assert {school.school_id for school in source.schools} == named | ours
        assert (source.named, source.both, source.only_ours) == (len(named), len(named & ours), len(ours - named))
