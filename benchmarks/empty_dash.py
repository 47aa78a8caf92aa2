"""The floor: ``benchmarks.empty_dash:server``, a Dash application whose one callback returns an empty text."""

from dash import Dash, Input, Output, html

OUTPUT = "floor-output"
INPUT = "floor-input"


def add(app: Dash) -> None:
    """Adds the callback that does nothing."""

    @app.callback(Output(OUTPUT, "children"), Input(INPUT, "n_clicks"))
    def nothing(_clicks: int) -> str:
        return ""


app = Dash(__name__)
app.layout = html.Div([html.Button(id=INPUT), html.Div(id=OUTPUT)])
add(app)
server = app.server
