"""Many rows into one table, past the work that SQLAlchemy does for each single one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts the rows, which all have the same keys (columns of the table), with one prepared statement."""
    if not rows:
        return
    names = list(rows[0])
    dialect = connection.dialect
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
    convert: dict[str, Callable[[Any], Any]] = {}
    for name in names:
        processor = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if processor is not None:
            convert[name] = processor
    if convert:
        rows = [{**row, **{name: process(row[name]) for name, process in convert.items()}} for row in rows]
    if compiled.positional:
        order = compiled.positiontup or []
        connection.exec_driver_sql(str(compiled), [tuple([row[name] for name in order]) for row in rows])
    else:
        connection.exec_driver_sql(str(compiled), [dict(row) for row in rows])
