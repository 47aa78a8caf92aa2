"""A reader's own bookmarks: schools on the watch list. No record of carrying out the order, so no audit."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from data_access import clock, scope
from data_access.schema import school, watched_school
from data_access.viewer import NotFound, Viewer


def watch(connection: Connection, viewer: Viewer, school_id: int, *, now: datetime | None = None) -> None:
    """Puts the school on the viewer's list; one that stands there stays as it is.

    ``connection`` is one of ``data_access.writing``. Raises ``NotFound`` for an unknown school, ``AccessDenied`` for
    one whose results the viewer may not see.
    """
    district = connection.scalar(select(school.c.district_code).where(school.c.id == school_id))
    if district is None:
        raise NotFound("школа")
    scope.require_school(viewer, school_id, district)
    table = watched_school
    stands = select(table.c.school_id).where(table.c.viewer == viewer.code, table.c.school_id == school_id)
    if connection.scalar(stands) is None:
        moment = now or clock.now()
        connection.execute(insert(table).values(viewer=viewer.code, school_id=school_id, since=moment))


def unwatch(connection: Connection, viewer: Viewer, school_id: int) -> None:
    """Takes the school off the viewer's list; one that is not there is no error, even when out of the scope by now."""
    table = watched_school
    connection.execute(delete(table).where(table.c.viewer == viewer.code, table.c.school_id == school_id))
