"""Партнёрство: the registry of partnerships that the viewer may see, their map, and proposals of new ones."""

from dash import Dash
from dash.development.base_component import Component

from callbacks import grids, maps
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access.queries import partnerships as queries
from data_access.queries.matching import proposals
from layouts import ids, partnerships


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the registry in the year asked for."""
    scope = (asked.connection, asked.viewer, asked.publication)
    registry = queries.partnership_registry(*scope, asked.selection.year)
    proposed = proposals(*scope, asked.selection)
    ends = [side.id for pair in proposed.pairs for side in (pair.mentee, pair.mentor)]
    marks, links = queries.partnership_map(*scope, asked.selection, ends)
    content = partnerships.page(
        registry, marks, links, proposed, asked.publication, asked.selection, boundaries=asked.boundaries
    )
    return partnerships.title(), content


PAGE = Page("partnerships", "/partnerships", "Партнёрство", "partnerships", make, partnerships.skeleton)


def register(app: Dash, services: Services) -> None:
    """Wires the map and the filter of the table."""
    maps.open_on_click(app, ids.PARTNERSHIPS_MAP_GRAPH)
    grids.filter_rows(app, grid=ids.PARTNERSHIPS_GRID, field=ids.PARTNERSHIPS_FILTER)
