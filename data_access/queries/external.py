"""External lists and ratings of a year beside the computed list."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access import scope
from data_access.schema import RECORDS, listing, school
from data_access.viewer import Viewer
from monitoring.districts import CITY
from monitoring.dynamics import IN_LIST
from monitoring.records.kinds import KINDS
from monitoring.reports.external import ExternalSchool, ExternalSource
from monitoring.reports.publication import Publication, Selection

SPEAKING = {"conditions": frozenset({"conditions", "both"})}
"""Verdicts that speak of what a list is about, by ``Method.kind``; of results where the kind is not here."""
OF_RESULTS = frozenset({"low", "both"})


def external_sources(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection
) -> tuple[ExternalSource, ...]:
    """Each source with entries of the selection's year, in the order of the field's choices."""
    entries = RECORDS["external_entry"]
    rows = connection.execute(
        select(entries).where(entries.c.year == selection.year, entries.c.ended_at.is_(None)).order_by(entries.c.id)
    ).all()
    by_source: dict[str, dict[int, Row[Any]]] = defaultdict(dict)
    for row in rows:
        by_source[row.source][row.school_id] = row
    ours = set(
        connection.scalars(
            select(listing.c.school_id).where(
                listing.c.publication_id == publication.id,
                listing.c.method == selection.method.code,
                listing.c.year == selection.year,
                listing.c.status.in_(IN_LIST),
            )
        )
    )
    about = SPEAKING.get(selection.method.kind, OF_RESULTS)
    named = {number for found in by_source.values() for number in found}
    seen = _seen(connection, viewer, named | ours)
    return tuple(
        _source(viewer, code.code, by_source[code.code], ours, about, seen)
        for code in KINDS["external_entry"].field("source").choices
        if by_source.get(code.code)
    )


def _source(
    viewer: Viewer,
    source: str,
    entries: Mapping[int, Row[Any]],
    ours: set[int],
    about: frozenset[str],
    seen: Mapping[int, tuple[str, str]],
) -> ExternalSource:
    there = {number for number, row in entries.items() if row.verdict in about}
    # Of a short list the counts would tell which of its schools, known from elsewhere, our list holds.
    told = scope.sees_verdicts_of(viewer, CITY, min(len(there), len(ours)))
    last = max(entries.values(), key=lambda row: row.published_on)
    schools = sorted(
        (
            ExternalSchool(
                school_id=number,
                name=seen[number][0],
                district=seen[number][1],
                verdict=entries[number].verdict if number in entries else None,
                note=(entries[number].note or "") if number in entries else "",
                there=number in there,
                ours=number in ours,
                record_id=entries[number].id if number in entries else None,
            )
            for number in (entries.keys() | ours) & seen.keys()
        ),
        key=lambda item: (item.district, item.name),
    )
    return ExternalSource(
        source=source,
        day=last.published_on,
        number=last.document_number or "",
        named=len(entries),
        both=len(there & ours) if told else None,
        only_there=len(there - ours) if told else None,
        only_ours=len(ours - there) if told else None,
        schools=tuple(schools),
    )


def _seen(connection: Connection, viewer: Viewer, numbers: set[int]) -> dict[int, tuple[str, str]]:
    statement = select(school.c.id, school.c.name, school.c.district_code).where(school.c.id.in_(numbers))
    rows = connection.execute(scope.schools(statement, viewer, school.c.id, school.c.district_code))
    return {row.id: (row.name, row.district_code) for row in rows}
