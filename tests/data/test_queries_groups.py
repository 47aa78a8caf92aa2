"""Groups, lists against each other and evidence beside other schools, as a publication states them."""

import pytest
from sqlalchemy import Engine, delete, select

from data_access import publications, publishing, schema
from data_access.queries.groups import group_counts, groups_of_schools
from data_access.queries.looked_at import looked_at
from data_access.queries.methods_compared import methods_compared
from data_access.queries.publication import current, profile
from data_access.queries.school import school_report
from data_access.viewer import Role, Viewer
from monitoring.dynamics import IN_LIST
from monitoring.grounds import ConditionsGround
from monitoring.intervals import wilson
from monitoring.method_profiles import profiles
from monitoring.reports.publication import Selection
from tests.data.builders import NOW, World, small_city

COMMITTEE = Viewer(Role.COMMITTEE)


def listed(world: World, method: str, year: int = 2022) -> set[int]:
    table = schema.listing.c
    return set(
        world.connection.scalars(
            select(table.school_id).where(table.method == method, table.year == year, table.status.in_(IN_LIST))
        )
    )


@pytest.mark.parametrize("method", list(profiles()))
def test_counts_are_those_of_the_schools(world: World, method: str) -> None:
    selection = world.selection(2022, method)
    counts = group_counts(*world.scope(Viewer(Role.ADMINISTRATOR)), selection)
    members = groups_of_schools(*world.scope(COMMITTEE), 2022, method)
    assert counts is not None
    assert len(members) == counts.of("city")["other"] + sum(group != ("other",) for group in members.values()) == 11
    of = {school: world.city.district[name] for name, school in world.city.school.items()}
    for territory in ("city", "nevsky", "kurortny", "kronshtadtsky"):
        inside = [codes for school, codes in members.items() if territory in (of[school], "city")]
        assert counts.of(territory) == {code: sum(code in codes for codes in inside) for code in counts.codes}
    assert {school for school, codes in members.items() if "listed" in codes} == (
        set() if method == "social-conditions" else listed(world, method)
    )
    assert {school for school, codes in members.items() if "unfavourable" in codes} == listed(
        world, "social-conditions"
    )
    # The expected result of a school is not known here, so nobody is called resilient, and the count is left out.
    assert "resilient" not in counts.codes


def test_a_year_without_passports_names_no_unfavourable_schools(world: World) -> None:
    counts = group_counts(*world.scope(COMMITTEE), world.selection(2021))
    assert counts is not None
    assert "unfavourable" not in counts.codes
    assert group_counts(*world.scope(COMMITTEE), world.selection(2020)) is None
    assert groups_of_schools(*world.scope(COMMITTEE), 2020, "two-years") == {}


def test_evidence_of_the_quartile_is_what_the_rule_saw(world: World) -> None:
    selection = world.selection(2022, "lower-quartile")
    table = schema.listing.c
    number = world.id("Школа 12-2")
    report = school_report(*world.scope(COMMITTEE), selection, number)
    assert (report.status, len(report.evidence), report.probability) == ("stayed", 4, None)
    for item in report.evidence:
        assert item.lower == pytest.approx(wilson(item.value, item.n or 0)[0])
        assert item.low == (item.counts and item.lower is not None and item.lower > item.threshold)
        assert item.cluster is not None
        # Eleven schools have no cluster of ten: everybody is compared with the city.
        assert item.cluster.programme is None
    grounds = {(ground.procedure, ground.subject) for ground in report.grounds}  # type: ignore[union-attr]
    assert {(item.procedure, item.subject) for item in report.evidence if item.low} == grounds
    stored = world.connection.scalars(
        select(table.grounds).where(table.method == "lower-quartile", table.year == 2022, table.school_id == number)
    ).one()
    assert len(stored) == len(report.grounds)
    # Too few participants: the results are shown and do not count.
    small = school_report(*world.scope(COMMITTEE), selection, world.id("Школа 10-4"))
    assert small.status == "not-assessed"
    assert {item.counts for item in small.evidence} == {False}


def test_the_index_is_told_of_listed_and_other_schools(world: World) -> None:
    selection = world.selection(2022, "social-conditions")
    inside = listed(world, "social-conditions")
    assert 0 < len(inside) < 11
    for school in world.city.school.values():
        found = looked_at(*world.scope(COMMITTEE), selection, school)
        if found is None:
            continue
        assert isinstance(found, ConditionsGround)
        assert (found.value >= found.threshold - 1e-9) == (school in inside)
        report = school_report(*world.scope(COMMITTEE), selection, school)
        assert report.conditions == found
        assert report.grounds == ((found,) if school in inside else ())
    own = Viewer(Role.SCHOOL, "nevsky", world.id("Школа 12-2"))
    assert looked_at(*world.scope(own), selection, world.id("Школа 12-10")) is None
    assert looked_at(*world.scope(own), world.selection(2022), world.id("Школа 12-2")) is None


def test_lists_are_compared_by_pair(world: World) -> None:
    found = methods_compared(*world.scope(COMMITTEE), 2022)
    assert found is not None
    assert found.methods == tuple(profiles())
    lists = {code: listed(world, code) for code in found.methods}
    assert found.listed == {code: len(schools) for code, schools in lists.items()}
    assert len(found.pairs) == 6
    for pair in found.pairs:
        first, second = lists[pair.first], lists[pair.second]
        assert (pair.both, pair.only_first, pair.only_second) == (
            len(first & second), len(first - second), len(second - first),
        )  # fmt: skip
    assert found.differing is not None
    for item in found.differing:
        assert {code for code, said in item.by_method.items() if said == "listed"} == {
            code for code, schools in lists.items() if item.id in schools
        }
        assert {"listed", "none"} <= set(item.by_method.values())
    hidden = methods_compared(*world.scope(Viewer(Role.ADMINISTRATOR)), 2022)
    assert hidden is not None
    assert (hidden.pairs, hidden.differing) == (found.pairs, None)
    assert methods_compared(*world.scope(COMMITTEE), 2020) is None


def test_publications_from_before_are_read_without_what_they_lack(engine: Engine) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    with engine.begin() as connection:
        for table in (schema.school_group, schema.group_summary, schema.method_overlap, schema.school_evidence):
            connection.execute(delete(table))
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        number = city.school["Школа 12-2 (демо)"]
        for code in profiles():
            selection = Selection(2022, publication.method(code))
            report = school_report(connection, COMMITTEE, publication, selection, number)
            assert report.groups is None
            assert group_counts(connection, COMMITTEE, publication, selection) is None
            # The record that was applied is read from the publication, digest and all.
            assert profile(connection, publication.id, code) == profiles()[code]
        assert methods_compared(connection, COMMITTEE, publication, 2022) is None
        frame = publishing.results_frame(connection, publication.id)
    assert {"below_minimum", "band_81_100", "median_score"} <= set(frame)
