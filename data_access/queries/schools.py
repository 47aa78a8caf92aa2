"""The list of all schools: open to every viewer but for the status, which stays within the scope."""

from typing import Any

from sqlalchemy import Connection, and_, select

from data_access import scope
from data_access.queries.groups import groups_of_schools
from data_access.queries.listed_years import membership
from data_access.schema import listing, school_card, school_summary
from data_access.viewer import Viewer
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import SchoolIndexRow


def school_index(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection
) -> tuple[SchoolIndexRow, ...]:
    """Every school, alphabetical, with its place in the year's list and its groups where the viewer may see them."""
    card, visible = school_card, scope.may_see(viewer, school_card.c.school_id, school_card.c.district_code)

    def of_year(table: Any) -> Any:
        return and_(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            table.c.year == selection.year,
            table.c.school_id == card.c.school_id,
            visible,
        )

    statement = (
        select(card, visible.label("visible"), listing.c.status, school_summary.c.assessed)
        .select_from(card)
        .outerjoin(listing, of_year(listing))
        .outerjoin(school_summary, of_year(school_summary))
        .where(card.c.publication_id == publication.id, card.c.is_school)
        .order_by(card.c.position)
    )
    method, year = selection.method, selection.year
    groups = groups_of_schools(connection, viewer, publication, selection.year, selection.method.code)
    return tuple(
        SchoolIndexRow(
            id=row.school_id,
            name=row.name,
            kind=row.kind,
            district=row.district_code,
            address=row.address,
            placed=row.lon is not None and row.lat is not None,
            status=membership(method, year, row.status, bool(row.assessed)) if row.visible else None,
            groups=groups.get(row.school_id),
        )
        for row in connection.execute(statement)
    )
