"""The school page's report: results with intervals, evidence, marks against the city, journal, conditions."""

import pytest
from sqlalchemy import Engine

from data_access import publications
from data_access.queries.publication import current
from data_access.queries.school import school_card, school_report
from data_access.viewer import NotFound, Role, Viewer
from monitoring.identification import Ground
from monitoring.intervals import wilson
from monitoring.reports.publication import Selection
from tests.data.builders import EGE_MATH, NOW, VPR_MATH, VPR_RUSSIAN, YEARS, Builder, World, bands, small_city

COMMITTEE = Viewer(Role.COMMITTEE)


def test_results_are_those_of_the_school_with_intervals(world: World) -> None:
    number = world.id("Школа 12-2")
    report = school_report(*world.scope(COMMITTEE), world.selection(2022), number)
    found = {(point.year, (point.procedure, point.subject, point.grade)): point for point in report.results}
    assert len(found) == len(report.results) == len(YEARS) * 4
    for (year, series), point in found.items():
        assert point.low_share == world.city.shares[number, year, series]
        lower, upper = wilson(point.low_share or 0, point.participants or 0)
        assert point.low_interval is not None
        assert list(point.low_interval) == pytest.approx([float(lower), float(upper)])
        assert (point.marks is None) == (series == EGE_MATH)
        assert (point.bands is None) != (series == EGE_MATH)
    exam = found[2022, EGE_MATH]
    assert exam.bands is not None
    assert exam.bands[0] == exam.low_share
    assert exam.mean_score is not None


def test_evidence_holds_the_grounds_and_what_spoke_against(world: World) -> None:
    number = world.id("Школа 12-2")
    report = school_report(*world.scope(COMMITTEE), world.selection(2021), number)
    assert (report.status, report.years_listed) == ("listed", 1)
    assert [item.year for item in report.evidence] == [2021] * 4 + [2019] * 4
    assert [item.rule for item in report.evidence] == ["year-1"] * 4 + ["year-2"] * 4
    low = {(item.procedure, item.subject, item.year) for item in report.evidence if item.low}
    grounds = [ground for ground in report.grounds if isinstance(ground, Ground)]
    assert len(grounds) == len(report.grounds)
    assert low == {(ground.procedure, ground.subject, ground.year) for ground in grounds}
    spared = school_report(*world.scope(COMMITTEE), world.selection(2022), world.id("Школа 10-4"))
    assert spared.status == "not-assessed"
    assert spared.probability is None
    assert 0 < (report.probability or 0) <= 1
    assert {item.counts for item in spared.evidence} == {False}
    assert {item.n for item in spared.evidence} == {5}


def test_evidence_looks_at_the_years_of_the_city(world: World) -> None:
    # Школа 9-1 had no exam in 2022: its «latest» exam year is 2022 all the same.
    report = school_report(*world.scope(COMMITTEE), world.selection(2022), world.id("Школа 9-1"))
    exams = [(item.rule, item.year) for item in report.evidence if item.procedure == "ege"]
    assert exams == [("year-2", 2021)]


def test_places_in_the_list_by_year(world: World) -> None:
    def fates(name: str, method: str = "two-years") -> list[tuple[int, str]]:
        report = school_report(*world.scope(COMMITTEE), world.selection(2022, method), world.id(name))
        return [(item.year, item.status) for item in report.memberships]

    assert fates("Школа 12-2") == [(2021, "listed"), (2022, "stayed")]
    assert fates("Школа 12-10") == [(2021, "listed"), (2022, "left")]
    assert fates("Школа 10-1") == [(2021, "none"), (2022, "entered")]
    assert fates("Школа 12-2", "two-grounds-2025") == [
        (2019, "listed"),
        (2020, "no-listing"),
        (2021, "stayed"),
        (2022, "stayed"),
    ]
    gap = school_report(*world.scope(COMMITTEE), world.selection(2020), world.id("Школа 12-2"))
    assert (gap.status, gap.evidence, gap.grounds, gap.years_listed) == ("no-listing", (), (), 0)


