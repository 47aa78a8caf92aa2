"""Методика: the rules in the publication with their sources, groups and lists by them, the simulator of one."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from callbacks.simulator import basis_of, simulated
from data_access.queries.groups import group_counts
from data_access.queries.methods_compared import methods_compared
from data_access.viewer import EVERY_ROLE
from layouts import method
from layouts.texts import live


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    # The first move of a slider then finds it read.
    basis = basis_of(asked.services, asked.connection, asked.viewer, asked.publication, asked.selection)
    page = method.page(
        asked.publication,
        asked.selection,
        simulated(basis, asked.view),
        group_counts(asked.connection, asked.viewer, asked.publication, asked.selection),
        methods_compared(asked.connection, asked.viewer, asked.publication, asked.selection.year),
    )
    return method.title(), page


PAGE = Page("method", "/method", "Методика", "method", make, method.skeleton, readers=EVERY_ROLE, live=live.NOTHING)
