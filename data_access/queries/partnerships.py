"""Partnerships that the viewer may see: those of which either side is his. Names and activities, never results.

They are the records as they stand now, whatever publication the schools' cards are of.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from data_access import clock, scope, walls
from data_access.agreements import CAPACITY, activity, agreement, holds_a_place, not_struck
from data_access.queries.marks import Involved, school_marks
from data_access.queries.results import results_and_evidence
from data_access.schema import school_card
from data_access.viewer import AccessDenied, NotFound, Viewer
from monitoring.distance import kilometres
from monitoring.partnerships import is_active, overlaps, supports
from monitoring.reports.partnerships import JointActivity, MentorLoad, PartnershipReport
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import Partnership
from monitoring.reports.territory import PartnershipLink, SchoolMark


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
    of_school = or_(agreement.c.mentee_id == school_id, agreement.c.mentor_id == school_id)
    return _read(connection, _statement(viewer, publication).where(of_school))


def active_partnerships(
    connection: Connection, viewer: Viewer, publication: Publication, year: int, district: str | None = None
) -> tuple[Partnership, ...]:
    """Partnerships active in the school year that the list of ``year`` governs.

    Of a district: those with either side in it.
    """
    statement = _statement(viewer, publication, district)
    today = clock.today(connection)
    return tuple(
        item
        for item in _read(connection, statement)
        if is_active(item.status, item.started_on, item.ended_on, year, today)
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


def partnership(
    connection: Connection, viewer: Viewer, publication: Publication, selection: Selection, partnership_id: int
) -> PartnershipReport:
    """One partnership with its activities, the load of its mentor and the results of the school that it helps.

    Raises ``NotFound``, ``AccessDenied`` for a viewer of neither side.
    """
    with walls.looking_beyond(connection):  # tells what is closed from what is not there
        row = connection.execute(
            select(agreement.c.revision, agreement.c.ended_at).where(agreement.c.id == partnership_id)
        ).one_or_none()
    if row is None or row.ended_at is not None:
        raise NotFound("партнёрство")
    found = _read(connection, _statement(viewer, publication).where(agreement.c.id == partnership_id))
    if not found:
        raise AccessDenied("Партнёрство видят Комитет, аналитик и обе стороны.")
    (item,) = found
    results = None
    if scope.sees_school(viewer, item.mentee_id, item.mentee_district):
        every, _ = results_and_evidence(connection, viewer, publication, selection, item.mentee_id)
        results = tuple(point for point in every if supports(item.subjects, point.subject))
    loads = mentor_loads(connection, viewer, publication, item.mentor_id)
    return PartnershipReport(
        item, row.revision, clock.today(connection), _activities(connection, partnership_id), next(iter(loads), None),
        results,
    )  # fmt: skip


def mentor_loads(
    connection: Connection, viewer: Viewer, publication: Publication, mentor_id: int | None = None
) -> tuple[MentorLoad, ...]:
    """Mentors of the viewer's scope with the schools that each helps today, the fullest first; or the one asked for.

    Of another district's mentor nothing is told: whom it helps is known to its own district and to КО.
    """
    mentor = school_card.alias("mentor")
    taking = holds_a_place(clock.today(connection)) & (agreement.c.mentor_id == mentor.c.school_id)
    count = func.count(agreement.c.mentee_id.distinct())
    names = [mentor.c[name] for name in ("school_id", "name", "district_code", "position")]
    statement = (
        select(*names, count.label("mentees"))
        .join_from(mentor, agreement, taking, isouter=mentor_id is not None)
        .where(mentor.c.publication_id == publication.id)
        .group_by(*names)
        .order_by(count.desc(), mentor.c.position)
    )
    if mentor_id is not None:
        statement = statement.where(mentor.c.school_id == mentor_id)
    rows = connection.execute(scope.schools(statement, viewer, mentor.c.school_id, mentor.c.district_code))
    return tuple(MentorLoad(row.school_id, row.name, row.district_code, row.mentees, CAPACITY) for row in rows)


def _activities(connection: Connection, partnership_id: int) -> tuple[JointActivity, ...]:
    table = activity.c
    rows = connection.execute(
        select(table.id, table.held_on, table.sort, table.participants, table.outcome)
        .where(table.agreement_id == partnership_id, table.ended_at.is_(None))
        .order_by(table.held_on.desc(), table.id.desc())
    )
    return tuple(JointActivity(*row) for row in rows)


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


def _statement(viewer: Viewer, publication: Publication, district: str | None = None) -> "Select[*tuple[Any, ...]]":
    # Made anew for each statement: the columns of an alias are made when first asked for, and of two threads that ask
    # one alias at once each gets its own.
    mentee, mentor = (school_card.alias(name) for name in ("mentee", "mentor"))
    sides = []
    for card in (mentee, mentor):
        sides += [card.c[column].label(f"{card.name}_{column}") for column in ("name", "district_code", "lon", "lat")]
    held = (
        select(
            activity.c.agreement_id, func.count().label("recorded"), func.max(activity.c.held_on).label("recorded_on")
        )
        .where(activity.c.ended_at.is_(None))
        .group_by(activity.c.agreement_id)
        .subquery()
    )
    statement = (
        select(agreement, *sides, held.c.recorded, held.c.recorded_on)
        .join(mentee, mentee.c.school_id == agreement.c.mentee_id)
        .join(mentor, mentor.c.school_id == agreement.c.mentor_id)
        .outerjoin(held, held.c.agreement_id == agreement.c.id)
        .where(not_struck, mentee.c.publication_id == publication.id, mentor.c.publication_id == publication.id)
        .order_by(mentee.c.position, agreement.c.started_on, mentor.c.position)
    )
    if district is not None:
        statement = statement.where(or_(mentee.c.district_code == district, mentor.c.district_code == district))
    return scope.partnerships(
        statement,
        viewer,
        (mentee.c.school_id, mentee.c.district_code),
        (mentor.c.school_id, mentor.c.district_code),
    )


def _read(connection: Connection, statement: "Select[*tuple[Any, ...]]") -> tuple[Partnership, ...]:
    return tuple(
        Partnership(
            id=row.id,
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
            activities=(row.activities_reported or 0) + (row.recorded or 0),
            last_activity_on=max((day for day in (row.activity_reported_on, row.recorded_on) if day), default=None),
            distance_km=_distance(row.mentee_lon, row.mentee_lat, row.mentor_lon, row.mentor_lat),
            mentee_confirmed_on=row.mentee_confirmed_on,
            mentor_confirmed_on=row.mentor_confirmed_on,
            reported=row.activities_reported or 0,
            reported_on=row.activity_reported_on,
        )
        for row in connection.execute(statement)
    )


def _distance(lon1: float | None, lat1: float | None, lon2: float | None, lat2: float | None) -> float | None:
    if lon1 is None or lat1 is None or lon2 is None or lat2 is None:
        return None
    return kilometres((lon1, lat1), (lon2, lat2))
