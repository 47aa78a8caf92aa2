"""Publication: what readers get, and when there is nothing to publish."""

from datetime import UTC, date

import pytest
from sqlalchemy import Engine, insert, select, update

from data_access import publications, publishing, schema
from data_access.publications import NothingToPublish
from monitoring import method_profiles
from tests.data.builders import NOW, VPR_MATH, Builder, marks, small_city
from tests.data.published import LATER, count, current, new_results


def test_publishes_cards_lists_and_summaries(engine: Engine) -> None:
    city = small_city(engine)
    steps: list[str] = []
    created = publications.publish(engine, now=NOW, progress=steps.append)
    assert current(engine) == created
    assert steps[0] == "чтение данных"
    assert len(steps) == 5
    with engine.connect() as connection:
        record = connection.execute(select(schema.publication)).one()
        cards = {row.name: row for row in connection.execute(select(schema.school_card))}
        listed = connection.execute(
            select(schema.listing.c.school_id, schema.listing.c.status, schema.listing.c.years_listed).where(
                schema.listing.c.method == "two-years", schema.listing.c.year == 2022
            )
        ).all()
    assert (record.previous_id, record.today, record.schools, record.results) == (None, date(2022, 10, 15), 11, 131)
    assert record.sources[0] == "реестр"
    assert len(cards) == len(city.school) == 12
    assert not cards["Ёлочка 12-4 (демо)"].is_school
    ordered = sorted((name for name in cards if "12-" in name), key=lambda name: cards[name].position)
    assert ordered == [
        "Гимназия 12-3 (демо)",
        "Ёлочка 12-4 (демо)",
        "Школа 12-1 (демо)",
        "Школа 12-2 (демо)",
        "Школа 12-10 (демо)",
    ]
    names = {school: name for name, school in city.school.items()}
    assert {(names[row.school_id], row.status, row.years_listed) for row in listed} == {
        ("Школа 12-2 (демо)", "stayed", 2),
        ("Школа 12-10 (демо)", "left", 1),
        ("Школа 10-1 (демо)", "entered", 1),
        ("Школа 9-1 (демо)", "entered", 1),
    }


def test_grounds_name_the_results_they_rest_on(engine: Engine) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    school = city.school["Школа 12-2 (демо)"]
    with engine.connect() as connection:
        grounds = connection.scalar(
            select(schema.listing.c.grounds).where(
                schema.listing.c.method == "two-years",
                schema.listing.c.year == 2021,
                schema.listing.c.school_id == school,
            )
        )
    assert grounds is not None
    # 2020 is stepped over: the two latest years are 2021 and 2019.
    assert [(ground["rule"], ground["subject"], ground["year"]) for ground in grounds] == [
        ("year-1", "math", 2021),
        ("year-1", "russian", 2021),
        ("year-2", "math", 2019),
        ("year-2", "russian", 2019),
    ]
    for ground in grounds:
        series = (ground["procedure"], ground["subject"], ground["grade"])
        assert ground["value"] == city.shares[(school, ground["year"], series)]
        assert ground["threshold"] == 30
        assert ground["n"] >= 40


def test_district_summary_counts_lists(engine: Engine) -> None:
    small_city(engine)
    publications.publish(engine, now=NOW)
    table = schema.district_summary
    names = ("schools", "assessed", "listed", "entered", "left_list")
    with engine.connect() as connection:
        rows = {
            (row.year, row.district_code): tuple(getattr(row, name) for name in names)
            for row in connection.execute(select(table).where(table.c.method == "two-years"))
        }
    # Школа 10-4 counts too few participants to be assessed.
    assert rows[2021, "city"] == (11, 10, 2, None, None)
    assert rows[2022, "city"] == (11, 10, 3, 2, 1)
    assert rows[2022, "nevsky"] == (4, 4, 1, 0, 1)
    assert rows[2022, "kurortny"] == (4, 3, 1, 1, 0)
    assert rows[2022, "kronshtadtsky"] == (3, 3, 1, 1, 0)


def test_shares_are_weighted_by_participants(engine: Engine) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    with engine.connect() as connection:
        assessment = connection.scalar(
            select(schema.assessment.c.id).where(
                schema.assessment.c.year == 2022, schema.assessment.c.subject == "math", schema.assessment.c.grade == 5
            )
        )
        rows = connection.execute(
            select(schema.result.c.school_id, schema.result.c.participants, schema.result.c.low_share)
            .join(schema.edition, schema.edition.c.id == schema.result.c.edition_id)
            .where(schema.edition.c.assessment_id == assessment)
        ).all()
        table = schema.procedure_summary
        stored = {
            row.district_code: row
            for row in connection.execute(select(table).where(table.c.assessment_id == assessment))
        }
    of = {school: city.district[name] for name, school in city.school.items()}
    for code in ("nevsky", "kurortny", "kronshtadtsky", "city"):
        chosen = [row for row in rows if code in (of[row.school_id], "city")]
        n = sum(row.participants for row in chosen)
        assert stored[code].participants == n
        assert stored[code].low_share == pytest.approx(sum(row.low_share * row.participants for row in chosen) / n)
        assert stored[code].low_share == stored[code].pct_2
        assert stored[code].mask is None


