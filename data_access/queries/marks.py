"""Schools as points of a map. Points are open to every viewer; the list is marked within the viewer's scope."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from data_access import scope
from data_access.schema import listing, school_card, school_summary
from data_access.viewer import Role, Viewer
from monitoring import confidence
from monitoring.dynamics import IN_LIST
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import Partnership
from monitoring.reports.territory import SchoolMark


@dataclass(frozen=True, slots=True)
class Involved:
    """Schools of partnerships: those that help, and both sides."""

    mentors: frozenset[int]
    schools: frozenset[int]

    @classmethod
    def of(cls, partnerships: Iterable[Partnership]) -> "Involved":
        """Of these partnerships."""
        pairs = [(item.mentee_id, item.mentor_id) for item in partnerships]
        return cls(frozenset(mentor for _, mentor in pairs), frozenset(school for pair in pairs for school in pair))


def school_marks(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    involved: Involved,
    district: str | None = None,
) -> tuple[SchoolMark, ...]:
    """Every school with a point, alphabetical; of a district: its schools and those involved elsewhere."""
    card = school_card
    own = viewer.school_id if viewer.role is Role.SCHOOL else None

    def of_year(table: Table) -> ColumnElement[bool]:
        return and_(
            table.c.publication_id == publication.id,
            table.c.method == selection.method.code,
            table.c.year == selection.year,
            table.c.school_id == card.c.school_id,
            scope.may_see(viewer, card.c.school_id, card.c.district_code),
        )

    statement = (
        select(
            card.c.school_id,
            card.c.name,
            card.c.district_code,
            card.c.lon,
            card.c.lat,
            listing.c.status,
            school_summary.c.probability,
        )
        .select_from(card)
        .outerjoin(listing, of_year(listing))
        .outerjoin(school_summary, of_year(school_summary))
        .where(card.c.publication_id == publication.id, card.c.lon.is_not(None), card.c.lat.is_not(None))
        .order_by(card.c.position)
    )
    here = card.c.is_school if district is None else and_(card.c.is_school, card.c.district_code == district)
    wanted = or_(here, card.c.school_id.in_(involved.schools))
    return tuple(
        SchoolMark(
            id=school,
            name=name,
            district=code,
            lon=lon,
            lat=lat,
            listed=status in IN_LIST,
            left=status == "left",
            mentor=school in involved.mentors,
            own=school == own,
            at_risk=status not in IN_LIST and chance is not None and confidence.at_risk(chance),
        )
        for school, name, code, lon, lat, status, chance in connection.execute(statement.where(wanted))
    )


def unplaced_listed(connection: Connection, viewer: Viewer, publication: Publication, selection: Selection) -> int:
    """Number of listed schools without a point, of those whose listing the viewer may see."""
    card = school_card
    statement = (
        select(func.count())
        .join_from(
            listing,
            card,
            and_(card.c.school_id == listing.c.school_id, card.c.publication_id == listing.c.publication_id),
        )
        .where(
            listing.c.publication_id == publication.id,
            listing.c.method == selection.method.code,
            listing.c.year == selection.year,
            listing.c.status.in_(IN_LIST),
            or_(card.c.lon.is_(None), card.c.lat.is_(None)),
        )
    )
    return connection.scalar(scope.schools(statement, viewer, card.c.school_id, card.c.district_code)) or 0
