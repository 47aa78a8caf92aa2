"""Many rows into one table, past the work that SQLAlchemy does for each single one."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts the rows, which all have the same keys (columns of the table), with one prepared statement."""
    if not rows:
        return
    names = list(rows[0])
    dialect = connection.dialect
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
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
