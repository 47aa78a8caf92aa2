"""Эффективность: the effect of support by the method asked for."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from data_access.queries.effect import effect_report
from data_access.viewer import EVERY_ROLE
from layouts import effect
from layouts.texts import live


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page."""
    report = effect_report(asked.connection, asked.viewer, asked.publication, asked.selection.method.code)
    return effect.title(), effect.page(report, asked.publication, asked.selection)


PAGE = Page(
    "effect", "/effect", "Эффективность", "effect", make, effect.skeleton, readers=EVERY_ROLE, live=live.NOTHING
)
