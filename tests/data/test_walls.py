"""Row-level security of PostgreSQL: what a role that owns nothing reads and writes around the application."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, text, update
from sqlalchemy.exc import ProgrammingError

from data_access import schema, walls
from data_access.engine import create
from data_access.queries import records
from data_access.schema import RECORDS, metadata
from data_access.schema.open_tables import OPEN_TABLES
from tests.data.access_queries import QUERIES
from tests.data.access_world import ROLES, World
from tests.data.wall_rules import RULES, everybody
from tests.walled_city import APPLICATION, DATABASE, WalledCity

ROOT = Path(__file__).parents[2]
TOLD = "select set_config('traektoria.scope', :scope, true), set_config('traektoria.district', :district, true), "
TOLD += "set_config('traektoria.school', :school, true), set_config('traektoria.viewer', :viewer, true)"
WALLED = sorted(metadata.tables.keys() - OPEN_TABLES.keys())
EVERYBODY = (*ROLES, "operator")


@pytest.fixture
def free(walled_city: WalledCity) -> Iterator[World]:
    """The city without walls: a superuser reads it."""
    with walled_city.free.connect() as connection:
        yield walled_city.world(connection)


@pytest.fixture
def served(walled_city: WalledCity) -> Iterator[World]:
    """The city as the application reads it; nobody is declared."""
    with walled_city.served.connect() as connection:
        yield walled_city.world(connection)


def tell(connection: Connection, world: World, role: str) -> None:
    """The settings by hand, as somebody would who reads around the application."""
    viewer = world.viewer(role)
    scope = {"committee": "all", "analyst": "all", "administrator": "none"}.get(viewer.role, str(viewer.role))
    connection.execute(
        text(TOLD),
        {
            "scope": scope, "district": viewer.district or "", "school": str(viewer.school_id or ""),
            "viewer": viewer.code,
        },
    )  # fmt: skip


def rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def keys(table: Table, found: list[dict[str, Any]]) -> set[tuple[object, ...]]:
    return {tuple(row[column.name] for column in table.primary_key) for row in found}


def test_every_table_has_a_wall_or_a_reason(free: World) -> None:
    state = {
        row.relname: (row.relrowsecurity and row.relforcerowsecurity, row.policies)
        for row in free.connection.execute(
            text(
                "select relname, relrowsecurity, relforcerowsecurity, "
                "(select count(*) from pg_policy where polrelid = pg_class.oid) as policies "
                "from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            )
        )
    }
    assert OPEN_TABLES.keys() <= metadata.tables.keys()
    for name in metadata.tables:
        assert state[name] == ((False, 0) if name in OPEN_TABLES else (True, 4)), name
    assert all(name in RULES for name in WALLED)


@pytest.mark.parametrize("role", EVERYBODY)
def test_around_the_application_a_role_reads_its_own_rows(free: World, served: World, role: str) -> None:
    tell(served.connection, served, role)
    for name in WALLED:
        table = metadata.tables[name]
        every = rows(free.connection, table)
        expected = [row for row in every if RULES[name](free, role, row)]
        assert keys(table, rows(served.connection, table)) == keys(table, expected), name
        if role == "committee":
            assert every, f"{name}: nothing to wall"


def test_who_is_not_declared_reads_nothing(walled_city: WalledCity) -> None:
    for engine in (walled_city.served, walled_city.owner):
        with engine.connect() as connection:
            for name in WALLED:
                assert rows(connection, metadata.tables[name]) == [], (name, engine.url.username)
            for nonsense in ("everything", "ALL", "district"):
                connection.execute(text("select set_config('traektoria.scope', :scope, true)"), {"scope": nonsense})
                assert rows(connection, schema.result) == []


@pytest.mark.parametrize("role", ["district", "school", "administrator", "operator"])
def test_around_the_application_nothing_foreign_is_written(free: World, served: World, role: str) -> None:
    for name in WALLED:
        table = metadata.tables[name]
        row = next((row for row in rows(free.connection, table) if not RULES[name](free, role, row)), None)
        if row is None:
            assert RULES[name] is everybody or name == "audit_entry", name
            continue
        key = [column == row[column.name] for column in table.primary_key]
        number = {"id": 10_000_000} if "id" in table.c else {}
        for statement, most in (
            (update(table).where(*key).values({table.c[0].name: row[table.c[0].name]}), "untouched"),
            (delete(table).where(*key), "untouched"),
            (insert(table).values({**row, **number}), "refused"),
        ):
            tell(served.connection, served, role)
            assert attempted(served.connection, statement) in {"refused", most}, (name, str(statement))
            served.connection.rollback()


def attempted(connection: Connection, statement: Any) -> str:
    """What becomes of a write: refused by the walls or for want of a right, or without a row to touch."""
    try:
        done = connection.execute(statement).rowcount
    except ProgrammingError as error:
        return "refused" if getattr(error.orig, "sqlstate", "") == "42501" else str(error)
    return "done" if done else "untouched"


def test_an_own_record_cannot_be_moved_to_another_school(served: World) -> None:
    connection, table = served.connection, RECORDS["measure"]
    tell(connection, served, "district")
    moved = table.update().values(school_id=served.id("Школа 10-1"))
    with pytest.raises(ProgrammingError, match="row-level security"):
        connection.execute(moved)
    connection.rollback()
    tell(connection, served, "district")
    assert connection.execute(table.update().values(title="Мера")).rowcount > 0
    connection.rollback()


# Who sees all passes the first term of every policy; one district reads as another.
@pytest.mark.parametrize("role", ["district", "school", "mentor", "administrator"])
def test_every_query_answers_the_same_behind_the_walls(free: World, served: World, role: str) -> None:
    viewer = free.viewer(role)
    walls.declare(served.connection, viewer)
    selection = free.selection(2022)
    for name, ask in QUERIES.items():
        assert ask(served, viewer, selection) == ask(free, viewer, selection), name
    assert records.last_change(served.connection) == records.last_change(free.connection) > 0


# Every place that reads beyond the scope, with how often. One more needs a reason beside it, and a line here.
BEYOND = {
    "dashboard/services.py": 1,
    "data_access/changes/apply.py": 2,
    "data_access/changes/files.py": 1,
    "data_access/changes/partnership_rules.py": 1,
    "data_access/changes/targets.py": 1,
    "data_access/queries/approved.py": 1,
    "data_access/queries/audit.py": 1,
    "data_access/queries/attention_schools.py": 1,
    "data_access/queries/listed_years.py": 1,
    "data_access/queries/matching.py": 1,
    "data_access/queries/order.py": 1,
    "data_access/queries/origins.py": 1,
    "data_access/queries/partnerships.py": 1,
    "data_access/queries/records.py": 3,
    "data_access/sheets/bring.py": 1,
}


def test_every_look_beyond_the_scope_is_known() -> None:
    found: Counter[str] = Counter()
    for folder in ("dashboard", "callbacks", "data_access"):
        for path in (ROOT / folder).rglob("*.py"):
            for line in path.read_text(encoding="utf-8").splitlines():
                if "looking_beyond" in line and "def looking_beyond" not in line:
                    assert "):  # " in line, f"{path}: why?"
                    found[str(path.relative_to(ROOT))] += 1
    assert found == BEYOND


def count(connection: Connection) -> int:
    return len(rows(connection, schema.result))


def test_what_was_declared_stays_with_its_connection(walled_city: WalledCity, served: World) -> None:
    engine = create(walled_city.served.url)
    pool = engine.pool
    assert pool.size() > 0  # type: ignore[attr-defined]
    with engine.connect() as connection:
        walls.declare(connection, served.viewer("district"))
        own = count(connection)
        assert own > 0
        for end in (connection.commit, connection.rollback):
            end()
            assert count(connection) == own
        walls.declare(connection, served.viewer("committee"))
        every = count(connection)
        assert every > own
        process = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    with engine.connect() as connection:
        assert connection.connection.driver_connection.info.backend_pid == process  # type: ignore[union-attr]
        assert count(connection) == 0
        with walls.looking_beyond(connection):
            assert count(connection) == every
        assert count(connection) == 0
    engine.dispose()


def test_a_look_beyond_ends_whatever_happens_in_it(walled_city: WalledCity, served: World) -> None:
    connection = served.connection
    walls.declare(connection, served.viewer("school"))
    own = count(connection)
    with pytest.raises(ValueError, match="on the way"), walls.looking_beyond(connection):
        raise ValueError("on the way")
    assert count(connection) == own
    with pytest.raises(ProgrammingError), walls.looking_beyond(connection):
        connection.execute(text("select nothing"))
    connection.rollback()
    assert count(connection) == own
    with connection.begin_nested(), pytest.raises(RuntimeError):
        walls.declare(connection, served.viewer("committee"))


def test_who_bypasses_the_walls_is_told(walled_city: WalledCity) -> None:
    told = {}
    for engine in (walled_city.free, walled_city.owner, walled_city.served):
        with engine.connect() as connection:
            told[engine.url.username] = walls.bypassed(connection)
    assert told == {"postgres": True, "keeper": False, APPLICATION: False}
    assert walled_city.served.url.database == DATABASE
