"""Migrations: up, down and up again on both databases, and nothing left over beside the declared schema."""

from datetime import date

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, inspect, select

from data_access import migrations, schema
from data_access.engine import create
from data_access.schema import metadata
from monitoring.districts import DISTRICTS
from tests.data.builders import NOW, Builder


def tables(url: str) -> set[str]:
    engine = create(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_up_and_down_and_up(empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url)
    assert tables(empty_database_url) == {*metadata.tables, "alembic_version"}
    migrations.downgrade(empty_database_url, "base")
    assert tables(empty_database_url) == {"alembic_version"}
    migrations.upgrade(empty_database_url)
    assert tables(empty_database_url) == {*metadata.tables, "alembic_version"}


def test_every_step_can_be_taken_back_and_again(empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url)
    migrations.downgrade(empty_database_url, "-1")
    engine = create(empty_database_url)
    assert not migrations.is_current(engine)
    migrations.upgrade(empty_database_url)
    assert migrations.is_current(engine)
    engine.dispose()


def test_migrated_schema_is_the_declared_one(database_url: str) -> None:
    engine = create(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata}
        )
        assert compare_metadata(context, metadata) == []
        found = {table: set(columns) for table, columns in _foreign_keys(connection).items()}
    engine.dispose()
    # Autogenerate does not look at ON DELETE on SQLite, so the rules are compared here.
    assert found == {
        name: {(key.parent.name, key.column.table.name, key.ondelete or "") for key in table.foreign_keys}
        for name, table in metadata.tables.items()
    }


def _foreign_keys(connection) -> dict[str, list[tuple[str, str, str]]]:
    inspector = inspect(connection)
    return {
        name: [
            (key["constrained_columns"][0], key["referred_table"], key["options"].get("ondelete", ""))
            for key in inspector.get_foreign_keys(name)
        ]
        for name in metadata.tables
    }


def test_districts_of_the_migration_are_those_of_the_code(database_url: str) -> None:
    engine = create(database_url)
    with engine.connect() as connection:
        rows = connection.execute(metadata.tables["district"].select()).all()
    engine.dispose()
    assert sorted(rows) == sorted((district.code, district.number, district.name) for district in DISTRICTS)


def test_partnerships_of_the_publication_become_records(empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url, "0009")
    engine = create(empty_database_url)
    with engine.begin() as connection:
        build = Builder(connection)
        batch = build.batch("register")
        mentee, mentor = (build.school(name, "nevsky", batch=batch) for name in ("Школа 1", "Школа 2"))
        row = {
            "mentee_id": mentee, "mentor_id": mentor, "status": "active", "started_on": date(2022, 9, 5),
            "subjects": ["math"], "activities": 3, "last_activity_on": date(2022, 9, 30), "agreement_number": "7",
            "agreement_date": date(2022, 9, 1), "coordinator_post": None, "ended_on": None,
        }  # fmt: skip
        former = build.rows(schema.partnership, "partnership", [row | {"status": "proposed"}])
        newest = build.rows(schema.partnership, "partnership", [row])
        for number, edition in ((1, former), (2, newest)):
            connection.execute(
                insert(schema.publication).values(
                    id=number, created_at=NOW, synthetic=False, today=NOW.date(), schools=2, results=0, sources=[]
                )
            )
            connection.execute(insert(schema.publication_edition).values(publication_id=number, edition_id=edition))
        connection.execute(insert(schema.current_publication).values(id=1, publication_id=2))
    migrations.upgrade(empty_database_url)
    agreement = schema.RECORDS["partnership_agreement"]
    with engine.connect() as connection:
        (found,) = connection.execute(select(agreement)).all()
        (entry,) = connection.execute(select(schema.audit_entry)).all()
    engine.dispose()
    assert (found.status, found.subjects, found.activities_reported, found.activity_reported_on) == (
        "active", ["math"], 3, date(2022, 9, 30),
    )  # fmt: skip
    assert (entry.kind, entry.record_id, entry.before, entry.after["started_on"]) == (
        "partnership_agreement", found.id, None, "2022-09-05",
    )  # fmt: skip
