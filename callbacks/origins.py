"""Откуда эти цифры: the files behind a school's published figures, for who may see them."""

from dash.development.base_component import Component

from callbacks import address
from callbacks.page import Asked, Page
from data_access.queries.origins import school_origins
from data_access.queries.school import school_card
from data_access.viewer import EVERY_ROLE, Role
from layouts import origins
from layouts.texts import live


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page of the school in the path. Raises ``NotFound``, ``AccessDenied``."""
    number = address.school_id(asked.path, "origins")
    card = school_card(asked.connection, asked.viewer, asked.publication, number)
    found = school_origins(asked.connection, asked.viewer, asked.publication, number)
    kept: frozenset[str] = frozenset()
    if asked.viewer.role is Role.ANALYST:
        desk = asked.services.desk
        kept = frozenset(row.sha256 for row in found.rows if row.sha256 and desk.has(row.sha256))
    return origins.title(card), origins.page(card, found, asked.selection, asked.view, kept)


PAGE = Page(
    "origins",
    "/origins/<school_id>",
    "Откуда эти цифры",
    "schools",
    make,
    origins.skeleton,
    kept=False,
    readers=EVERY_ROLE,
    live=live.NOTHING,
)
