"""Storing results: editions with what is carried over, differences, conflicts, all or nothing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data_access import schema, working
from data_access.imports import editions
from data_access.imports.findings import Refused
from data_access.imports.parsed import AssessmentFacts, Benchmark, Parsed, Row, SchoolRef
from data_access.imports.store import KeptIndex
from monitoring.procedures import AssessmentKey
from tests.data.parsed_files import (
    MATH_6,
    RUSSIAN_6,
    count,
    file_of,
    ids_by_number,
    marks,
    of,
    passport,
    place,
    put,
    register,
    schools,
    valid_ogrn,
    working_results,
)

MARKS = (MATH_6, "marks")


@pytest.fixture(autouse=True)
def city(engine: Engine) -> None:
    """Schools 1–5 of Невский район."""
    put(engine, register(*(place(number, ogrn=valid_ogrn(number)) for number in range(1, 6))), file="register.csv")


def results(engine: Engine) -> Any:
    with engine.connect() as connection:
        return working_results(connection)


def test_marks_are_stored_with_low_share_and_lineage(engine: Engine) -> None:
    outcome = put(engine, file_of([(of(1), marks(50, 31.5)), (of(2), marks(40, 10.0))]))
    assert (outcome.rows_read, outcome.rows_stored, outcome.rows_quarantined) == (2, 2, 0)
    assert results(engine) == {MARKS: {"1": (50, 31.5, 31.5), "2": (40, 10.0, 10.0)}}
    with engine.connect() as connection:
        rows = connection.execute(select(schema.result.c.batch_id, schema.result.c.row_number)).all()
        batch = connection.execute(
            select(schema.import_batch).where(schema.import_batch.c.id == outcome.batch_id)
        ).one()
    assert {tuple(row) for row in rows} == {(outcome.batch_id, 2), (outcome.batch_id, 3)}
    assert (batch.rows_read, batch.rows_stored, batch.rows_quarantined, batch.status) == (2, 2, 0, "stored")
    assert (batch.imported_by, batch.source, batch.synthetic) == ("analyst", "файл вида flat-marks", False)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("exam-bands", {"participants": 40, "below_minimum": 12.5}, 12.5),
        ("exam-bands", {"participants": 40, "below_minimum_count": 4}, 10.0),
        ("exam-bands", {"participants": None, "below_minimum_count": 4}, None),
        ("exam-bands", {"participants": 0, "below_minimum_count": 0}, None),
        ("exam-means", {"participants": 40, "mean_score": 60.5}, None),
    ],
)
def test_low_share_of_exams(engine: Engine, kind: str, values: dict[str, Any], expected: float | None) -> None:
    key = AssessmentKey(2025, "ege", "russian", 11)
    put(engine, file_of([(of(1), values)], kind, key))
    form = kind.removeprefix("exam-")
    assert results(engine)[(key, form)]["1"][2] == expected


def test_newer_file_supersedes_and_carries_over(engine: Engine) -> None:
    first = put(engine, file_of([(of(1), marks(50, 30.0)), (of(2), marks(40, 10.0)), (of(3), marks(30, 5.0))]))
    outcome = put(engine, file_of([(of(1), marks(51, 32.0)), (of(2), marks(40, 10.0)), (of(4), marks(20, 0.0))]))
    assert results(engine)[MARKS] == {
        "1": (51, 32.0, 32.0),
        "2": (40, 10.0, 10.0),
        "3": (30, 5.0, 5.0),
        "4": (20, 0.0, 0.0),
    }
    (change,) = outcome.differences
    assert (change.before, change.after) == (3, 4)
    assert (change.added, change.changed, change.unchanged, change.carried) == (1, 1, 1, 1)
    cells = {(item.column, item.before, item.after) for item in change.examples}
    assert cells >= {("participants", 50, 51), ("pct_2", 30.0, 32.0), ("low_share", 30.0, 32.0)}
    assert "математика, 6 класс, 2024/25" in change.text
    with engine.connect() as connection:
        head = editions.heads(connection, [change.dataset])[change.dataset]
        edition = connection.execute(select(schema.edition).where(schema.edition.c.id == head)).one()
        query = select(schema.result.c.school_id, schema.result.c.batch_id).where(schema.result.c.edition_id == head)
        lineage = {row.school_id: row.batch_id for row in connection.execute(query)}
    assert (edition.rows, edition.batch_id) == (4, outcome.batch_id)
    assert edition.parent_id is not None
    numbers = ids_by_number(engine)
    assert lineage[numbers["3"]] == first.batch_id
    assert lineage[numbers["2"]] == outcome.batch_id


def test_former_edition_stays_as_it_was(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(50, 30.0))]))
    with engine.connect() as connection:
        before = connection.execute(select(schema.result).order_by(schema.result.c.school_id)).all()
    put(engine, file_of([(of(1), marks(60, 20.0)), (of(2), marks(40, 10.0))]))
    with engine.connect() as connection:
        query = select(schema.result).where(schema.result.c.edition_id == before[0].edition_id)
        assert connection.execute(query).all() == before


def test_withdrawn_edition_is_no_head(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(50, 30.0))]))
    outcome = put(engine, file_of([(of(1), marks(60, 20.0))]))
    with engine.begin() as connection:
        for table in (schema.edition, schema.import_batch):
            column = table.c.batch_id if table is schema.edition else table.c.id
            connection.execute(table.update().where(column == outcome.batch_id).values(status="withdrawn"))
    assert put(engine, file_of([(of(2), marks(40, 10.0))])).differences[0].before == 1
    assert results(engine)[MARKS]["1"] == (50, 30.0, 30.0)


def test_same_content_changes_nothing(engine: Engine) -> None:
    parsed = file_of([(of(1), marks(50, 30.0))])
    put(engine, parsed, content="same")
    with engine.connect() as connection:
        before = {name: count(connection, table) for name, table in schema.metadata.tables.items()}
    again = put(engine, parsed, content="same")
    assert again.unchanged
    assert again.batch_id is None
    with engine.connect() as connection:
        assert {name: count(connection, table) for name, table in schema.metadata.tables.items()} == before


def test_withdrawn_content_may_come_again(engine: Engine) -> None:
    parsed = file_of([(of(1), marks(50, 30.0))])
    first = put(engine, parsed, content="same")
    with engine.begin() as connection:
        batch = schema.import_batch
        connection.execute(batch.update().where(batch.c.id == first.batch_id).values(status="withdrawn"))
    assert not put(engine, parsed, content="same").unchanged


def test_dry_run_says_the_same_and_stores_nothing(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(50, 30.0))]))
    parsed = file_of([(of(1), marks(60, 30.0)), (of(2), marks(40, 10.0)), (of(99), marks(10, 10.0))], key=MATH_6)
    with engine.connect() as connection:
        before = {name: connection.execute(select(table)).all() for name, table in schema.metadata.tables.items()}
    dry = put(engine, parsed, dry_run=True)
    with engine.connect() as connection:
        after = {name: connection.execute(select(table)).all() for name, table in schema.metadata.tables.items()}
    assert after == before
    assert dry.dry_run
    assert dry.batch_id is None
    real = put(engine, parsed)
    assert (dry.differences, dry.findings, dry.rows_stored) == (real.differences, real.findings, real.rows_stored)
    assert dry.rows_quarantined == 1


def test_dry_run_of_a_register_leaves_no_school_in_a_kept_index(engine: Engine) -> None:
    kept = KeptIndex()
    put(engine, register(place(77, ogrn=valid_ogrn(77))), dry_run=True, kept=kept)
    # Another analyst's batch may get the very id that the dry run gave back.
    put(engine, register(place(78, ogrn=valid_ogrn(78))))
    outcome = put(engine, file_of([(of(77), marks(10, 10.0))]), kept=kept)
    assert (outcome.rows_stored, outcome.rows_quarantined) == (0, 1)


def test_conflicting_rows_are_both_quarantined_and_the_rest_is_stored(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(45, 20.0))]))
    outcome = put(
        engine,
        file_of([(of(1), marks(50, 30.0)), (of(2), marks(40, 10.0)), (of(1, name="СОШ 1"), marks(50, 31.0))]),
    )
    assert (outcome.rows_stored, outcome.rows_quarantined) == (1, 2)
    # What was known before of the school stays until the conflict is settled.
    assert results(engine)[MARKS] == {"1": (45, 20.0, 20.0), "2": (40, 10.0, 10.0)}
    assert [finding.row for finding in outcome.findings] == [2, 4]
    assert "строка 4" in outcome.findings[0].text
    with engine.connect() as connection:
        rows = connection.execute(select(schema.quarantine).order_by(schema.quarantine.c.row_number)).all()
    assert [(row.reason, row.status, row.sheet) for row in rows] == [("conflict", "open", "Лист1")] * 2
    assert rows[0].payload == {"ОО": "ГБОУ СОШ № 1", "Участников": "50"}


def test_identical_rows_count_once(engine: Engine) -> None:
    outcome = put(engine, file_of([(of(1), marks(50, 30.0)), (of(1), marks(50, 30.0))]))
    assert (outcome.rows_read, outcome.rows_stored, outcome.rows_quarantined) == (2, 1, 0)


def test_same_school_in_two_assessments_is_no_conflict(engine: Engine) -> None:
    both = file_of([(of(1), marks(50, 30.0))])
    other = file_of([(of(1), marks(48, 20.0))], key=RUSSIAN_6)
    parsed = Parsed(
        "flat-marks",
        "Файл",
        "файл",
        False,
        both.rows + other.rows,
        assessments={**both.assessments, **other.assessments},
    )
    assert put(engine, parsed).rows_stored == 2
    assert set(results(engine)) == {MARKS, (RUSSIAN_6, "marks")}


def test_unknown_and_ambiguous_schools_are_quarantined(engine: Engine) -> None:
    put(engine, register(place(8, kind="school"), place(8, kind="lyceum", district="kirovsky")))
    outcome = put(
        engine,
        file_of(
            [
                (of(99), marks(50, 30.0)),
                (SchoolRef(name="8", number="8"), marks(50, 30.0)),
                (of(1), marks(50, 30.0)),
            ]
        ),
    )
    with engine.connect() as connection:
        rows = connection.execute(select(schema.quarantine).order_by(schema.quarantine.c.row_number)).all()
    assert [row.reason for row in rows] == ["unknown-school", "ambiguous-school"]
    assert outcome.rows_stored == 1
    assert "99" in rows[0].message
    assert "Кировский район" in rows[1].message


def test_nothing_is_stored_when_something_breaks(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_arguments: object) -> None:
        raise RuntimeError("сбой")

    with engine.connect() as connection:
        before = {name: count(connection, table) for name, table in schema.metadata.tables.items()}
    monkeypatch.setattr("data_access.imports.held_rows.keep", failing)
    with pytest.raises(RuntimeError, match="сбой"):
        put(engine, file_of([(of(1), marks(50, 30.0)), (of(99), marks(50, 30.0))]))
    with engine.connect() as connection:
        assert {name: count(connection, table) for name, table in schema.metadata.tables.items()} == before


def test_date_and_maximum_of_an_assessment_are_taken_over(engine: Engine) -> None:
    put(engine, file_of([(of(1), marks(50, 30.0))]))
    put(engine, file_of([(of(2), marks(50, 30.0))], facts=AssessmentFacts(date(2025, 4, 20), 24)))
    put(engine, file_of([(of(3), marks(50, 30.0))]))
    with engine.connect() as connection:
        (only,) = connection.execute(select(schema.assessment)).all()
    assert (only.held_on, only.max_score) == (date(2025, 4, 20), 24)


def test_benchmarks_belong_to_the_edition_of_the_marks(engine: Engine) -> None:
    def with_country(schools_of: int, low: float, school: int) -> Parsed:
        parsed = file_of([(of(school), marks(50, 30.0))], "marks-statistics")
        country = Benchmark("Лист1", 9, MATH_6, "country", "country", "Вся выборка", schools_of, marks(1000, low))
        region = Benchmark("Лист1", 10, MATH_6, f"reg{school}", "region", "Регион", 5, marks(100, low))
        return Parsed(
            "marks-statistics", "Файл", "файл", False, parsed.rows, assessments=parsed.assessments,
            benchmarks=(country, region),
        )  # fmt: skip

    put(engine, with_country(600, 5.0, 1))
    put(engine, with_country(610, 6.0, 2))
    with engine.connect() as connection:
        rows = connection.execute(
            select(schema.benchmark).where(schema.benchmark.c.edition_id.in_(working.heads()))
        ).all()
    assert {(row.group_code, row.schools, row.pct_2) for row in rows} == {
        ("country", 610, 6.0),
        ("reg1", 5, 5.0),
        ("reg2", 5, 6.0),
    }


def test_other_kinds_are_stored_in_their_tables(engine: Engine) -> None:
    comparison = {
        "participants": 40,
        "lowered_pct": 30.0,
        "confirmed_pct": 65.0,
        "raised_pct": 5.0,
        "lowered_n": 12,
        "confirmed_n": 26,
        "raised_n": 2,
    }
    put(engine, file_of([(of(1), comparison)], "mark-comparison"))
    put(engine, file_of([(of(1), {"participants": 40, "shares": [10.0, 40.0, 50.0]})], "score-distribution"))
    put(engine, file_of([(of(1), passport(pupils=500.0))], "social-passport", None, year=2025))
    with engine.connect() as connection:
        assert connection.execute(select(schema.mark_comparison.c.lowered_n)).scalar_one() == 12
        assert connection.execute(select(schema.score_distribution.c.shares)).scalar_one() == [10.0, 40.0, 50.0]
        assert connection.execute(select(schema.school_year.c.pupils)).scalar_one() == 500.0
        forms = dict(connection.execute(select(schema.edition.c.form, schema.edition.c.dataset)).all())
    assert forms["context"] == "context:2025"
    assert forms["comparison"].startswith("comparison:")


def pair(mentee: SchoolRef, mentor: SchoolRef, row: int, **values: Any) -> Row:
    known = {
        "started_on": date(2024, 9, 10),
        "ended_on": None,
        "subjects": ["math"],
        "agreement_number": "7",
        "agreement_date": None,
        "coordinator_post": "заместитель директора",
        "status": "active",
        "activities": 2,
        "last_activity_on": None,
    }
    return Row("", row, mentee, known | values, partner=mentor)


def partnerships(*rows: Row) -> Parsed:
    return Parsed("partnerships", "Партнёрства", "реестр партнёрств", False, rows)


def test_partnerships_need_both_schools_and_two_of_them(engine: Engine) -> None:
    outcome = put(
        engine,
        partnerships(pair(of(1), of(2), 2), pair(of(1), of(99), 3), pair(of(98), of(2), 4), pair(of(3), of(3), 5)),
    )
    assert (outcome.rows_stored, outcome.rows_quarantined) == (1, 3)
    numbers = ids_by_number(engine)
    with engine.connect() as connection:
        (stored,) = connection.execute(select(schema.partnership)).all()
        reasons = connection.scalars(select(schema.quarantine.c.reason).order_by(schema.quarantine.c.row_number)).all()
    assert (stored.mentee_id, stored.mentor_id, stored.subjects) == (numbers["1"], numbers["2"], ["math"])
    assert reasons == ["unknown-school", "unknown-school", "conflict"]


def test_newer_registry_of_partnerships_keeps_the_others(engine: Engine) -> None:
    put(engine, partnerships(pair(of(1), of(2), 2), pair(of(3), of(2), 3)))
    put(engine, partnerships(pair(of(1), of(2), 2, status="ended", ended_on=date(2025, 5, 31))))
    with engine.connect() as connection:
        rows = connection.execute(
            select(schema.partnership.c.status).where(schema.partnership.c.edition_id.in_(working.heads()))
        ).all()
    assert sorted(row.status for row in rows) == ["active", "ended"]


def item(number: int, district: str, row: int, **values: Any) -> Row:
    known = {
        "number": number,
        "title": f"Мероприятие {number}",
        "region_operator": "СПб ЦОКОиИТ",
        "district_operator": "ИМЦ",
        "starts_on": date(2024, 9, 1),
        "due_on": date(2024, 10, 1),
        "district_code": district,
        "status": "in-progress",
        "done_on": None,
        "evidence": None,
    }
    return Row("", row, SchoolRef(), known | values, year=2025)


def plan(*rows: Row) -> Parsed:
    return Parsed("plan", "План", "план", False, rows, year=2025)


def test_plan_has_items_once_and_progress_by_district(engine: Engine) -> None:
    outcome = put(engine, plan(item(1, "nevsky", 2), item(1, "kurortny", 3), item(2, "city", 4)))
    assert outcome.rows_stored == 3
    changed = plan(item(1, "nevsky", 2, status="done", done_on=date(2024, 9, 30)), item(3, "nevsky", 3))
    assert put(engine, changed).differences[0].carried == 2
    with engine.connect() as connection:
        head = working.heads()
        items = connection.scalars(select(schema.plan_item.c.number).where(schema.plan_item.c.edition_id.in_(head)))
        progress = connection.execute(
            select(schema.plan_progress.c.number, schema.plan_progress.c.district_code, schema.plan_progress.c.status)
            .where(schema.plan_progress.c.edition_id.in_(head))
        )  # fmt: skip
        assert sorted(items) == [1, 2, 3]
        assert sorted(tuple(row) for row in progress) == [
            (1, "kurortny", "in-progress"),
            (1, "nevsky", "done"),
            (2, "city", "in-progress"),
            (3, "nevsky", "in-progress"),
        ]


def test_plan_item_described_in_two_ways_is_a_conflict(engine: Engine) -> None:
    outcome = put(engine, plan(item(1, "nevsky", 2), item(1, "kurortny", 3, title="Другое"), item(2, "nevsky", 4)))
    assert (outcome.rows_stored, outcome.rows_quarantined) == (1, 2)


@pytest.mark.parametrize("synthetic", [True, False])
def test_invented_and_real_data_do_not_mix(database_url: str, engine: Engine, synthetic: bool) -> None:
    del database_url
    with engine.begin() as connection:
        for table in (schema.school_building, schema.edition, schema.school, schema.import_batch):
            connection.execute(table.delete())
    put(engine, register(place(1, ogrn=valid_ogrn(1)), synthetic=synthetic))
    with engine.connect() as connection:
        assert [row["synthetic"] for row in schools(connection)] == [synthetic]
        batches = connection.scalar(select(func.count()).select_from(schema.import_batch))
    with pytest.raises(Refused, match="другую базу"):
        put(engine, file_of([(of(1), marks(50, 30.0))], synthetic=not synthetic))
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.import_batch)) == batches
    assert put(engine, file_of([(of(1), marks(50, 30.0))], synthetic=synthetic)).rows_stored == 1
