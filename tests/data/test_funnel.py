"""Points of the funnel by role, against the shares that were put in; the city's share and the limits around it."""

from collections.abc import Iterator

import pytest

from data_access.queries.funnel import funnels
from data_access.viewer import Role, Viewer
from monitoring.funnel import zones
from tests.data.builders import PublishedCity, World

NEVSKY = ("Школа 12-1", "Школа 12-2", "Школа 12-10", "Гимназия 12-3")


@pytest.fixture
def world(small_published_city: PublishedCity) -> Iterator[World]:
    """The published small city."""
    with small_published_city.engine.connect() as connection:
        yield World(connection, small_published_city.publication, small_published_city.city)


def test_points_are_the_schools_of_the_district_by_alphabet(world: World) -> None:
    found = funnels(*world.scope(Viewer(Role.COMMITTEE)), world.selection(2022), "nevsky")
    assert [(item.procedure, item.subject) for item in found] == [
        ("vpr", "russian"),
        ("vpr", "math"),
        ("oge", "math"),
        ("ege", "math_profile"),
    ]
    math = found[1]
    names = [point.name.removesuffix(" (демо)") for point in math.points]
    assert names == ["Гимназия 12-3", "Школа 12-1", "Школа 12-2", "Школа 12-10"]
    shares = {point.school_id: point.share for point in math.points}
    assert shares == {world.id(name): world.city.shares[(world.id(name), 2022, ("vpr", "math", 5))] for name in NEVSKY}
    assert {point.year for point in found} == {2022}
    everywhere = [n for _, n in sorted((p.school_id, p.n) for p in math.points)]
    assert all(40 <= n <= 46 for n in everywhere)
    for point in math.points:
        assert point.zone == zones(point.share, point.n, math.city)
    low, others = world.id("Школа 12-2"), [world.id(name) for name in NEVSKY if name != "Школа 12-2"]
    by_school = {point.school_id: point for point in math.points}
    assert by_school[low].zone > max(by_school[number].zone for number in others)


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (("district", "nevsky", None), set(NEVSKY)),
        (("district", "kurortny", None), set()),
        (("school", "nevsky", "Школа 12-2"), {"Школа 12-2"}),
        (("administrator", None, None), set()),
    ],
)
def test_a_viewer_sees_the_limits_and_his_own_points(
    world: World, viewer: tuple[str, str | None, str | None], seen: set[str]
) -> None:
    role, district, school = viewer
    looking = Viewer(Role(role), district, None if school is None else world.id(school))
    found = funnels(*world.scope(looking), world.selection(2022), "nevsky")
    whole = funnels(*world.scope(Viewer(Role.COMMITTEE)), world.selection(2022), "nevsky")
    assert [(item.city, item.city_n) for item in found] == [(item.city, item.city_n) for item in whole]
    for item in found:
        assert {point.school_id for point in item.points} == {world.id(name) for name in seen}


def test_a_year_without_shares_has_no_funnel(world: World) -> None:
    assert funnels(*world.scope(Viewer(Role.COMMITTEE)), world.selection(2020), "nevsky") == ()
