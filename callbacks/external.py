"""Внешние списки: lists of others of the year asked for beside the computed one."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from data_access.queries.external import external_sources
from data_access.viewer import EVERY_ROLE
from layouts import external


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    sources = external_sources(asked.connection, asked.viewer, asked.publication, asked.selection)
    return external.title(), external.page(sources, asked.publication, asked.selection)


PAGE = Page("external", "/external", "Внешние списки", "records", make, external.skeleton, readers=EVERY_ROLE)
