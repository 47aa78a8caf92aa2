"""A word typed above a table leaves the rows that hold it; the browser does it by itself."""

from dash import ClientsideFunction, Dash, Input, Output, State


def filter_rows(app: Dash, *, grid: str, field: str) -> None:
    """Wires the text field with the grid."""
    app.clientside_callback(
        ClientsideFunction("traektoria", "filterRows"),
        Output(grid, "dashGridOptions"),
        Input(field, "value"),
        State(grid, "dashGridOptions"),
        prevent_initial_call=True,
    )
