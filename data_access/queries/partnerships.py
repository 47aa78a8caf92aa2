"""Partnerships that the viewer may see: those of which either side is his. Names and activities, never results."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from data_access import scope
from data_access.queries.marks import Involved, school_marks
from data_access.schema import partnership, publication_edition, school_card
from data_access.viewer import Viewer
from monitoring.distance import kilometres
from monitoring.partnerships import is_active, overlaps
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import Partnership
from monitoring.reports.territory import PartnershipLink, SchoolMark

_mentee = school_card.alias("mentee")
_mentor = school_card.alias("mentor")


def partnership_registry(
    connection: Connection, viewer: Viewer, publication: Publication, year: int
) -> tuple[Partnership, ...]:
    """Partnerships of any status whose dates touch the school year that the list of ``year`` governs.

    By the names of the supported schools.
    """
    found = _read(connection, _statement(viewer, publication))
    return tuple(item for item in found if overlaps(item.started_on, item.ended_on, year))


def partnerships_of(
    connection: Connection, viewer: Viewer, publication: Publication, school_id: int
) -> tuple[Partnership, ...]:
    """All partnerships of the school that the viewer may see, of any year."""
    of_school = or_(partnership.c.mentee_id == school_id, partnership.c.mentor_id == school_id)
    return _read(connection, _statement(viewer, publication).where(of_school))


def active_partnerships(
    connection: Connection, viewer: Viewer, publication: Publication, year: int, district: str | None = None
) -> tuple[Partnership, ...]:
    """Partnerships active in the school year that the list of ``year`` governs.

    Of a district: those with either side in it.
    """
    statement = _statement(viewer, publication)
    if district is not None:
        statement = statement.where(or_(_mentee.c.district_code == district, _mentor.c.district_code == district))
    return tuple(
        item
        for item in _read(connection, statement)
        if is_active(item.status, item.started_on, item.ended_on, year, publication.today)
    )


def partnership_map(
    connection: Connection,
    viewer: Viewer,
    publication: Publication,
    selection: Selection,
    proposed: Collection[int] = (),
) -> tuple[tuple[SchoolMark, ...], tuple[PartnershipLink, ...]]:
    """The schools of the active partnerships with a point, with the ``proposed`` ones, and the links between them."""
    active = active_partnerships(connection, viewer, publication, selection.year)
    involved = Involved.of(active)
    marks = school_marks(connection, viewer, publication, selection, involved)
    shown = involved.schools | frozenset(proposed)
    return tuple(mark for mark in marks if mark.id in shown), links(active, marks)


def links(partnerships: Iterable[Partnership], marks: Iterable[SchoolMark]) -> tuple[PartnershipLink, ...]:
    """Lines on the map for the partnerships of which both sides have a mark."""
    points = {mark.id: (mark.lon, mark.lat) for mark in marks}
    return tuple(
        PartnershipLink(
            item.mentee_id, item.mentor_id, item.mentee, item.mentor, points[item.mentee_id], points[item.mentor_id]
        )
        for item in partnerships
        if item.mentee_id in points and item.mentor_id in points
    )


def _statement(viewer: Viewer, publication: Publication) -> "Select[*tuple[Any, ...]]":
    sides = []
    for name, card in (("mentee", _mentee), ("mentor", _mentor)):
        sides += [card.c[column].label(f"{name}_{column}") for column in ("name", "district_code", "lon", "lat")]
    statement = (
        select(partnership, *sides)
        .join(publication_edition, publication_edition.c.edition_id == partnership.c.edition_id)
        .join(_mentee, _mentee.c.school_id == partnership.c.mentee_id)
        .join(_mentor, _mentor.c.school_id == partnership.c.mentor_id)
        .where(
            publication_edition.c.publication_id == publication.id,
            _mentee.c.publication_id == publication.id,
            _mentor.c.publication_id == publication.id,
        )
        .order_by(_mentee.c.position, partnership.c.started_on, _mentor.c.position)
    )
    return scope.partnerships(
        statement,
        viewer,
        (_mentee.c.school_id, _mentee.c.district_code),
        (_mentor.c.school_id, _mentor.c.district_code),
    )


def _read(connection: Connection, statement: "Select[*tuple[Any, ...]]") -> tuple[Partnership, ...]:
    return tuple(
        Partnership(
            mentee_id=row.mentee_id,
            mentee=row.mentee_name,
            mentee_district=row.mentee_district_code,
            mentor_id=row.mentor_id,
            mentor=row.mentor_name,
            mentor_district=row.mentor_district_code,
            subjects=tuple(row.subjects),
            status=row.status,
            started_on=row.started_on,
            ended_on=row.ended_on,
            agreement_number=row.agreement_number,
            agreement_date=row.agreement_date,
            coordinator_post=row.coordinator_post,
            activities=row.activities,
            last_activity_on=row.last_activity_on,
            distance_km=_distance(row.mentee_lon, row.mentee_lat, row.mentor_lon, row.mentor_lat),
        )
        for row in connection.execute(statement)
    )


def _distance(lon1: float | None, lat1: float | None, lon2: float | None, lat2: float | None) -> float | None:
    if lon1 is None or lat1 is None or lon2 is None or lat2 is None:
        return None
    return kilometres((lon1, lat1), (lon2, lat2))
