"""The district page's report: its schools in order, with status, reasons, trend and partners."""

import pytest

from data_access.queries.district import district_report
from data_access.viewer import NotFound, Role, Viewer
from monitoring.districts import CITY
from monitoring.reports.territory import PartnerName
from tests.data.builders import OGE_MATH, VPR_MATH, VPR_RUSSIAN, World

NEVSKY = Viewer(Role.DISTRICT, "nevsky")


def test_schools_in_natural_order_with_their_fate(world: World) -> None:
    report = district_report(*world.scope(NEVSKY), world.selection(2022), "nevsky")
    assert report.open
    assert [(row.name.removesuffix(" (демо)"), row.status, row.years_listed) for row in report.schools] == [
        ("Гимназия 12-3", "none", 0),
        ("Школа 12-1", "none", 0),
        ("Школа 12-2", "stayed", 2),
        ("Школа 12-10", "left", 1),
    ]
    rows = {row.id: row for row in report.schools}
    listed = rows[world.id("Школа 12-2")]
    assert {ground.year for ground in listed.grounds} == {2021, 2022}
    assert rows[world.id("Школа 12-10")].grounds == ()
    assert all(0 <= (row.probability or -1) <= 1 for row in report.schools)
    closed = district_report(*world.scope(NEVSKY), world.selection(2022), "kurortny")
    assert {row.probability for row in closed.schools} == {None}
    assert listed.partners == (PartnerName(world.id("Лицей 10-3"), "Лицей 10-3 (демо)", "kurortny", "mentor"),)
    kurortny = district_report(*world.scope(Viewer(Role.COMMITTEE)), world.selection(2022), "kurortny")
    helped = {row.id: row.partners for row in kurortny.schools}[world.id("Лицей 10-3")]
    assert helped == (PartnerName(world.id("Школа 12-2"), "Школа 12-2 (демо)", "nevsky", "mentee"),)
    fates = {row.name.removesuffix(" (демо)"): row.status for row in kurortny.schools}
    assert fates["Школа 10-4"] == "not-assessed"


def test_trend_of_a_school_is_weighted_over_the_method(world: World) -> None:
    report = district_report(*world.scope(NEVSKY), world.selection(2021), "nevsky")
    school = world.id("Школа 12-2")
    row = next(row for row in report.schools if row.id == school)
    assert report.years == (2021, 2022)
    assert row.latest is not None
    assert row.trend[0] == row.latest.value
    assert row.latest.n is not None
    values = [share for (number, year, _), share in world.city.shares.items() if (number, year) == (school, 2021)]
    assert min(values) < (row.latest.value or 0) < max(values)


def test_district_against_the_city(world: World) -> None:
    report = district_report(*world.scope(NEVSKY), world.selection(2022), "nevsky")
    assert [row.code for row in report.heat.rows] == ["nevsky", CITY]
    for trend, row in ((report.trend, report.heat.rows[0]), (report.city_trend, report.heat.rows[1])):
        series = [(point.procedure, point.subject, point.grade) for point in trend]
        assert series[::3][:3] == [VPR_RUSSIAN, VPR_MATH, OGE_MATH]
        assert [point.year for point in trend[:3]] == [2019, 2021, 2022]
        assert trend[2].share == row.cells[0]
    assert [item.listed for item in report.series] == [2, 1]
    assert [(item.number, item.done, item.total) for item in report.plan] == [(1, 1, 1), (2, 0, 1)]
    assert len(report.neighbours) == 17
    assert "nevsky" not in report.neighbours


def test_map_holds_the_district_and_the_other_ends_of_its_links(world: World) -> None:
    report = district_report(*world.scope(NEVSKY), world.selection(2022), "nevsky")
    marks = {mark.id: mark for mark in report.marks}
    assert {mark.district for mark in report.marks} == {"nevsky", "kurortny"}
    assert marks[world.id("Лицей 10-3")].mentor
    assert [(link.mentee_id, link.mentor_id) for link in report.links] == [
        (world.id("Школа 12-2"), world.id("Лицей 10-3"))
    ]


def test_another_district_shows_names_and_aggregates(world: World) -> None:
    report = district_report(*world.scope(NEVSKY), world.selection(2022), "kurortny")
    assert not report.open
    assert len(report.schools) == 4
    assert {(row.status, row.grounds, row.trend, row.latest, row.partners) for row in report.schools} == {
        (None, (), (), None, ())
    }
    assert [item.listed for item in report.series] == [0, 1]
    # A link to its own school stays.
    assert len(report.links) == 1


def test_year_without_a_list(world: World) -> None:
    report = district_report(*world.scope(NEVSKY), world.selection(2020), "nevsky")
    assert {row.status for row in report.schools} == {"no-listing"}
    assert report.trend


def test_district_without_schools_and_no_district(world: World) -> None:
    report = district_report(*world.scope(NEVSKY), world.selection(2022), "moskovsky")
    assert (report.schools, report.marks, report.trend) == ((), (), ())
    with pytest.raises(NotFound, match="район"):
        district_report(*world.scope(NEVSKY), world.selection(2022), "atlantida")
