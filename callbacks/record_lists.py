"""Записи: all kinds with their totals, and the records of one kind."""

from dash import Dash
from dash.development.base_component import Component

from callbacks import address, grids
from callbacks.page import Asked, Page
from callbacks.services import Services
from data_access import rights
from data_access.queries.record_lists import record_list, record_totals
from data_access.viewer import EVERY_ROLE, Viewer
from layouts import ids
from layouts import record_lists as layout
from monitoring.organisations import OF_CITY
from monitoring.records.kind import Kind
from monitoring.records.kinds import KINDS


def make(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page of all kinds."""
    writable = frozenset(code for code, kind in KINDS.items() if rights.some(asked.viewer, kind))
    totals = record_totals(asked.connection, asked.viewer)
    return layout.title(), layout.page(totals, writable, asked.selection)


def make_list(asked: Asked) -> tuple[str, Component]:
    """Title and content of the page of the kind in the path. Raises ``NotFound``."""
    code = address.tail(asked.path, "records")
    view = asked.view
    found = record_list(
        asked.connection, asked.viewer, code, ended=view.ended, district=view.district, school_id=view.school
    )
    return layout.list_title(code), layout.list_page(found, _writing(asked.viewer, KINDS[code]), asked.selection, view)


def _writing(viewer: Viewer, kind: Kind) -> layout.Writing:
    """What a new record of this viewer begins with: his own school or place."""
    own = {"school_id": viewer.school_id, "place": "city" if viewer.organisation in OF_CITY else viewer.district}
    names = {field.name for field in kind.fields}
    return layout.Writing(rights.some(viewer, kind), {name: value for name, value in own.items() if name in names})


PAGE = Page("records", "/records", "Записи", "records", make, layout.skeleton, readers=EVERY_ROLE)
LIST = Page("record_list", "/records/<kind>", "Записи", "records", make_list, layout.list_skeleton, readers=EVERY_ROLE)


def register(app: Dash, services: Services) -> None:
    """Wires the filter of the table."""
    grids.filter_rows(app, grid=ids.RECORDS_GRID, field=ids.RECORDS_FILTER)
