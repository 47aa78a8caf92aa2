"""The list of a year by a method, with the results that each school's place rests on."""

from sqlalchemy import Connection, and_, select

from data_access import scope
from data_access.queries.groups import groups_of_schools
from data_access.queries.objectivity import signs_of_list
from data_access.schema import listing, school_card, school_summary
from data_access.viewer import Viewer
from monitoring.dynamics import IN_LIST
from monitoring.grounds import read
from monitoring.reports.publication import Publication
from monitoring.reports.school import ListedSchool


def listing_rows(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    year: int,
    method: str,
    statuses: tuple[str, ...] = IN_LIST,
) -> tuple[ListedSchool, ...]:
    """Schools in the list that the viewer may see, alphabetical; empty where no list was made.

    ``statuses``: of ``monitoring.dynamics``; ``("left",)`` for those that have just left it.
    """
    card = school_card
    statement = (
        select(
            card.c.school_id, card.c.name, card.c.district_code, listing.c.status, listing.c.years_listed,
            listing.c.grounds, school_summary.c.probability,
        )
        .join_from(
            listing,
            card,
            and_(card.c.publication_id == listing.c.publication_id, card.c.school_id == listing.c.school_id),
        )
        .outerjoin(
            school_summary,
            and_(
                *(
                    school_summary.c[name] == listing.c[name]
                    for name in ("publication_id", "method", "year", "school_id")
                )
            ),
        )
        .where(
            listing.c.publication_id == publication.id,
            listing.c.method == method,
            listing.c.year == year,
            listing.c.status.in_(statuses),
        )
        .order_by(card.c.position)
    )  # fmt: skip
    groups = groups_of_schools(connection, viewer, publication, year, method)
    signs = signs_of_list(connection, viewer, publication, year)
    rows = connection.execute(scope.schools(statement, viewer, card.c.school_id, card.c.district_code))
    return tuple(
        ListedSchool(
            id=row.school_id,
            name=row.name,
            district=row.district_code,
            status=row.status,
            years_listed=row.years_listed,
            grounds=tuple(map(read, row.grounds)),
            probability=row.probability,
            groups=groups.get(row.school_id),
            signs=None if signs is None else signs.get(row.school_id, ()),
        )
        for row in rows
    )
