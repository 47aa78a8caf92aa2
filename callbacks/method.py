"""Методика: the rules in the publication, with their sources, and the simulator of the chosen one."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from callbacks.simulator import basis_of, simulated
from layouts import method


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    # The first move of a slider then finds it read.
    basis = basis_of(asked.services, asked.connection, asked.viewer, asked.publication, asked.selection)
    return method.title(), method.page(asked.publication, asked.selection, simulated(basis, asked.view))


PAGE = Page("method", "/method", "Методика", "method", make, method.skeleton)