def test_marks_against_district_and_city(world: World) -> None:
    report = school_report(*world.scope(COMMITTEE), world.selection(2022), world.id("Школа 12-2"))
    assert [(item.procedure, item.subject, item.grade, item.year) for item in report.comparison] == [
        (*VPR_RUSSIAN, 2022),
        (*VPR_MATH, 2022),
        ("oge", "math", 9, 2022),
    ]
    rows = report.comparison[0].rows
    assert [(row.scope, row.name) for row in rows] == [
        ("school", "Школа 12-2 (демо)"),
        ("district", "Невский район"),
        ("city", "Санкт-Петербург"),
    ]
    for row in rows:
        assert row.marks is not None
        assert sum(row.marks) == pytest.approx(100, abs=0.1)
    former = school_report(*world.scope(COMMITTEE), world.selection(2020), world.id("Школа 12-2"))
    assert {item.year for item in former.comparison} == {2019}


def test_journal_partners_and_conditions(world: World) -> None:
    number = world.id("Школа 12-2")
    report = school_report(*world.scope(COMMITTEE), world.selection(2022), number)
    assert [(item.subject, item.year, item.lowered) for item in report.journal] == [("math", 2022, 30.0)]
    (partner,) = report.partnerships
    assert (partner.mentor, partner.mentor_district, partner.subjects) == (
        "Лицей 10-3 (демо)",
        "kurortny",
        ("math", "russian"),
    )
    assert partner.distance_km == pytest.approx(8.71, abs=0.01)
    assert report.pupils == 300
    context = {item.code: item for item in report.context}
    assert context["incomplete_families"].value == 10.0
    weights = [300 + 50 * number for number in range(11)]
    values = [10 + number * 0.7 for number in range(11)]
    expected = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    assert context["incomplete_families"].city == pytest.approx(expected)
    assert context["incomplete_families"].schools == 11
    # The number of pupils is no percent: the plain mean of schools.
    assert context["pupils"].city == pytest.approx(550)
    given = {"on_register", "special_needs", "parents_higher_education"}
    assert set(context) == {"pupils", "incomplete_families"} | given


def test_card_is_open_and_unknown_schools_are_not_found(world: World) -> None:
    card = school_card(*world.scope(Viewer(Role.ADMINISTRATOR)), world.id("Ёлочка 12-4"))
    assert (card.kind, card.district, card.full_name) == ("kindergarten", "nevsky", "ГБОУ Ёлочка 12-4 (демо)")
    empty = school_report(*world.scope(COMMITTEE), world.selection(2022), world.id("Ёлочка 12-4"))
    assert (empty.results, empty.evidence, empty.comparison, empty.context, empty.pupils) == ((), (), (), (), None)
    with pytest.raises(NotFound, match="школа"):
        school_card(*world.scope(COMMITTEE), 10**6)
    with pytest.raises(NotFound, match="школа"):
        school_report(*world.scope(COMMITTEE), world.selection(2022), 10**6)


def test_an_exam_by_bands_and_by_means_is_one_result(engine: Engine) -> None:
    number = small_city(engine).school["Школа 12-1 (демо)"]
    with engine.begin() as connection:
        build = Builder(connection)
        build.results((2022, "ege", "russian", 11), {number: bands(40, 12.5)}, form="bands")
        build.results((2022, "ege", "russian", 11), {number: {"mean_score": 66.5, "median_score": 67.0}}, form="means")
    publications.publish(engine, now=NOW)
    with engine.connect() as connection:
        publication = current(connection)
        assert publication is not None
        selection = Selection(2022, publication.method("two-years"))
        report = school_report(connection, COMMITTEE, publication, selection, number)
    (exam,) = [point for point in report.results if (point.procedure, point.subject) == ("ege", "russian")]
    assert (exam.low_share, exam.participants, exam.mean_score, exam.median_score) == (12.5, 40, 66.5, 67.0)
