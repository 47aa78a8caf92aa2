"""The city page's report: lists by year and district, shares, marks, plan; and what is left where little is known."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, event, select, update

from data_access import publications, schema
from data_access.queries import listed_years, shares
from data_access.queries.city import city_report
from data_access.queries.publication import current, profile
from data_access.viewer import Role, Viewer
from monitoring.districts import CITY, DISTRICTS
from monitoring.method_profiles import share_profiles
from monitoring.reports.publication import Selection, Share
from monitoring.reports.territory import ListedYear
from tests.data.builders import NOW, VPR_MATH, Builder, World

COMMITTEE = Viewer(Role.COMMITTEE)


def test_publication_says_what_it_holds(world: World) -> None:
    found = world.publication
    assert (found.schools, found.results, found.years) == (11, 131, (2019, 2021, 2022))
    assert [(method.code, method.years) for method in found.methods] == [
        ("two-years", (2021, 2022)),
        ("lower-quartile", (2019, 2021, 2022)),
        ("social-conditions", (2022,)),
        ("two-grounds-2025", (2019, 2021, 2022)),
    ]
    method = found.method("two-years")
    assert method.series[:4] == (("vpr", "russian", 5), VPR_MATH, ("vpr", "russian", 6), ("vpr", "math", 6))
    assert not method.confirmed
    assert profile(world.connection, found.id, "two-years") == share_profiles()["two-years"]


def test_lists_by_year_with_the_gap(world: World) -> None:
    report = city_report(*world.scope(COMMITTEE), world.selection(2022, "two-grounds-2025"))
    assert report.years == (2019, 2020, 2021, 2022)
    assert tuple(replace(item, confidence=None, flow=None) for item in report.series) == (
        ListedYear(2019, listed=2, entered=None, left=None, assessed=10, schools=11, with_partner=0),
        ListedYear(
            2020, listed=None, entered=None, left=None, assessed=0, schools=11, with_partner=None, gap="no-spring-vpr"
        ),
        ListedYear(2021, listed=4, entered=2, left=0, assessed=10, schools=11, with_partner=2),
        ListedYear(2022, listed=3, entered=0, left=1, assessed=10, schools=11, with_partner=2),
    )


def test_how_sure_the_lists_are(world: World) -> None:
    report = city_report(*world.scope(COMMITTEE), world.selection(2022, "two-grounds-2025"))
    for item in report.series:
        found = item.confidence
        assert (found is None) == (item.listed is None)
        if found is not None:
            assert found.sure + found.border + found.chance == item.listed
            assert 0 <= found.at_risk <= item.assessed - (item.listed or 0)


def test_zone_of_risk_is_marked_outside_the_list(world: World) -> None:
    table, selection = schema.school_summary, world.selection(2022)
    with world.connection.begin_nested() as changed:
        world.connection.execute(update(table).values(probability=0.2))
        report = city_report(*world.scope(COMMITTEE), selection)
        assert {mark.at_risk for mark in report.marks if mark.listed} == {False}
        assessed = {
            row.school_id
            for row in world.connection.execute(
                select(table).where(table.c.method == "two-years", table.c.year == 2022, table.c.assessed)
            )
        }
        assert {mark.id for mark in report.marks if mark.at_risk} == {
            mark.id for mark in report.marks if mark.id in assessed and not mark.listed
        }
        world.connection.execute(update(table).values(probability=0.19))
        assert not any(mark.at_risk for mark in city_report(*world.scope(COMMITTEE), selection).marks)
        changed.rollback()


def test_districts_in_order_with_change_and_trend(world: World) -> None:
    report = city_report(*world.scope(COMMITTEE), world.selection(2022))
    assert [row.code for row in report.districts] == [district.code for district in DISTRICTS]
    rows = {row.code: row for row in report.districts}
    nevsky = rows["nevsky"]
    assert (nevsky.name, nevsky.schools, nevsky.assessed, nevsky.listed) == ("Невский", 4, 4, 1)
    assert (nevsky.change, nevsky.with_partner, nevsky.trend) == (-1, 1, (2, 1))
    assert nevsky.plan_done == Share(50.0, 2)
    assert rows["kronshtadtsky"].plan_done == Share(100.0, 1)
    assert (rows["moskovsky"].schools, rows["moskovsky"].trend, rows["moskovsky"].plan_done) == (0, (None, None), None)
    first = city_report(*world.scope(COMMITTEE), world.selection(2021))
    assert {row.change for row in first.districts} == {None}


def test_heat_map_holds_the_method_and_the_city_last(world: World) -> None:
    heat = city_report(*world.scope(COMMITTEE), world.selection(2022)).heat
    assert [(column.procedure, column.subject, column.grade) for column in heat.columns] == [
        ("vpr", "russian", 5),
        ("vpr", "math", 5),
        ("oge", "math", 9),
        ("ege", "math_profile", 11),
    ]
    assert [row.code for row in heat.rows][-2:] == ["tsentralny", CITY]
    cells = {row.code: row.cells for row in heat.rows}
    assert cells["moskovsky"] == (Share(None, None),) * 4
    n = sum(cells[code][0].n or 0 for code in ("nevsky", "kurortny", "kronshtadtsky"))
    assert cells[CITY][0].n == n


def test_map_marks_list_mentors_and_links(world: World) -> None:
    report = city_report(*world.scope(COMMITTEE), world.selection(2022))
    marks = {mark.id: mark for mark in report.marks}
    names = {"Школа 12-2", "Школа 10-1", "Школа 9-1"}
    assert {number for number, mark in marks.items() if mark.listed} == {world.id(name) for name in names}
    assert {number for number, mark in marks.items() if mark.left} == {world.id("Школа 12-10")}
    # A partnership that is proposed or has ended makes no mentor.
    mentors = {number for number, mark in marks.items() if mark.mentor}
    assert mentors == {world.id("Лицей 10-3"), world.id("Школа 9-2")}
    assert {(link.mentee_id, link.mentor_id) for link in report.links} == {
        (world.id("Школа 12-2"), world.id("Лицей 10-3")),
        (world.id("Школа 9-1"), world.id("Школа 9-2")),
    }
    former = city_report(*world.scope(COMMITTEE), world.selection(2021))
    assert (world.id("Школа 12-10"), world.id("Гимназия 12-3")) in {
        (link.mentee_id, link.mentor_id) for link in former.links
    }
    assert world.id("Школа 10-4") not in marks
    assert report.unplaced_listed == 0


def test_plan_of_the_year_that_the_list_governs(world: World) -> None:
    report = city_report(*world.scope(COMMITTEE), world.selection(2022))
    # Not required of Кронштадтский; overdue in Курортный on 15 October 2022.
    assert [(item.number, item.done, item.total, item.overdue) for item in report.plan] == [(1, 1, 2, 1), (2, 2, 3, 0)]
    assert city_report(*world.scope(COMMITTEE), world.selection(2021)).plan == ()


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.ADMINISTRATOR])
def test_few_statements_whatever_the_number_of_schools(world: World, role: Role) -> None:
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(world.connection, "before_cursor_execute", count)
    city_report(*world.scope(Viewer(role)), world.selection(2022))
    event.remove(world.connection, "before_cursor_execute", count)
    assert 5 <= len(statements) <= 18


def test_year_without_a_list_still_shows_the_schools(world: World) -> None:
    report = city_report(*world.scope(COMMITTEE), world.selection(2020))
    assert sum(row.schools for row in report.districts) == 11
    assert {(row.listed, row.assessed, row.change) for row in report.districts} == {(0, 0, None)}
    assert len(report.marks) == 10
    assert not any(mark.listed or mark.left for mark in report.marks)
    assert report.heat.columns == ()


def test_means_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        ids = [build.school(f"Школа {number}", "nevsky", batch=batch) for number in range(1, 4)]
        alone = build.school("Школа 9", "kurortny", batch=batch)
        rows = {school: {"mean_score": 50.0 + school} for school in [*ids, alone]}
        build.results((2017, "ege", "all", 11), rows, form="means")
    publications.publish(engine, now=NOW)
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        assert publication.years == (2017,)
        selection = Selection(2017, publication.methods[0])
        assert selection.method.years == ()
        report = city_report(connection, COMMITTEE, publication, selection)
        closed = shares.mean_scores(connection, Viewer(Role.ADMINISTRATOR), publication, 2017)
        lists = listed_years.lists(connection, COMMITTEE, publication, selection.method)
    assert (report.years, report.series, report.heat.columns, report.plan) == ((), (), (), ())
    assert lists.of(CITY, 2017).gap == "no-data"
    assert {row.code: row.schools for row in report.districts if row.schools} == {"nevsky": 3, "kurortny": 1}
    assert len(report.marks) == 4
    means = {mean.code: mean.value for mean in report.means}
    assert means[CITY] == pytest.approx(50 + sum([*ids, alone]) / 4)
    assert means["kurortny"] == 50.0 + alone
    assert [mean.schools for mean in report.means] == [1, 3, 4]
    # The mean of a district with one school is that school's result; the other district would give it away.
    assert {mean.code for mean in closed if mean.masked} == {"kurortny", "nevsky", CITY}


def test_register_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        build.edition("register", "register", batch)
        build.school("Школа 1", "nevsky", batch=batch)
    publications.publish(engine, now=NOW)
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        report = city_report(connection, COMMITTEE, publication, Selection(2023, publication.methods[0]))
    assert publication.years == ()
    assert (report.years, report.means, len(report.marks)) == ((), (), 1)


def test_before_the_first_publication(engine: Engine) -> None:
    with engine.connect() as connection:
        assert current(connection) is None
