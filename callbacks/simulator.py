"""The simulator on «Методика»: the sliders ask the server, which answers in the scope of whoever asks."""

from collections.abc import Callable, Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from callbacks.services import Services
from callbacks.versions import sought
from data_access.queries.simulator import simulation_basis
from data_access.viewer import NotFound, Viewer
from layouts import ids, simulator
from layouts.view import View
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.simulation import Basis, Simulation
from monitoring.simulated_list import simulate, within

Show = Callable[[Simulation, Selection], list[Any]]
_ASKED = ("share", "procedures", "minimum", "year", "method")


def basis_of(
    services: Services, connection: Any, viewer: Viewer, publication: Publication, selection: Selection
) -> Basis | None:
    """What a simulation rests on, in the scope of the viewer; read once for each data version."""
    key = services.key("simulator", (selection.year, selection.method.code), viewer, publication)
    return services.remembered(key, lambda: simulation_basis(connection, viewer, publication, selection))


def simulated(basis: Basis | None, view: View) -> Simulation | None:
    """The list under the rule of the view; None without a listing."""
    if basis is None:
        return None
    return simulate(basis, within(basis.published, view.share, view.procedures, view.minimum))


def answer(services: Services, query: dict[str, object], show: Show) -> list[Any]:
    """What the sliders change, as ``show`` puts it, for the viewer of the session.

    Raises ``PreventUpdate`` where nothing may be told. ``query`` holds the texts of ``year``, ``method``, ``version``,
    ``share``, ``procedures`` and ``minimum`` as the browser sent them: they are checked as an address is.
    """
    texts = {name: str(value) for name, value in query.items() if value is not None}
    with services.reading() as connection:
        publication: Publication | None = services.publication(connection)
        viewer = services.viewer(connection, publication)
        if viewer is None or publication is None:
            raise PreventUpdate
        try:
            asked = sought(services, connection, viewer, publication, texts)
        except NotFound:
            raise PreventUpdate from None
        selection = asked.selection
        if selection is None:
            raise PreventUpdate
        basis = basis_of(services, connection, asked.viewer, asked.publication, selection)
    found = simulated(basis, View.from_query(texts))
    if found is None or found.scope == "none":
        raise PreventUpdate
    return show(found, selection)


def _query(values: Sequence[object]) -> dict[str, object]:
    *said, came = values
    version = came.get("version") if isinstance(came, dict) else None
    return {**dict(zip(_ASKED, said, strict=True)), "version": version}


def register(app: Dash, services: Services) -> None:
    """Wires the sliders: their numbers and the address at once in the browser, the list through the server."""
    sliders = [Input(name, "value") for name in simulator.SLIDERS]
    published = State(ids.SIMULATOR_PUBLISHED_STORE, "data")

    # ``name`` of the selects and the store are what the page came with, whatever the address says by now.
    asked = [*sliders, State(ids.YEAR_SELECT, "name"), State(ids.METHOD_SELECT, "name"), published]

    @app.callback([Output(*place) for place in simulator.WORDS], *asked, prevent_initial_call=True)
    def _sentences(*values: object) -> list[Any]:
        return answer(services, _query(values), simulator.sentences)

    @app.callback([Output(*place) for place in simulator.DRAWINGS], *asked, prevent_initial_call=True)
    def _drawings(*values: object) -> list[Any]:
        return answer(services, _query(values), simulator.drawings)

    app.clientside_callback(
        ClientsideFunction("traektoria", "simulatorValues"),
        *(Output(name, "children") for name in simulator.VALUES),
        *sliders,
        published,
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("traektoria", "simulatorReset"),
        *(Output(name, "value") for name in simulator.SLIDERS),
        Input(ids.SIMULATOR_RESET_BUTTON, "n_clicks"),
        published,
        prevent_initial_call=True,
    )