def test_a_small_cell_is_hidden_together_with_those_that_give_it_away(engine: Engine) -> None:
    small_city(engine)
    publications.publish(engine, now=NOW)
    table, assessment = schema.procedure_summary, schema.assessment
    with engine.connect() as connection:
        rows = connection.execute(
            select(table.c.district_code, table.c.participants, table.c.mask)
            .join(assessment, assessment.c.id == table.c.assessment_id)
            .where(assessment.c.year == 2022, assessment.c.procedure == "ege")
        ).all()
    hidden = {row.district_code: row.mask is not None for row in rows}
    assert {row.district_code: row.participants for row in rows}["kronshtadtsky"] == 8
    # A single other hidden district would know the small one: city less the rest less itself.
    assert hidden == {"kronshtadtsky": True, "kurortny": True, "nevsky": True, "city": False}


def test_nothing_to_publish_without_data_or_without_change(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingToPublish, match="не загружены"):
        publications.publish(engine, now=NOW)
    small_city(engine)
    first = publications.publish(engine, now=NOW)
    with pytest.raises(NothingToPublish, match="не изменились"):
        publications.publish(engine, now=LATER)
    assert current(engine) == first
    assert count(engine, schema.publication) == 1
    # A changed rule is a change although no data came.
    changed = {
        code: method_profiles.parse_profile(profile.text.replace("threshold = 30.0", "threshold = 36.0"))
        for code, profile in method_profiles.profiles().items()
    }
    monkeypatch.setattr(publications, "profiles", lambda: changed)
    second = publications.publish(engine, now=LATER)
    assert current(engine) == second
    # Four records, two of them with a threshold that was changed.
    assert count(engine, schema.method_version) == 6
    listed = [count(engine, schema.listing, schema.listing.c.publication_id == made) for made in (first, second)]
    assert listed[0] > listed[1] > 0


def test_newest_active_edition_counts(engine: Engine) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    school = city.school["Школа 12-1 (демо)"]
    edition, _ = new_results(engine, school, 77.0)
    publications.publish(engine, now=LATER)
    with engine.connect() as connection:
        frame = publishing.results_frame(connection, current(engine) or 0)
    newest = frame[(frame["year"] == 2022) & (frame["procedure"] == "vpr") & (frame["subject"] == "math")]
    assert newest["school_id"].tolist() == [school]
    assert newest["low_share"].tolist() == [77.0]
    with engine.begin() as connection:
        connection.execute(update(schema.edition).where(schema.edition.c.id == edition).values(status="withdrawn"))
    publications.publish(engine, now=LATER)
    with engine.connect() as connection:
        assert len(publishing.results_frame(connection, current(engine) or 0)) == len(city.shares)


def test_synthetic_is_said_while_any_row_is(engine: Engine) -> None:
    city = small_city(engine)
    _, batch = new_results(engine, city.school["Школа 12-1 (демо)"], 50.0, synthetic=True)
    publications.publish(engine, now=NOW)
    with engine.begin() as connection:
        # A later real file that carries the synthetic row over, with its lineage.
        build = Builder(connection)
        real = build.batch(source="настоящий файл")
        assessment = build.assessment((2022, *VPR_MATH))
        edition = build.edition(f"marks:{assessment}", "marks", real, assessment_id=assessment, year=2022)
        connection.execute(
            insert(schema.result).values(
                edition_id=edition,
                school_id=city.school["Школа 12-1 (демо)"],
                batch_id=batch,
                row_number=2,
                **marks(50, 50.0),
            )
        )
    publications.publish(engine, now=LATER)
    records = publications.history(engine)
    assert [record.synthetic for record in records] == [True, True]
    assert "настоящий файл" in records[0].sources
    assert records[0].created_at == LATER.astimezone(UTC)


def test_today_is_the_setting_of_the_data_or_the_calendar(engine: Engine) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    with engine.begin() as connection:
        connection.execute(insert(schema.app_setting).values(key="today", value="2022-12-31"))
    new_results(engine, city.school["Школа 12-1 (демо)"], 50.0)
    publications.publish(engine, now=LATER)
    assert [record.today for record in publications.history(engine)] == [date(2022, 12, 31), date(2022, 10, 15)]


def test_means_without_shares_make_no_list_but_a_summary(engine: Engine) -> None:
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register", source="реестр")
        schools = [build.school(f"Школа {number}", "nevsky", batch=batch) for number in (1, 2, 3)]
        other = build.school("Учреждение 4", "nevsky", "other", batch=batch)
        rows = {school: {"mean_score": 50.0 + index} for index, school in enumerate([*schools, other])}
        rows[schools[0]] |= {"participants": 30}
        build.results((2017, "ege", "all", 11), rows, form="means")
        build.results(
            (2018, "ege", "all", 11), {school: {"mean_score": 60.0 + school} for school in schools}, form="means"
        )
    publications.publish(engine, now=NOW)
    assert count(engine, schema.listing) == 0
    assert count(engine, schema.district_summary) == 0
    assert count(engine, schema.school_card, schema.school_card.c.is_school) == 4
    table, assessment = schema.procedure_summary, schema.assessment
    with engine.connect() as connection:
        found = {
            (row.year, row.district_code): row
            for row in connection.execute(
                select(table, assessment.c.year).join(assessment, assessment.c.id == table.c.assessment_id)
            )
        }
    # Where n is known for some, they decide; where for none, the plain mean of schools.
    assert found[2017, "city"].mean_score == pytest.approx(50.0)
    assert found[2018, "city"].mean_score == pytest.approx(60 + sum(schools) / 3)
    assert (found[2018, "city"].mean_schools, found[2018, "city"].participants) == (3, 0)
    assert found[2018, "nevsky"].low_share is None
    assert found[2018, "nevsky"].mask is None
