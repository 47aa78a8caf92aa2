"""Методика: the rules in the publication, with their sources."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from layouts import method


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    return method.title(), method.page(asked.publication, asked.selection)


PAGE = Page("method", "/method", "Методика", "method", make, method.skeleton)
