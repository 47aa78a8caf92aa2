"""«Скрыть незначимое»: the browser hides the rows by itself; the address keeps the choice."""

from dash import ClientsideFunction, Dash, Input, Output, State


def hide_unclear(app: Dash, *, switch: str, done: str) -> None:
    """Wires the switch of a page; ``done`` is a store that only ends the callback."""
    app.clientside_callback(
        ClientsideFunction("traektoria", "onlyClear"),
        Output(done, "data"),
        Input(switch, "value"),
        State(switch, "id"),
        prevent_initial_call=True,
    )
