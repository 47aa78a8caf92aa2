"""A click on a map or a chart leads to the page of the district or the school; the browser does it by itself."""

from dash import ClientsideFunction, Dash, Input, Output

from layouts import ids


def open_on_click(app: Dash, graph: str) -> None:
    """Wires the graph with the given id."""
    app.clientside_callback(
        ClientsideFunction("traektoria", "mapClick"),
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Input(graph, "clickData"),
        prevent_initial_call=True,
    )
