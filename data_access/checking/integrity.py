"""Whether the database itself is whole: its pages and indexes, and its references."""

from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, func, select, text
from sqlalchemy.exc import DBAPIError

from data_access.checking.part import Asked, Part, examples
from data_access.schema import metadata

_INDEXES = text(
    "select c.oid::regclass::text as name, c.oid as oid from pg_index i "
    "join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam "
    "join pg_namespace n on n.oid = c.relnamespace "
    "where a.amname = 'btree' and n.nspname = 'public' and i.indisvalid and i.indisready order by 1"
)
_MAY_LOOK = text(
    "select coalesce(has_function_privilege(to_regprocedure('bt_index_check(regclass)'), 'execute'), false)"
)
_NOT_VALIDATED = text(
    "select conname from pg_constraint where not convalidated and connamespace = 'public'::regnamespace order by 1"
)


def look(asked: Asked, part: Part) -> None:
    """SQLite's own check; of PostgreSQL its indexes (extension amcheck, where there is one) and its constraints."""
    if asked.connection.dialect.name == "sqlite":
        found = [row[0] for row in asked.connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        if found != ["ok"]:
            part.problems += [f"SQLite: {line}" for line in found]
        return
    _postgresql(asked.connection, part)


def _postgresql(connection: Connection, part: Part) -> None:
    for name in connection.scalars(_NOT_VALIDATED):
        part.problems.append(f"ограничение {name} не проверено на имеющихся строках")
    if not connection.scalar(_MAY_LOOK):
        part.notes.append(
            "расширения amcheck нет или роли не дано право на него: индексы не проверены, "
            "проверены ограничения и ссылки"
        )
        return
    for row in connection.execute(_INDEXES).all():
        try:
            with connection.begin_nested():
                connection.execute(text("select bt_index_check(cast(:oid as regclass))"), {"oid": row.oid})
        except DBAPIError as error:
            part.problems.append(f"индекс {row.name}: {str(error.orig).splitlines()[0]}")


def look_for_parents(asked: Asked, part: Part) -> None:
    """Rows whose reference leads nowhere, by every reference of the schema: a database can lose them all the same when
    it was copied by hand or written to with the checks off."""
    for table in metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            count = _lost(asked.connection, constraint)
            if count:
                columns = examples(constraint.column_keys)
                part.problems.append(f"{table.name}: строк без {constraint.referred_table.name} ({columns}): {count}")


def _lost(connection: Connection, constraint: ForeignKeyConstraint) -> int:
    child = constraint.table
    parent = constraint.referred_table.alias("parent")
    pairs = [(key.parent, parent.c[key.column.name]) for key in constraint.elements]
    same: Any = pairs[0][0] == pairs[0][1]
    for mine, theirs in pairs[1:]:
        same &= mine == theirs
    statement = select(func.count()).select_from(child.outerjoin(parent, same)).where(pairs[0][1].is_(None))
    for mine, _ in pairs:
        statement = statement.where(mine.is_not(None))
    return connection.scalar(statement) or 0
