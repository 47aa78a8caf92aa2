"""The simulator over a published city: the published list at the published values, another one at others, by role."""

from collections.abc import Iterator

import pytest

from data_access.queries.listing import listing_rows
from data_access.queries.simulator import simulation_basis
from data_access.viewer import Role, Viewer
from monitoring.reports.simulation import Basis, Simulation
from monitoring.simulated_list import simulate, within
from monitoring.simulator import Rule, listed
from tests.data.builders import PublishedCity, World

COMMITTEE = Viewer(Role.COMMITTEE)
STAYED = "Школа 12-2 (демо)"


@pytest.fixture
def world(small_published_city: PublishedCity) -> Iterator[World]:
    """The published small city."""
    with small_published_city.engine.connect() as connection:
        yield World(connection, small_published_city.publication, small_published_city.city)


def basis_of(world: World, viewer: Viewer, year: int = 2022, method: str = "two-years") -> Basis:
    found = simulation_basis(*world.scope(viewer), world.selection(year, method))
    assert found is not None
    return found


def simulated(world: World, viewer: Viewer, rule: Rule) -> Simulation:
    return simulate(basis_of(world, viewer), rule)


@pytest.mark.parametrize(
    ("year", "method"),
    [(2021, "two-years"), (2022, "two-years"), (2021, "two-grounds-2025"), (2019, "two-grounds-2025")],
)
def test_published_values_give_the_published_list(world: World, year: int, method: str) -> None:
    basis = basis_of(world, COMMITTEE, year, method)
    published = {row.id for row in listing_rows(*world.scope(COMMITTEE), year, method)}
    assert set(basis.grid.schools[listed(basis.grid, basis.published)]) == published != set()
    found = simulate(basis, basis.published)
    assert (found.moved, found.simulated, found.published) == ((), len(published), basis.counts["city"])
    assert all(row.simulated == row.published and not row.entered and not row.left for row in found.districts)


def test_another_threshold_moves_schools_between_the_districts_lists(world: World) -> None:
    found = simulated(world, COMMITTEE, Rule(44.0, 2, 10))
    names = {school.name: school for school in found.moved}
    assert {name for name, school in names.items() if not school.entered} == {
        "Школа 12-2 (демо)",
        "Школа 10-1 (демо)",
        "Школа 9-1 (демо)",
    }
    nevsky = next(row for row in found.districts if row.code == "nevsky")
    assert (nevsky.published, nevsky.simulated, nevsky.entered, nevsky.left) == (1, 0, 0, 1)
    # The highest threshold is the school's smaller second share of the two years.
    shares = world.city.shares
    decided = min(
        min(shares[(world.city.school[STAYED], year, ("vpr", subject, 5))] for subject in ("russian", "math"))
        for year in (2021, 2022)
    )
    assert names[STAYED].highest == decided
    assert STAYED not in {school.name for school in simulated(world, COMMITTEE, Rule(decided, 2, 10)).moved}


def test_a_viewer_gets_the_simulation_of_his_own_schools(world: World) -> None:
    strict = Rule(44.0, 2, 10)
    district = simulated(world, Viewer(Role.DISTRICT, "nevsky"), strict)
    assert [row.code for row in district.districts if row.simulated is not None] == ["nevsky"]
    assert [school.name for school in district.moved] == [STAYED]
    assert {row.code: row.published for row in district.districts} == {
        row.code: row.published for row in simulated(world, COMMITTEE, strict).districts
    }
    school = simulated(world, Viewer(Role.SCHOOL, "nevsky", world.id("Школа 12-2")), strict)
    assert [row for row in school.districts if row.simulated is not None] == []
    assert (school.published, school.simulated, school.assessed) == (1, 0, 1)
    nobody = simulated(world, Viewer(Role.ADMINISTRATOR), strict)
    assert (nobody.scope, nobody.published, nobody.assessed, nobody.moved) == ("none", 0, 0, ())


def test_without_a_listing_there_is_nothing_to_simulate(world: World) -> None:
    assert simulation_basis(*world.scope(COMMITTEE), world.selection(2020)) is None


def test_values_out_of_bounds_stay_as_published() -> None:
    published = Rule(30.0, 2, 10)
    assert within(published, None, None, None) == published
    assert within(published, 35.0, 1, 15) == Rule(35.0, 1, 15)
    assert within(published, 999.0, 0, 4) == published
    # A published rule outside the usual bounds can still be simulated.
    assert within(Rule(12.5, 7, 3), 12.5, 7, 3) == Rule(12.5, 7, 3)
    assert within(Rule(12.5, 7, 3), 12.0, 6, 4) == Rule(12.0, 6, 4)
