"""Школы: the list of all schools, with the status of those the viewer may see."""

from dash import Dash
from dash.development.base_component import Component

from callbacks import grids
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access.queries.approved import approved_list
from data_access.queries.schools import school_index
from data_access.viewer import EVERY_ROLE
from layouts import ids, schools
from layouts.texts import live


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the list."""
    rows = school_index(asked.connection, asked.viewer, asked.publication, asked.selection)
    approved = approved_list(asked.connection, asked.viewer, asked.publication, asked.selection.year)
    return schools.title(), schools.page(rows, asked.publication, asked.selection, approved)


PAGE = Page("schools", "/schools", "Школы", "schools", make, schools.skeleton, readers=EVERY_ROLE, live=live.OF_LIST)


def register(app: Dash, services: Services) -> None:
    """Wires the filter of the table."""
    grids.filter_rows(app, grid=ids.SCHOOLS_GRID, field=ids.SCHOOLS_FILTER)
