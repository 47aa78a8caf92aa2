"""Starts the application: settings, log, database, pages, then the server."""

import logging
import signal
import socket
import sys
from types import FrameType

from dash import Dash

from dashboard import database, logs, occupancy, settings
from dashboard.factory import EXTENSION, create_app
from dashboard.settings import PREFIX, Settings, SettingsError
from data_access.accounts.account import every
from data_access.queries import publication as publications

log = logging.getLogger(__name__)

_in_use: list[object] = []
"""What says that the installation is in use, until the process ends."""


def application(chosen: Settings | None = None) -> Dash:
    """The application of this process, or of the workers it forks. Raises ``SettingsError`` with advice."""
    chosen = chosen or settings.load()
    logs.configure(chosen)
    chosen.prepare_folders()
    _in_use.append(occupancy.share(chosen))
    database.prepare(chosen)
    app = create_app(chosen)
    engine = app.server.extensions[EXTENSION].engine
    database.warn_of_bypass(engine)
    _warn(app, chosen)
    # SQLite counts the locks of a file by process. A worker forked beside an open connection believes that it holds
    # them, and takes none: a command that ends would then clear the log of changes away under it.
    engine.dispose()
    return app


def serve(chosen: Settings, *, host: str, port: int) -> None:
    """Serves until stopped by Ctrl-C or SIGTERM, both a usual end. Raises ``SettingsError`` when the port is taken."""
    from dashboard import listening  # gunicorn, which imports this module too, needs no waitress

    with _listening(host, port) as listener:
        app = application(chosen)
        server = listening.server_of(app.server, listener, chosen)
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


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _warn(app: Dash, chosen: Settings) -> None:
    """Says in the log what is allowed but most likely not meant."""
    services = app.server.extensions[EXTENSION]
    with services.reading() as connection:
        demo = services.demo(connection, publications.current(connection))
        accounts = every(connection)
    if chosen.demo_mode == "on" and not demo:
        log.warning("%sDEMO_MODE=on не действует: в базе настоящие данные, читатели входят под своими записями", PREFIX)
    if not demo and not accounts:
        log.warning("учётных записей нет, войти некому: python -m dashboard account add")
