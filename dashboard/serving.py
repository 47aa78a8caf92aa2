"""Starts the application: settings, log, database, pages, then the server."""

import logging
import resource
import signal
import socket
import sys
from types import FrameType

from dash import Dash

from dashboard import database, logs, occupancy, settings
from dashboard.factory import create_app
from dashboard.settings import PREFIX, Settings, SettingsError
from data_access.queries import publication as publications

LEAST_CONNECTIONS, MOST_CONNECTIONS, OWN_FILES = 20, 2000, 100
IDLE_SECONDS = 60

log = logging.getLogger(__name__)

_in_use: list[object] = []
"""What says that the installation is in use, until the process ends."""


def application(chosen: Settings | None = None) -> Dash:
    """The application of this process. Raises ``SettingsError`` with advice."""
    chosen = chosen or settings.load()
    logs.configure(chosen)
    chosen.prepare_folders()
    _in_use.append(occupancy.share(chosen))
    database.prepare(chosen)
    app = create_app(chosen)
    database.warn_of_bypass(app.server.extensions["traektoria"].engine)
    _warn(app, chosen)
    return app


def serve(chosen: Settings, *, host: str, port: int) -> None:
    """Serves until stopped by Ctrl-C or SIGTERM, both a usual end. Raises ``SettingsError`` when the port is taken."""
    from waitress import create_server  # gunicorn, which imports this module too, needs none of it

    with _listening(host, port) as listener:
        app = application(chosen)
        server = create_server(
            app.server,
            sockets=[listener],
            threads=chosen.threads,
            ident=None,
            connection_limit=_connections(),
            channel_timeout=IDLE_SECONDS,
            asyncore_use_poll=True,  # select knows no file above 1023
            # They are believed only behind the proxies of the settings (ProxyFix); that one stands before the system
            # shows in them, so that /metrics is not open to those behind it.
            clear_untrusted_proxy_headers=False,
        )
        signal.signal(signal.SIGTERM, _stop)
        address = f"Траектория: http://{host}:{port}"
        if logs.as_json(chosen):
            log.warning("%s", address)  # said at every level of detail that an installation may have chosen
        else:
            sys.stderr.write(f"{address} (остановить: Ctrl-C)\n")
            sys.stderr.flush()
        server.run()


def _listening(host: str, port: int) -> socket.socket:
    """The socket, taken before anything else: a taken port shows at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"адрес {host}:{port} не занять: {error.strerror}. Выберите другой порт: serve --port 8060"
        ) from error


def _connections() -> int:
    """How many browsers may be connected at once, each with several connections; the rest of the files are ours."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(LEAST_CONNECTIONS, min(MOST_CONNECTIONS, most - OWN_FILES))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _warn(app: Dash, chosen: Settings) -> None:
    """Says in the log what is allowed but most likely not meant."""
    services = app.server.extensions["traektoria"]
    with services.reading() as connection:
        publication = publications.current(connection)
    if publication is None or publication.synthetic:
        return
    if chosen.demo_mode == "on":
        log.warning("%sDEMO_MODE=on: настоящие данные открыты каждому, кто откроет страницу", PREFIX)
    if chosen.demo_mode == "auto":
        log.warning("данные настоящие, входа по учётным записям нет: страницы не показывают ничего")
