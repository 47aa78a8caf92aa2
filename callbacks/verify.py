"""Проверка справки: what a code or a link of a briefing says to whoever pastes it."""

from dash.development.base_component import Component

from callbacks.page import Asked, Page
from data_access.viewer import EVERY_ROLE
from layouts import verify


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page; ``code`` of the query is what was pasted."""
    text = asked.query.get("code", "").strip()
    if not text:
        return verify.title(), verify.page(None, asked.selection)
    found = asked.services.verified(asked.connection, asked.viewer, asked.publication, text)
    return verify.title(), verify.page(found, asked.selection, text)


PAGE = Page("verify", "/verify", "Проверка справки", "", make, verify.skeleton, kept=False, readers=EVERY_ROLE)
