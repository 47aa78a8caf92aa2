"""Откуда эти цифры: the files behind a school's published figures, for who may see them."""

from dash.development.base_component import Component

from callbacks import address
from callbacks.page import Asked, Page
from data_access.queries.origins import school_origins, territory_origins
from data_access.queries.school import school_card
from data_access.viewer import EVERY_ROLE, Role
from layouts import origins
from layouts import territory_origins as territory
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


def make_territory(asked: Asked) -> tuple[str, Component]:
    """The same of the district or the city in the path."""
    code = address.territory(asked.path, "origins/of")
    series = asked.view.series
    figure = None
    if series is not None:
        procedure, subject, grade = series.split("-")
        figure = (procedure, subject, int(grade))
    year = asked.selection.year
    found = territory_origins(asked.connection, asked.viewer, asked.publication, code, year, figure)
    return territory.title(code), territory.page(found, asked.selection, asked.view)


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

TERRITORY = Page(
    "territory-origins",
    "/origins/of/<territory>",
    "Откуда цифры района",
    "city",
    make_territory,
    territory.skeleton,
    kept=False,
    readers=EVERY_ROLE,
    live=live.NOTHING,
)
