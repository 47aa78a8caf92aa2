"""The demo city in a database: what was generated is what readers get, through the importers of real files."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, func, select

from data_access.agreements import CAPACITY
from data_access.demo import files
from data_access.demo.build import NotImported, build
from data_access.demo.city import DemoCity, generate
from data_access.demo.partnerships import RECORDED_SINCE
from data_access.engine import create
from data_access.publications import current_id
from data_access.schema import (
    RECORDS,
    assessment,
    benchmark,
    edition,
    import_batch,
    listing,
    mark_comparison,
    partnership,
    plan_item,
    plan_progress,
    publication,
    quarantine,
    result,
    school,
    school_building,
    school_year,
    score_distribution,
)
from monitoring.identification import identify, listing_years
from monitoring.indicators import INDICATORS
from monitoring.method_profiles import share_profiles

SCHOOLS = 40
KEY = ["ogrn", "year", "procedure", "subject", "grade"]


@pytest.fixture(scope="module")
def city() -> DemoCity:
    return generate(schools=SCHOOLS)


def stored_results(connection: Connection) -> pd.DataFrame:
    query = (
        select(
            school.c.ogrn, assessment.c.year, assessment.c.procedure, assessment.c.subject, assessment.c.grade, result
        )
        .join_from(result, edition, edition.c.id == result.c.edition_id)
        .join(assessment, assessment.c.id == edition.c.assessment_id)
        .join(school, school.c.id == result.c.school_id)
    )
    return pd.read_sql(query, connection).sort_values(KEY, ignore_index=True)


def generated_results(city: DemoCity, frame: pd.DataFrame) -> pd.DataFrame:
    named = frame.merge(city.schools[["school_id", "ogrn"]], on="school_id")
    return named.sort_values(KEY, ignore_index=True)


def test_database_holds_the_city_and_building_again_adds_nothing(
    engine: Engine, city: DemoCity, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    built = build(engine, directory=tmp_path / "files", schools=SCHOOLS, progress=lambda *step: steps.append(step[:2]))
    written = len(list((tmp_path / "files").iterdir()))
    assert steps[1:] == sorted(steps[1:])
    assert steps[-1] == (2 * written + 1, 2 * written + 2)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count(import_batch.c.id))) == written
        check_schools(connection, city)
        check_results(connection, city)
        check_support(connection, city)
        check_publication(connection, city, built)
    assert build(engine, directory=tmp_path / "files", schools=SCHOOLS) == built
    with engine.connect() as connection:
        assert connection.scalar(select(func.count(import_batch.c.id))) == written
        assert connection.scalar(select(func.count(publication.c.id))) == 1


def check_schools(connection: Connection, city: DemoCity) -> None:
    columns = ["ogrn", "inn", "login", "number", "kind", "name", "full_name", "district_code", "lon", "lat"]
    stored = pd.read_sql(select(school).order_by(school.c.ogrn), connection)
    expected = city.schools.sort_values("ogrn", ignore_index=True)
    assert stored[columns].to_dict("records") == expected[columns].to_dict("records")
    assert stored["synthetic"].all()
    assert connection.scalar(select(func.count(school_building.c.id))) == len(city.schools) + len(city.buildings)
    passports = (
        select(school_year, school.c.ogrn, edition.c.year)
        .join_from(school_year, school)
        .join(edition, edition.c.id == school_year.c.edition_id)
    )
    conditions = pd.read_sql(passports, connection).sort_values(["ogrn", "year"], ignore_index=True)
    expected = city.passports.merge(city.schools, on="school_id").sort_values(["ogrn", "year"], ignore_index=True)
    assert (conditions[list(INDICATORS)].to_numpy() == expected[list(INDICATORS)].to_numpy()).all()


def check_results(connection: Connection, city: DemoCity) -> None:
    stored = stored_results(connection)
    marks = stored[stored["procedure"] != "ege"].reset_index(drop=True)
    columns = [*KEY, "participants", "pct_2", "pct_3", "pct_4", "pct_5", "low_share"]
    pd.testing.assert_frame_equal(
        marks[columns], generated_results(city, city.marks)[columns], check_dtype=False, rtol=1e-12
    )
    exams = stored[stored["procedure"] == "ege"].reset_index(drop=True)
    columns = [*KEY, "participants", "mean_score", "low_share"]
    expected = generated_results(city, city.exams)
    pd.testing.assert_frame_equal(exams[columns], expected[columns], check_dtype=False, rtol=1e-12)
    flat = exams["year"] >= 2022
    columns = ["below_minimum", "band_minimum_60", "band_61_80", "band_81_100", "median_score"]
    pd.testing.assert_frame_equal(exams.loc[flat, columns], expected.loc[flat, columns], check_dtype=False)
    columns = ["below_minimum_count", "count_80_99", "count_100"]
    pd.testing.assert_frame_equal(exams.loc[~flat, columns], expected.loc[~flat, columns], check_dtype=False)
    assert connection.scalar(select(func.count()).select_from(mark_comparison)) == len(city.comparisons)
    assert connection.scalar(select(func.sum(mark_comparison.c.raised_n))) == city.comparisons["raised_n"].sum()
    scores = sum(len(item.school_ids) for item in city.distributions)
    assert connection.scalar(select(func.count()).select_from(score_distribution)) == scores
    levels = connection.execute(select(benchmark.c.level, func.count()).group_by(benchmark.c.level)).all()
    statistics = city.marks.loc[city.marks["procedure"] == "vpr", KEY[1:]].drop_duplicates()
    assert {row[0]: row[1] for row in levels}["country"] == len(statistics) == 60


def check_support(connection: Connection, city: DemoCity) -> None:
    stored = pd.read_sql(select(partnership), connection)
    assert len(stored) == len(city.partnerships) > 0
    assert sorted(stored["status"]) == sorted(city.partnerships["status"])
    assert stored["activities"].sum() == city.partnerships["activities"].sum()
    check_partnerships(connection, city)
    items = connection.execute(select(plan_item.c.number, plan_item.c.due_on).order_by(plan_item.c.number)).all()
    assert [tuple(row) for row in items] == list(zip(city.plan_items["number"], city.plan_items["due_on"], strict=True))
    states = pd.read_sql(select(plan_progress), connection).sort_values(["number", "district_code"])
    expected = city.plan_progress.sort_values(["number", "district_code"])
    for column in ("number", "district_code", "status"):
        assert states[column].tolist() == expected[column].tolist()


def check_partnerships(connection: Connection, city: DemoCity) -> None:
    """What goes on is confirmed by both districts; activities are held within it, by no mentor beyond its places."""
    agreements = pd.read_sql(select(RECORDS["partnership_agreement"]), connection).set_index("id")
    assert len(agreements) == len(city.partnerships)
    going_on = agreements[agreements["status"].isin(["active", "paused"])]
    assert going_on[["mentee_confirmed_on", "mentor_confirmed_on"]].notna().all(axis=None)
    active = agreements[agreements["status"] == "active"]
    assert active.groupby("mentor_id")["mentee_id"].nunique().max() <= CAPACITY
    held = pd.read_sql(select(RECORDS["joint_activity"]), connection).join(active["started_on"], on="agreement_id")
    assert len(held) > 0
    days = pd.to_datetime(held["held_on"])
    assert (days >= pd.to_datetime(held["started_on"])).all()
    assert (days >= pd.Timestamp(RECORDED_SINCE)).all()
    assert (days <= pd.Timestamp(city.today)).all()
    reported = pd.to_datetime(active["activity_reported_on"]).dropna()
    assert (reported <= pd.Timestamp(RECORDED_SINCE)).all()


def check_publication(connection: Connection, city: DemoCity, built: int) -> None:
    assert current_id(connection) == built
    row = connection.execute(select(publication).where(publication.c.id == built)).one()
    assert row.synthetic
    assert row.today == date(2025, 11, 15)
    assert row.schools == len(city.schools)
    assert connection.scalar(select(func.count(quarantine.c.id))) == 0
    assert connection.scalars(select(import_batch.c.synthetic).distinct()).all() == [True]
    results, numbers = city.results(), city.schools.set_index("school_id")["ogrn"]
    for method, profile in share_profiles().items():
        for year in listing_years(results, profile):
            query = (
                select(school.c.ogrn)
                .join_from(listing, school, school.c.id == listing.c.school_id)
                .where(listing.c.method == method, listing.c.year == year, listing.c.status != "left")
            )
            expected = {numbers[item] for item in identify(results, profile, year).listed}
            assert set(connection.scalars(query)) == expected, (method, year)


def test_a_refused_file_stops_the_building(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(city: DemoCity, directory: Path, progress: files.Progress | None = None) -> list[Path]:
        directory.mkdir()
        path = directory / "план.xlsx"
        path.write_bytes(b"PK\x03\x04")
        return [path]

    engine = create(sqlite_url)
    monkeypatch.setattr(files, "write", broken)
    with pytest.raises(NotImported, match=r"план\.xlsx"):
        build(engine, directory=tmp_path / "files", schools=SCHOOLS)
    with engine.connect() as connection:
        assert current_id(connection) is None
    engine.dispose()
