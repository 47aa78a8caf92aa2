"""Many rows into one table, past the work that SQLAlchemy does for each single one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts the rows, which all have the same keys (columns of the table), with one prepared statement."""
    if not rows:
        return
    names = tuple(rows[0])
    dialect = connection.dialect
    compiled = _statement(table, names, dialect)
    columns: dict[str, Iterable[object]] = {}
    for name in names:
        column: Iterable[object] = map(itemgetter(name), rows)
        convert = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        columns[name] = map(convert, column) if convert is not None else column
    if compiled.positional:
        order = compiled.positiontup or []
        connection.exec_driver_sql(str(compiled), list(zip(*(columns[name] for name in order), strict=True)))
    else:
        values = zip(*columns.values(), strict=True)
        connection.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in values])


@lru_cache(maxsize=64)
def _statement(table: Table, names: tuple[str, ...], dialect: Dialect) -> SQLCompiler:
    return insert(table).compile(dialect=dialect, column_keys=list(names))
