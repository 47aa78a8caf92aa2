"""Партнёрство: the registry of partnerships that the viewer may see, their map, and proposals of new ones."""

from dash import Dash
from dash.development.base_component import Component

from callbacks import grids, maps
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access import rights
from data_access.queries import partnerships as queries
from data_access.queries.matching import proposals
from data_access.viewer import EVERY_ROLE
from layouts import ids, partnerships
from layouts.partnership import AGREEMENT
from monitoring.organisations import Organisation
from monitoring.partnerships import CONFIRMATIONS, period
from monitoring.reports.matching import Proposals


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the registry in the year asked for."""
    scope = (asked.connection, asked.viewer, asked.publication)
    registry = queries.partnership_registry(*scope, asked.selection.year)
    proposed = proposals(*scope, asked.selection)
    ends = [side.id for pair in proposed.pairs for side in (pair.mentee, pair.mentor)]
    marks, links = queries.partnership_map(*scope, asked.selection, ends)
    content = partnerships.page(
        registry,
        marks,
        links,
        proposed,
        asked.publication,
        asked.selection,
        loads=queries.mentor_loads(*scope),
        offers=_offers(asked, proposed),
        today=asked.today,
        boundaries=asked.boundaries,
    )
    return partnerships.title(), content


def _offers(asked: Asked, found: Proposals) -> dict[tuple[int, int], dict[str, object]]:
    """Fields of the agreement that the viewer may propose, by pair; the proposer's district confirms by proposing.

    None of a school year that is over, none of a pair that the registry proposes already.
    """
    if period(asked.selection.year)[1] < asked.today:
        return {}
    offers: dict[tuple[int, int], dict[str, object]] = {}
    for pair in found.pairs:
        sides, known = (pair.mentee, pair.mentor), {side.id for side in pair.registered}
        ids_of, districts = [side.id for side in sides], [side.district for side in sides]
        if pair.mentor.id in known or AGREEMENT not in rights.of_pair(asked.viewer, ids_of, districts):
            continue
        fields: dict[str, object] = {"mentee_id": pair.mentee.id, "mentor_id": pair.mentor.id, "status": "proposed"}
        fields |= {"subjects": ",".join(pair.subjects or ()), "started_on": asked.today.isoformat()}
        for name, side in zip(CONFIRMATIONS, sides, strict=True):
            if asked.viewer.organisation is Organisation.DISTRICT and asked.viewer.district == side.district:
                fields[name] = asked.today.isoformat()
        offers[pair.mentee.id, pair.mentor.id] = fields
    return offers


PAGE = Page(
    "partnerships", "/partnerships", "Партнёрство", "partnerships", make, partnerships.skeleton, readers=EVERY_ROLE
)


def register(app: Dash, services: Services) -> None:
    """Wires the map and the filter of the table."""
    maps.open_on_click(app, ids.PARTNERSHIPS_MAP_GRAPH)
    grids.filter_rows(app, grid=ids.PARTNERSHIPS_GRID, field=ids.PARTNERSHIPS_FILTER)
