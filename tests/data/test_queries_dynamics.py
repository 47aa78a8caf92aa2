"""Change as it is published: lists that came about, schools, territories; masked and closed where they are."""

from sqlalchemy import delete, select

from data_access.queries.city import city_report
from data_access.queries.district import district_report
from data_access.queries.dynamics import dynamics, placed_schools
from data_access.queries.school import school_report
from data_access.schema import assessment, list_flow, school_change, territory_change
from data_access.viewer import Role, Viewer
from monitoring.districts import CITY
from monitoring.reports.dynamics import NO_SCHOOL_DYNAMICS, ListFlow
from tests.data.builders import OGE_MATH, World

COMMITTEE = Viewer(Role.COMMITTEE)
NEVSKY = Viewer(Role.DISTRICT, "nevsky")


def test_how_the_lists_came_about(world: World) -> None:
    report = city_report(*world.scope(COMMITTEE), world.selection(2022, "two-grounds-2025"))
    flows = {item.year: item.flow for item in report.series}
    assert flows[2020] is None
    changes = placed_schools(*world.scope(COMMITTEE), world.selection(2022, "two-grounds-2025"), CITY)
    verdicts = {item.id: item.change.verdict for item in changes}
    left = [item for item in changes if item.status == "left"]
    assert flows[2022] == ListFlow(
        returned=0,
        once=0,
        twice=2,
        more=1,
        left_compared=len(left),
        left_fell=sum(item.change.verdict == "fell" for item in left),
        compared=len(verdicts),
        fell=list(verdicts.values()).count("fell"),
        grew=list(verdicts.values()).count("grew"),
        # Who sees all is told what is not for publication.
        left_reason="few-schools",
        reason="complementary",
    )
    assert len(left) == 1
    for item in report.series:
        if item.flow is not None:
            assert item.flow.once + item.flow.twice + item.flow.more == item.listed
    parts = [
        district_report(*world.scope(COMMITTEE), world.selection(2022, "two-grounds-2025"), code).series[-1].flow
        for code in ("nevsky", "kurortny", "kronshtadtsky")
    ]
    assert sum(flow.compared for flow in parts if flow) == len(verdicts)


def test_verdicts_of_few_schools_are_not_told_to_those_who_may_not_see_them(world: World) -> None:
    selection = world.selection(2022, "two-grounds-2025")
    whole = city_report(*world.scope(COMMITTEE), selection).series[-1].flow
    seen = city_report(*world.scope(NEVSKY), selection).series[-1].flow
    assert whole is not None
    assert seen is not None
    # Ten of the city can be compared, but a district takes its own off: fewer than ten others would be left.
    assert whole.compared == 10
    assert (seen.compared, seen.fell, seen.grew, seen.reason) == (0, 0, 0, "complementary")
    assert (whole.left_compared, seen.left_compared, seen.left_fell) == (1, 0, 0)
    assert (seen.once, seen.twice, seen.more) == (whole.once, whole.twice, whole.more)
    own = district_report(*world.scope(NEVSKY), selection, "nevsky").series[-1].flow
    other = district_report(*world.scope(NEVSKY), selection, "kurortny").series[-1].flow
    assert own is not None
    assert own.compared > 0
    assert other is not None
    assert (other.compared, other.fell, other.grew, other.reason) == (0, 0, 0, "few-schools")


def test_a_school_is_compared_with_years_on_its_side_of_2020(world: World) -> None:
    # ОГЭ and ВПР were held in 2019, 2021 and 2022: only 2021 is comparable with 2022.
    school = world.id("Школа 12-2")
    report = school_report(*world.scope(NEVSKY), world.selection(2022), school)
    overall = report.dynamics.overall
    assert overall is not None
    years = {(item.procedure, item.change.year): item.change.first_year for item in report.dynamics.series}
    assert years["oge", 2022] == 2021
    assert ("oge", 2021) not in years
    math = next(
        item.change
        for item in report.dynamics.series
        if (item.procedure, item.subject, item.grade, item.change.year) == (*OGE_MATH, 2022)
    )
    assert math.before == world.city.shares[school, 2021, OGE_MATH]
    assert math.after == world.city.shares[school, 2022, OGE_MATH]
    assert math.low < math.change < math.high
    assert math.change == math.after - math.before - math.city
    row = next(
        item for item in placed_schools(*world.scope(NEVSKY), world.selection(2022), "nevsky") if item.id == school
    )
    assert (row.change, row.status) == (overall, "stayed")
    assert school_report(*world.scope(NEVSKY), world.selection(2019), school).dynamics.overall is None


def test_who_sees_which_schools(world: World) -> None:
    selection = world.selection(2022)
    for viewer, code, whole, names in (
        (COMMITTEE, "kurortny", True, {"Лицей 10-3", "Школа 10-1", "Школа 10-2"}),
        (NEVSKY, "kurortny", False, set()),
        (NEVSKY, CITY, False, set()),
        (Viewer(Role.SCHOOL, "nevsky", world.id("Школа 12-2")), "nevsky", False, {"Школа 12-2"}),
        (Viewer(Role.ADMINISTRATOR), "nevsky", False, set()),
    ):
        found = dynamics(*world.scope(viewer), selection, code)
        assert found.whole == whole
        assert {item.name.removesuffix(" (демо)") for item in found.schools} == names
        # Aggregates are open to all.
        assert found.changes


def test_a_change_behind_which_a_hidden_share_stands_is_hidden(world: World) -> None:
    def masked(viewer: Viewer, code: str, year: int = 2022) -> set[tuple[str, str, int]]:
        found = dynamics(*world.scope(viewer), world.selection(year), code).changes
        for item in found:
            if item.masked:
                assert (item.change, item.interval, item.apart, item.apart_interval) == (None,) * 4
        return {(item.procedure, item.subject, item.grade) for item in found if item.masked}

    for code in ("nevsky", "kurortny", "kronshtadtsky"):
        rows = world.connection.execute(
            select(assessment.c.procedure, assessment.c.subject, assessment.c.grade)
            .join(territory_change, territory_change.c.assessment_id == assessment.c.id)
            .where(
                territory_change.c.district_code == code,
                territory_change.c.mask.is_not(None),
                assessment.c.year == 2022,
            )
        ).all()
        seen = masked(Viewer(Role.DISTRICT, "moskovsky"), code)
        assert seen <= {tuple(row) for row in rows}
        assert masked(Viewer(Role.DISTRICT, code), code) == set()
    assert masked(Viewer(Role.DISTRICT, "moskovsky"), "kronshtadtsky")


def test_a_publication_of_a_former_version_knows_no_change(world: World) -> None:
    for table in (school_change, list_flow, territory_change):
        world.connection.execute(delete(table))
    report = district_report(*world.scope(COMMITTEE), world.selection(2022), "nevsky")
    assert (report.dynamics.changes, report.dynamics.schools) == ((), ())
    assert {item.flow for item in report.series} == {None}
    school = school_report(*world.scope(COMMITTEE), world.selection(2022), world.id("Школа 12-2"))
    assert school.dynamics == NO_SCHOOL_DYNAMICS
    world.connection.rollback()
