"""Header of every page: the year and the method stand in the address; the viewer (demo mode) in the session."""

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.services import Services
from layouts import ids

NAMESPACE = "traektoria"


def register(app: Dash, services: Services) -> None:
    """Wires the selects of the header; the server is asked only for the page of the new address."""
    for function, select in (("chooseYear", ids.YEAR_SELECT), ("chooseMethod", ids.METHOD_SELECT)):
        app.clientside_callback(
            ClientsideFunction(NAMESPACE, function),
            Output(ids.LOCATION, "search", allow_duplicate=True),
            Input(select, "value"),
            State(select, "name"),
            prevent_initial_call=True,
        )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "chooseViewer"),
        Input(ids.VIEWER_SELECT, "value"),
        State(ids.VIEWER_SELECT, "name"),
    )
