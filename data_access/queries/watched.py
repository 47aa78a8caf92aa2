"""The watch list of a viewer: schools within the scope that the reader follows."""

import dataclasses
from datetime import date, datetime

from sqlalchemy import Connection, and_, select

from data_access import scope
from data_access.clock import in_utc
from data_access.queries.attention_terms import latest_reviews, school_terms
from data_access.queries.listed_years import membership
from data_access.schema import listing, school_card, school_change, school_summary, watched_school
from data_access.viewer import Viewer
from monitoring.reports.attention import NamedSchool, WatchedSchool
from monitoring.reports.dynamics import ShareChange
from monitoring.reports.publication import Publication, Selection

_CHANGE = [field.name for field in dataclasses.fields(ShareChange)]
_SHARED = ("publication_id", "method", "year", "school_id")


def watched_since(connection: Connection, viewer: Viewer) -> dict[int, datetime]:
    """Schools that the viewer follows, each with the moment since when."""
    table = watched_school
    rows = connection.execute(
        select(table.c.school_id, table.c.since).where(table.c.viewer == viewer.code).order_by(table.c.school_id)
    )
    return {row.school_id: in_utc(row.since) for row in rows}


def watched_schools(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, day: date
) -> tuple[WatchedSchool, ...]:
    """The followed schools of the publication that the viewer may see, by alphabet, with their place in the list of
    the selection, the change of the year, the latest review and the measures past their term."""
    card = school_card
    since = watched_since(connection, viewer)
    if not since:
        return ()
    method, year = selection.method, selection.year
    # The keys of the three tables of results, held against one school's card.
    keys = (card.c.publication_id, method.code, year, card.c.school_id)
    statement = (
        select(
            card.c.school_id, card.c.name, card.c.district_code, listing.c.status, school_summary.c.assessed,
            *(school_change.c[name].label(f"change_{name}") for name in _CHANGE),
        )
        .select_from(card)
        .where(card.c.publication_id == publication.id, card.c.school_id.in_(since))
        .order_by(card.c.position)
    )  # fmt: skip
    for table in (listing, school_summary, school_change):
        same = [table.c[name] == key for name, key in zip(_SHARED, keys, strict=True)]
        statement = statement.outerjoin(table, and_(*same))
    rows = connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code)).all()
    reviews = latest_reviews(connection, viewer, [row.school_id for row in rows])
    late = [
        item.school.id
        for item in school_terms(connection, viewer, day)
        if item.school and (item.kind, item.state) == ("measure", "overdue")
    ]
    return tuple(
        WatchedSchool(
            NamedSchool(row.school_id, row.name, row.district_code),
            since[row.school_id].date(),
            membership(method, year, row.status, bool(row.assessed)),
            None if row.change_year is None else ShareChange(*(row._mapping[f"change_{name}"] for name in _CHANGE)),
            reviews.get(row.school_id),
            late.count(row.school_id),
        )
        for row in rows
    )
