"""«Следить за школой»: the button asks the server, which writes the bookmark of whoever asks."""

from typing import Any

from dash import Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from callbacks import address
from callbacks.services import Services
from data_access.changes.watch import unwatch, watch
from data_access.troubles import trouble_of
from data_access.viewer import AccessDenied, NotFound, SessionEnded
from layouts import ids
from layouts.components.watch_button import after
from layouts.texts.attention import watch_failed
from layouts.texts.errors import SESSION_ENDED


def follow(services: Services, school: object, action: object) -> tuple[Any, ...]:
    """Text, value and sentence of the button after the click, for the viewer of the session.

    ``school`` and ``action`` come from the browser and are checked; the same twice changes nothing. Raises
    ``PreventUpdate`` where the viewer may not watch the school.
    """
    if not (isinstance(school, str) and isinstance(action, str)) or action not in {"watch", "unwatch"}:
        raise PreventUpdate
    try:
        number = address.school_id(f"/school/{school}")
        with services.writing() as connection:
            viewer = services.viewer(connection, services.publication(connection))
            if viewer is None:
                raise PreventUpdate
            if action == "watch":
                watch(connection, viewer, number)
            else:
                unwatch(connection, viewer, number)
    except (AccessDenied, NotFound):
        raise PreventUpdate from None
    except SessionEnded:
        return no_update, no_update, SESSION_ENDED
    except PreventUpdate:
        raise
    except Exception as error:  # said beside the button; the log has the rest
        return no_update, no_update, watch_failed(services.failed(error), trouble_of(error))
    return after(action == "watch")


def register(app: Dash, services: Services) -> None:
    """Wires the button."""

    @app.callback(
        Output(ids.SCHOOL_WATCH_BUTTON, "children"),
        Output(ids.SCHOOL_WATCH_BUTTON, "value"),
        Output(ids.SCHOOL_WATCH_STATUS, "children"),
        Input(ids.SCHOOL_WATCH_BUTTON, "n_clicks"),
        State(ids.SCHOOL_WATCH_BUTTON, "name"),
        State(ids.SCHOOL_WATCH_BUTTON, "value"),
        prevent_initial_call=True,
    )
    def _follow(clicks: int | None, school: object, action: object) -> tuple[Any, ...]:
        if not clicks:  # the button has just come with its page
            raise PreventUpdate
        return follow(services, school, action)
