"""The page of a school: its card for every viewer, its report for those who may see its results."""

from typing import TypeVar

from sqlalchemy import Column, Connection, select

from data_access import scope
from data_access.queries.comparison import mark_comparisons
from data_access.queries.context import context_values
from data_access.queries.dynamics import school_dynamics
from data_access.queries.effect import effect_report
from data_access.queries.groups import groups_of_schools
from data_access.queries.listed_years import membership
from data_access.queries.looked_at import looked_at
from data_access.queries.objectivity import school_signs
from data_access.queries.partnerships import partnerships_of
from data_access.queries.results import journal_comparisons, results_and_evidence
from data_access.queries.similar import similar_report
from data_access.schema import listing, school_summary
from data_access.schema import school_card as cards
from data_access.viewer import NotFound, Viewer
from monitoring.dynamics import IN_LIST
from monitoring.grounds import ConditionsGround, read
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import MembershipYear, SchoolCard, SchoolReport

Value = TypeVar("Value")


def school_card(connection: Connection, viewer: Viewer, publication: Publication, school_id: int) -> SchoolCard:
    """What every viewer may know of the school. Raises ``NotFound`` where the publication has no such school."""
    row = connection.execute(
        select(cards).where(cards.c.publication_id == publication.id, cards.c.school_id == school_id)
    ).one_or_none()
    if row is None:
        raise NotFound("школа")
    return SchoolCard(
        id=row.school_id,
        name=row.name,
        full_name=row.full_name,
        kind=row.kind,
        district=row.district_code,
        address=row.address,
        lon=row.lon,
        lat=row.lat,
    )


def school_report(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, school_id: int
) -> SchoolReport:
    """The school's page in the year and by the method of the selection.

    Raises ``NotFound`` where the publication has no such school, ``AccessDenied`` where its results are not open to
    the viewer.
    """
    card = school_card(connection, viewer, publication, school_id)
    scope.require_school(viewer, card.id, card.district)
    memberships = _memberships(connection, publication, selection, school_id)
    listed = connection.execute(
        select(listing.c.grounds).where(
            listing.c.publication_id == publication.id,
            listing.c.method == selection.method.code,
            listing.c.year == selection.year,
            listing.c.school_id == school_id,
        )
    ).scalar_one_or_none()
    results, evidence = results_and_evidence(connection, viewer, publication, selection, school_id)
    context = context_values(connection, viewer, publication, selection, school_id)
    seen = looked_at(connection, viewer, publication, selection, school_id)
    pupils = next((item.value for item in context if item.code == "pupils"), None)
    by_year = {item.year: item.status for item in memberships}
    return SchoolReport(
        card=card,
        pupils=None if pupils is None else round(pupils),
        status=by_year.get(selection.year, "no-listing"),
        years_listed=sum(item.status in IN_LIST for item in memberships if item.year <= selection.year),
        memberships=memberships,
        evidence=evidence,
        results=results,
        comparison=mark_comparisons(connection, viewer, publication, selection, card, results),
        journal=journal_comparisons(connection, viewer, publication, school_id),
        partnerships=partnerships_of(connection, viewer, publication, school_id),
        context=context,
        grounds=tuple(map(read, listed or ())),
        conditions=seen if isinstance(seen, ConditionsGround) else None,
        groups=groups_of_schools(
            connection, viewer, publication, selection.year, selection.method.code, school=school_id
        ).get(school_id),
        dynamics=school_dynamics(connection, viewer, publication, selection, school_id, results),
        probability=connection.scalar(
            select(school_summary.c.probability).where(
                school_summary.c.publication_id == publication.id,
                school_summary.c.method == selection.method.code,
                school_summary.c.year == selection.year,
                school_summary.c.school_id == school_id,
            )
        ),
        effect=effect_report(connection, viewer, publication, selection.method.code, school_id),
        objectivity=school_signs(connection, viewer, publication, school_id),
        similar=similar_report(connection, viewer, publication, selection, card, context),
    )


def _memberships(
    connection: Connection, publication: Publication, selection: Selection, school_id: int
) -> tuple[MembershipYear, ...]:
    """The school's place in each year from the first listing to the last; of a school that the viewer may see."""
    years = selection.method.years
    if not years:
        return ()

    def by_year(column: Column[Value]) -> dict[int, Value]:
        table = column.table
        statement = select(table.c.year, column).where(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            table.c.school_id == school_id,
        )
        return dict(connection.execute(statement).all())

    statuses: dict[int, str] = by_year(listing.c.status)
    assessed: dict[int, bool] = by_year(school_summary.c.assessed)
    return tuple(
        MembershipYear(
            year,
            membership(selection.method, year, statuses.get(year), bool(assessed.get(year))),
        )
        for year in range(years[0], years[-1] + 1)
    )
