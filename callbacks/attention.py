"""На контроле: the start panel of whoever looks."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from data_access import rights
from data_access.queries.attention import attention as panel
from data_access.viewer import EVERY_ROLE
from layouts import attention
from monitoring.districts import CITY


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    viewer = asked.viewer
    found = panel(asked.connection, viewer, asked.publication, asked.selection, asked.today)
    # Of the schools that the panel tells of, whichever it is: they are all within the viewer's scope.
    writable = rights.of_school(viewer, viewer.school_id or 0, viewer.district or CITY)
    return attention.title(), attention.page(found, asked.publication, asked.selection, writable)


PAGE = Page(
    "attention", "/attention", "На контроле", "attention", make, attention.skeleton, watches=True, readers=EVERY_ROLE
)
