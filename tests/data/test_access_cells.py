"""What each role sees of a thing that is there for all: the registry of partnerships, small cells, marks on the map."""

from data_access.queries import city, district, partnerships, shares
from monitoring.masking import Reason
from monitoring.reports.publication import Selection, Share
from tests.data.access_world import DISTRICTS, ROLES, World

ACTIVE = {("Школа 12-2", "Лицей 10-3"), ("Школа 9-1", "Школа 9-2")}
PROPOSED = {("Школа 10-1", "Гимназия 12-3")}
REGISTRY = {
    "committee": ACTIVE | PROPOSED,
    "analyst": ACTIVE | PROPOSED,
    "district": {("Школа 12-2", "Лицей 10-3")} | PROPOSED,
    "small district": {("Школа 9-1", "Школа 9-2")},
    "school": {("Школа 12-2", "Лицей 10-3")},
    "mentor": PROPOSED,
    "administrator": set(),
}


def test_a_side_sees_its_partnership_from_the_proposal_on(world: World) -> None:
    for role in ROLES:
        found = partnerships.partnership_registry(world.connection, world.viewer(role), world.publication, 2022)
        pairs = {(item.mentee.removesuffix(" (демо)"), item.mentor.removesuffix(" (демо)")) for item in found}
        assert pairs == REGISTRY[role], role


# The exam of 2022 has 8 participants in Кронштадтский; the other two districts would give it away by subtraction.
MASKED = {
    "committee": set(),
    "analyst": set(),
    "district": {"kurortny", "kronshtadtsky"},
    "small district": {"kurortny", "nevsky"},
    "school": {"kurortny", "nevsky", "kronshtadtsky"},
    "mentor": {"kurortny", "nevsky", "kronshtadtsky"},
    "administrator": {"kurortny", "nevsky", "kronshtadtsky"},
}
REASONS: dict[str, Reason] = {"kronshtadtsky": "few", "kurortny": "complementary", "nevsky": "complementary"}


def test_small_cells_are_masked(world: World) -> None:
    selection = Selection(2022, world.publication.method("two-years"))
    for role, masked in MASKED.items():
        scope = (world.connection, world.viewer(role), world.publication)
        heat = shares.heat_map(*scope, selection)
        exam = [column.procedure for column in heat.columns].index("ege")
        cells = {row.code: row.cells[exam] for row in heat.rows}
        assert {code for code, cell in cells.items() if cell.masked} == masked, role
        assert all(cell == Share(None, None, True, REASONS[code]) for code, cell in cells.items() if cell.masked)
        # Who sees such a cell by his role is told that it is not for publication.
        assert {code: cell.reason for code, cell in cells.items() if cell.reason} == REASONS, role
        assert cells["city"].n is not None
        others = [cell for row in heat.rows for index, cell in enumerate(row.cells) if index != exam]
        assert not any(cell.masked for cell in others)
        points = [(code, point) for code, found in shares.trend(*scope, DISTRICTS).items() for point in found]
        assert {code for code, point in points if point.share.masked} == masked
        assert {(point.procedure, point.year) for _, point in points if point.share.masked} <= {("ege", 2022)}
        means = shares.mean_scores(*scope, 2022)
        assert {mean.code for mean in means if mean.masked} == masked
        assert all((mean.value is None) == mean.masked == (mean.schools is None) for mean in means)
        for code in ("nevsky", "kurortny", "kronshtadtsky"):
            of_district = district.district_report(*scope, selection, code)
            assert of_district.heat.rows[0].cells[exam].masked == (code in masked)


def test_marks_say_whose_list_they_show(world: World) -> None:
    selection = Selection(2022, world.publication.method("two-years"))
    said = {
        role: city.city_report(world.connection, world.viewer(role), world.publication, selection).scope
        for role in ROLES
    }
    assert said == {
        "committee": "all",
        "analyst": "all",
        "district": "district",
        "small district": "district",
        "school": "school",
        "mentor": "school",
        "administrator": "none",
    }
