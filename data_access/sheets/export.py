"""Records of a kind as a workbook or as csv, within the viewer's scope."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Literal

from sqlalchemy import Connection

from data_access import clock
from data_access.imports.source import SYNTHETIC_WORDS
from data_access.queries import publication as publications
from data_access.queries.record_lists import record_list
from data_access.sheets.columns import NUMBER, REVISION, Written, cell, columns
from data_access.sheets.workbook import workbook
from data_access.viewer import Viewer
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.reports.record_lists import RecordList

Form = Literal["xlsx", "csv"]


def export(
    connection: Connection,
    viewer: Viewer,
    code: str,
    form: Form,
    *,
    district: str | None = None,
    school_id: int | None = None,
) -> bytes:
    """The file: all records that have not ended, of a district or a school alone where it is given.

    The records of a synthetic city are marked as such. A csv is UTF-8 with a byte order mark, parted by semicolons.
    Raises ``NotFound`` for an unknown kind.
    """
    found = record_list(connection, viewer, code, district=district, school_id=school_id)
    kind = KINDS[code]
    rows = list(_rows(kind, found))
    published = publications.current(connection)
    mark = f", {SYNTHETIC_WORDS}" if published is not None and published.synthetic else ""
    title = f"{kind.title}: выгрузка от {clock.today(connection):%d.%m.%Y}{mark}"
    if form == "csv":
        return _csv(kind, title if mark else "", rows)
    return workbook(kind, title, columns(kind), rows, numbered=True)


def _rows(kind: Kind, found: RecordList) -> Iterator[tuple[Written, ...]]:
    listed = columns(kind)
    for record in found.records:
        cells = []
        for column in listed:
            value = record.values[column.field.name]
            school = found.schools.get(value) if column.field.type == "school" and isinstance(value, int) else None
            cells.append(cell(column, value, school))
        yield (record.id, record.revision, *cells)


def _csv(kind: Kind, title: str, rows: list[tuple[Written, ...]]) -> bytes:
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    if title:
        writer.writerow([title])
    writer.writerow([NUMBER, REVISION, *(column.heading for column in columns(kind))])
    writer.writerows([f"{value:%d.%m.%Y}" if isinstance(value, date) else value for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")
