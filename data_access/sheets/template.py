"""The empty workbook of a kind, with the schools and records that the viewer may name in it."""

from sqlalchemy import Connection, select

from data_access import rights, scope
from data_access.queries.record_lists import record_list
from data_access.schema import school
from data_access.sheets.columns import NUMBER, columns, harmless
from data_access.sheets.workbook import LookUp, workbook
from data_access.viewer import AccessDenied, NotFound, Viewer
from monitoring.districts import by_code
from monitoring.organisations import OF_CITY
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.records.lines import line

SCHOOLS, RECORDS = "Школы", "Номера записей"


def template(connection: Connection, viewer: Viewer, code: str) -> bytes:
    """The workbook to be filled in. Raises ``NotFound``, ``AccessDenied`` for who writes none of the kind."""
    kind = KINDS.get(code)
    if kind is None:
        raise NotFound("записи")
    if not rights.some(viewer, kind):
        raise AccessDenied("Вести эти записи может другая организация.")
    look_ups = []
    if any(field.type == "school" for field in kind.fields):
        look_ups.append(_schools(connection, viewer))
    look_ups += _records(connection, viewer, kind)
    return workbook(kind, f"{kind.title}: шаблон", columns(kind), [], numbered=False, look_ups=look_ups)


def _schools(connection: Connection, viewer: Viewer) -> LookUp:
    statement = select(school.c.name, school.c.district_code, school.c.ogrn, school.c.id)
    # Names are open to all; who writes for the city names any school, the others their own.
    if viewer.organisation not in OF_CITY:
        statement = scope.schools(statement, viewer, school.c.id, school.c.district_code)
    districts = by_code()
    rows = sorted(
        (districts[row.district_code].name, row.name, row.ogrn or "") for row in connection.execute(statement)
    )
    cells = tuple((harmless(name), district, ogrn) for district, name, ogrn in rows)
    return LookUp(SCHOOLS, ("Школа", "Район", "ОГРН"), cells)


def _records(connection: Connection, viewer: Viewer, kind: Kind) -> list[LookUp]:
    found: list[LookUp] = []
    for field in kind.fields:
        if field.type == "record":
            listed = record_list(connection, viewer, field.of)
            names = {number: item.name for number, item in listed.schools.items()}
            rows = [(item.id, harmless(line(KINDS[field.of], item.values, names))) for item in listed.records]
            found.append(LookUp(RECORDS, (NUMBER, field.label), tuple(rows)))
    return found
