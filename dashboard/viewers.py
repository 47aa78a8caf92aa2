"""Viewers as values of the switch in the header and of the session: «committee», «district:nevsky», «school:118»."""

from data_access.viewer import Role, Viewer

SESSION_KEY = "viewer"


def value(viewer: Viewer) -> str:
    """The viewer as one word."""
    if viewer.role is Role.SCHOOL:
        return f"{viewer.role}:{viewer.school_id}"
    if viewer.role is Role.DISTRICT:
        return f"{viewer.role}:{viewer.district}"
    return str(viewer.role)
