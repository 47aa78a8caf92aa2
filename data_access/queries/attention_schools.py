"""Schools of the newest list: who came and went, what each lacks of the records that its support needs."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from data_access import scope, walls
from data_access.clock import in_utc
from data_access.schema import RECORDS, listing, school
from data_access.schema import publication as publications
from data_access.viewer import Viewer
from monitoring.attention import NEEDED, Move, by_district, lacking, moves
from monitoring.dynamics import IN_LIST
from monitoring.reports.attention import LackingSchool, ListChanges, ListedNeeds, MovedSchool, NamedSchool
from monitoring.reports.publication import Method, Publication

Names = dict[int, NamedSchool]


def list_changes(connection: Connection, viewer: Viewer, publication: Publication, method: Method) -> ListChanges:
    """Who came into the newest list and who left it since the former publication; where there was none by the method,
    since the former list. Schools that the viewer may see. The method has a list.
    """
    year = method.years[-1]
    rows = connection.execute(_listed(viewer, publication.id, method, year)).all()
    names = {row.id: NamedSchool(row.id, row.name, row.district_code) for row in rows}
    former = _former(connection, publication, method)
    if former is None:
        found = [Move(row.id, row.status) for row in rows if row.status in {"entered", "returned", "left"}]
        before = [earlier for earlier in method.years if earlier < year]
        return ListChanges(year, before[-1] if before else None, None, None, _moved(found, names))
    then = connection.execute(_listed(viewer, former.id, method, former.year)).all()
    names |= {row.id: NamedSchool(row.id, row.name, row.district_code) for row in then}
    now = {row.id for row in rows if row.status in IN_LIST}
    earlier = {row.id for row in rows if row.years_listed > 1}
    found = list(moves(now, {row.id for row in then if row.status in IN_LIST}, earlier))
    return ListChanges(year, former.year, former.id, in_utc(former.created_at).date(), _moved(found, names))


def needs(
    connection: Connection, viewer: Viewer, publication: Publication, method: Method, day: date
) -> ListedNeeds:  # fmt: skip
    """What the schools of the newest list lack, of those that the viewer may see. The method has a list."""
    year = method.years[-1]
    statement = _listed(viewer, publication.id, method, year).where(listing.c.status.in_(IN_LIST))
    held = [exists().where(*_has(kind, day)).label(kind) for kind in NEEDED]
    rows = connection.execute(statement.add_columns(*held)).all()
    names = {row.id: NamedSchool(row.id, row.name, row.district_code) for row in rows}
    having = {kind: {row.id for row in rows if row._mapping[kind]} for kind in NEEDED}
    lacks = lacking(names, having)
    return ListedNeeds(
        year,
        len(rows),
        tuple(
            sorted(
                (LackingSchool(names[number], kinds) for number, kinds in lacks.items()),
                key=lambda item: item.school.order,
            )
        ),
        by_district({number: item.district for number, item in names.items()}, lacks),
    )


def _listed(viewer: Viewer, publication_id: int, method: Method, year: int) -> "Select[*tuple[Any, ...]]":
    statement = (
        select(school.c.id, school.c.name, school.c.district_code, listing.c.status, listing.c.years_listed)
        .join(listing, listing.c.school_id == school.c.id)
        .where(
            listing.c.publication_id == publication_id, listing.c.method == method.code, listing.c.year == year
        )
    )  # fmt: skip
    return scope.schools(statement, viewer, school.c.id, school.c.district_code)


def _former(connection: Connection, publication: Publication, method: Method) -> Any:
    """Id, moment and newest year of the former publication; None where it is missing or has no list by the method."""
    before = publications.alias("before")
    with walls.looking_beyond(connection):  # which year the newest list is of, whoever is in it
        return connection.execute(
            select(before.c.id, before.c.created_at, func.max(listing.c.year).label("year"))
            .join(publications, publications.c.previous_id == before.c.id)
            .join(listing, (listing.c.publication_id == before.c.id) & (listing.c.method == method.code))
            .where(publications.c.id == publication.id)
            .group_by(before.c.id, before.c.created_at)
        ).first()


def _moved(found: list[Move], names: Names) -> tuple[MovedSchool, ...]:
    moved = (MovedSchool(names[move.school_id], move.move) for move in found)
    return tuple(sorted(moved, key=lambda item: item.school.order))


def _has(kind: str, day: date) -> list[ColumnElement[bool]]:
    """Conditions for a record of the kind that serves the school."""
    table = RECORDS[kind]
    whose = table.c.mentee_id if kind == "partnership_agreement" else table.c.school_id
    conditions = [whose == school.c.id, table.c.ended_at.is_(None)]
    if kind == "support_case":
        conditions.append(table.c.status != "ended")
    if kind == "partnership_agreement":
        runs = or_(table.c.ended_on.is_(None), table.c.ended_on >= day)
        conditions += [table.c.status == "active", table.c.started_on <= day, runs]
    if kind == "measure":
        conditions.append(table.c.status.in_(("planned", "in-progress")))
    return conditions
