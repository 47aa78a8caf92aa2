"""The databases that the other tests stand on: of both kinds, migrated, without schools, apart from each other."""

from sqlalchemy import Connection, Engine, inspect, select, text

from data_access import migrations
from data_access.engine import create


def rows_per_table(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {name: connection.scalar(select(text("count(*)")).select_from(text(f'"{name}"'))) or 0 for name in names}


def test_database_is_migrated_and_holds_only_the_districts(engine: Engine) -> None:
    assert migrations.is_current(engine)
    with engine.connect() as connection:
        counts = rows_per_table(connection)
    assert len(counts) > 10
    assert {name: count for name, count in counts.items() if count} == {"district": 18}


def test_migrating_again_changes_nothing(database_url: str) -> None:
    engine = create(database_url)
    with engine.connect() as connection:
        before = connection.scalar(text("select version_num from alembic_version"))
    migrations.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("select version_num from alembic_version")) == before
    engine.dispose()


def test_postgresql_is_real(postgresql_url: str) -> None:
    engine = create(postgresql_url)
    with engine.connect() as connection:
        assert str(connection.scalar(text("select version()"))).startswith("PostgreSQL 18")
    engine.dispose()


def test_databases_are_apart(postgresql_url: str, sqlite_url: str) -> None:
    engines = [create(postgresql_url), create(sqlite_url)]
    with engines[0].begin() as connection:
        connection.execute(text("create table only_here (id integer)"))
    assert inspect(engines[0]).has_table("only_here")
    assert not inspect(engines[1]).has_table("only_here")
    for engine in engines:
        engine.dispose()
