"""External lists and ratings of a year beside the computed list, as far as the viewer may see the schools."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access import scope
from data_access.schema import RECORDS, listing, school
from data_access.viewer import Viewer
from monitoring.dynamics import IN_LIST
from monitoring.records.kinds import KINDS
from monitoring.reports.external import ExternalSchool, ExternalSource
from monitoring.reports.publication import Publication, Selection

SPEAKING = {"conditions": frozenset({"conditions", "both"})}
"""Verdicts that speak of what a list is about, by ``Method.kind``; of results where the kind is not here."""
OF_RESULTS = frozenset({"low", "both"})

Names = Mapping[int, tuple[str, str]]
"""Name and district of a school by its id."""


def external_sources(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection
) -> tuple[ExternalSource, ...]:
    """Each source with entries of the selection's year about schools within the scope, in the order of the choices."""
    by_source: dict[str, dict[int, Row[Any]]] = defaultdict(dict)
    names: dict[int, tuple[str, str]] = {}
    for row in _entries(connection, viewer, selection.year):
        by_source[row.source][row.school_id] = row
        names[row.school_id] = (row.name, row.district_code)
    ours = _ours(connection, viewer, publication, selection)
    names |= ours
    about = SPEAKING.get(selection.method.kind, OF_RESULTS)
    return tuple(
        _source(choice.code, by_source[choice.code], frozenset(ours), about, names)
        for choice in KINDS["external_entry"].field("source").choices
        if by_source.get(choice.code)
    )


def _entries(connection: Connection, viewer: Viewer, year: int) -> "list[Row[Any]]":
    entries = RECORDS["external_entry"]
    statement = (
        select(*entries.c, school.c.name, school.c.district_code)
        .join(school, school.c.id == entries.c.school_id)
        .where(entries.c.year == year, entries.c.ended_at.is_(None))
        .order_by(entries.c.id)
    )
    return list(connection.execute(scope.schools(statement, viewer, school.c.id, school.c.district_code)))


def _ours(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection
) -> dict[int, tuple[str, str]]:
    statement = (
        select(school.c.id, school.c.name, school.c.district_code)
        .join(listing, listing.c.school_id == school.c.id)
        .where(
            listing.c.publication_id == publication.id,
            listing.c.method == selection.method.code,
            listing.c.year == selection.year,
            listing.c.status.in_(IN_LIST),
        )
    )
    rows = connection.execute(scope.schools(statement, viewer, school.c.id, school.c.district_code))
    return {row.id: (row.name, row.district_code) for row in rows}


def _source(
    source: str, entries: Mapping[int, Row[Any]], ours: frozenset[int], about: frozenset[str], names: Names
) -> ExternalSource:
    there = {number for number, row in entries.items() if row.verdict in about}
    last = max(entries.values(), key=lambda row: row.published_on)
    schools = [
        ExternalSchool(
            school_id=number,
            name=names[number][0],
            district=names[number][1],
            verdict=entries[number].verdict if number in entries else None,
            note=(entries[number].note or "") if number in entries else "",
            there=number in there,
            ours=number in ours,
            record_id=entries[number].id if number in entries else None,
        )
        for number in entries.keys() | ours
    ]
    schools.sort(key=lambda item: (item.district, item.name))
    return ExternalSource(
        source=source,
        day=last.published_on,
        number=last.document_number or "",
        named=len(entries),
        both=len(there & ours),
        only_there=len(there - ours),
        only_ours=len(ours - there),
        schools=tuple(schools),
    )
