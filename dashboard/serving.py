"""Starts the application: settings, log, database, pages, then the server."""

import logging
import signal
import socket
import sys
from types import FrameType

from dash import Dash

from dashboard import database, settings
from dashboard.factory import create_app
from dashboard.settings import PREFIX, Settings, SettingsError
from data_access.desk import arrivals
from data_access.queries import publication as publications

LARGEST_BODY = arrivals.LARGEST + 2**20
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

log = logging.getLogger(__name__)


def application(chosen: Settings | None = None) -> Dash:
    """The application of this process. Raises ``SettingsError`` with advice."""
    chosen = chosen or settings.load()
    logging.basicConfig(level=chosen.log_level, format=LOG_FORMAT, stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    database.prepare(chosen)
    app = create_app(chosen)
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
            # What is larger is refused before it is taken in: no route takes more than a file of the page «Данные».
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=not chosen.proxies,
        )
        signal.signal(signal.SIGTERM, _stop)
        sys.stderr.write(f"Траектория: http://{host}:{port} (остановить: Ctrl-C)\n")
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
    services = app.server.extensions["traektoria"]
    with services.reading() as connection:
        publication = publications.current(connection)
    if publication is None or publication.synthetic:
        return
    if chosen.demo_mode == "on":
        log.warning("%sDEMO_MODE=on: настоящие данные открыты каждому, кто откроет страницу", PREFIX)
    if chosen.demo_mode == "auto":
        log.warning("данные настоящие, входа по учётным записям нет: страницы не показывают ничего")
