"""Lists of records within the viewer's scope: how many there are of each kind, and one kind with all its names."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from data_access.queries import records as asked
from data_access.schema import school
from data_access.viewer import NotFound, Viewer
from monitoring.records.fields import Value
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS
from monitoring.records.lines import line
from monitoring.reports.record_lists import KindTotal, NamedSchool, RecordList
from monitoring.reports.records import Record

AGREEMENT = "partnership_agreement"


def record_totals(connection: Connection, viewer: Viewer) -> tuple[KindTotal, ...]:
    """One total for each kind, in the order of ``KINDS``."""
    return tuple(KindTotal(code, *asked.total(connection, viewer, code)) for code in KINDS)


def record_list(
    connection: Connection,
    viewer: Viewer,
    code: str,
    *,
    ended: bool = False,
    district: str | None = None,
    school_id: int | None = None,
) -> RecordList:
    """Records of a kind within the viewer's scope; of a district or a school alone where it is given.

    With ``ended`` those that have ended, without it those that have not. Raises ``NotFound`` for an unknown kind.
    """
    if code not in KINDS:
        raise NotFound("записи")
    kind = KINDS[code]
    found = [
        record
        for record in asked.records(connection, viewer, code, ended=ended)
        if (record.ended_at is not None) == ended
    ]
    referred = _referred(connection, viewer, kind, found)
    pairs = {
        number: (_number(other.values["mentee_id"]), _number(other.values["mentor_id"]))
        for (name, number), other in referred.items()
        if kind.field(name).of == AGREEMENT
    }
    schools = _schools(connection, [*_named(kind, found), *(side for pair in pairs.values() for side in pair)])
    kept = tuple(
        record
        for record in found
        if (district is None or district in _districts(kind, record, schools, pairs))
        and (school_id is None or school_id in _schools_of(kind, record, pairs))
    )
    lines = {key: line(KINDS[other.kind], other.values, other.schools) for key, other in referred.items()}
    return RecordList(code, kept, schools, lines, pairs)


def _referred(
    connection: Connection, viewer: Viewer, kind: Kind, found: Iterable[Record]
) -> dict[tuple[str, int], Record]:
    """Records that the fields refer to, within the viewer's scope."""
    referred = {}
    for field in kind.fields:
        if field.type != "record":
            continue
        numbers = {number for record in found if isinstance(number := record.values[field.name], int)}
        if numbers:
            for other in asked.records(connection, viewer, field.of, ended=True, ids=numbers):
                referred[field.name, other.id] = other
    return referred


def _named(kind: Kind, found: Iterable[Record]) -> list[int]:
    names = [field.name for field in kind.fields if field.type == "school"]
    return [number for record in found for name in names if isinstance(number := record.values[name], int)]


def _schools(connection: Connection, ids: Collection[int]) -> dict[int, NamedSchool]:
    if not ids:
        return {}
    columns = (school.c.id, school.c.name, school.c.district_code, school.c.ogrn)
    rows = connection.execute(select(*columns).where(school.c.id.in_(set(ids))))
    return {row.id: NamedSchool(row.name, row.district_code, row.ogrn) for row in rows}


def _schools_of(kind: Kind, record: Record, pairs: Mapping[int, tuple[int, int]]) -> set[int]:
    own = set(_named(kind, [record]))
    agreements = (record.values[field.name] for field in kind.fields if field.of == AGREEMENT)
    return own.union(*(pairs.get(_number(number), ()) for number in agreements))


def _districts(
    kind: Kind, record: Record, schools: Mapping[int, NamedSchool], pairs: Mapping[int, tuple[int, int]]
) -> set[str]:
    of_schools = {schools[number].district for number in _schools_of(kind, record, pairs)}
    return of_schools | {str(record.values[field.name]) for field in kind.fields if field.type == "place"}


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
