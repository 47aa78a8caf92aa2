"""Builds the application: Flask, Dash with its pages, the services handed to them."""

import os
import re
import weakref
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import dash

# plotly looks for it among the loaded modules with every answer: brought along by the first picture that another
# thread draws, it would be met half made.
import PIL.Image  # noqa: F401
from dash import Dash, State, dcc, html
from flask import Flask, current_app, g
from flask_compress import Compress
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

import callbacks
from callbacks.page import APPLICATION, Page
from dashboard import (
    desk,
    errors,
    headers,
    health,
    kept_answers,
    metrics,
    record_files,
    record_sheets,
    requests,
    scraping,
    static_files,
    viewer_switch,
)
from dashboard.application import ASSETS, FIRST_SCRIPT, Application
from dashboard.audit import entering
from dashboard.audit import page as audit_page
from dashboard.audit.journal import Journal
from dashboard.briefings import routes as briefing_routes
from dashboard.briefings import tables as briefing_tables
from dashboard.caching import PageCache
from dashboard.embedding import routes as embedding_routes
from dashboard.page_tables import routes as page_tables
from dashboard.parameters import KnownArguments
from dashboard.security import accounts, gate, oidc, questions, rates, same_origin, sign_in, sizes
from dashboard.services import WRITER_SECONDS, Services
from dashboard.settings import Settings
from data_access import engine as engines
from layouts import ids, shell

EXTENSION = "traektoria"
JOURNAL = "traektoria-journal"
"""Name of the journal of the audit among the extensions of the server."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Hosts by which whoever watches over the system on its own machine asks it."""
YEAR = 365 * 24 * 60 * 60
PAGES_LOCATION, PAGES_CONTENT, PAGES_STORE, PAGES_DUMMY = (
    "_pages_location",
    "_pages_content",
    "_pages_store",
    "_pages_dummy",
)
"""Ids that Dash's own routing of pages demands."""


def create_app(settings: Settings) -> Dash:
    """The application over the database of the settings, whole: pages, callbacks and routes are registered.

    May be called again in the same process (tests). Dash keeps the pages once a process, so a page function takes
    the services of the application that was asked, not of the one that registered it.
    """
    settings.prepare_folders()
    metrics.prepare(settings)
    server = _server(settings)
    engine = engines.create(
        settings.database,
        query_seconds=settings.query_seconds,
        writer_seconds=WRITER_SECONDS,
        make=False,
        threads=settings.threads,
    )
    metrics.watch(engine)
    _close_after_fork(engine)
    services = Services(settings=settings, engine=engine, cache=PageCache(server, settings))
    server.extensions[EXTENSION] = services
    server.extensions[kept_answers.CACHE] = services.cache
    journal = Journal(server, engine)
    server.extensions[JOURNAL] = journal
    entering.register(server, services, journal)
    same_origin.register(server)
    sizes.register(server)
    gate.register(server, services)
    rates.register(server, settings)
    app = _dash(server)
    _register_pages()
    app.layout = _layout
    for module in callbacks.MODULES:
        module.register(app, services)
    health.register(server, services)
    scraping.register(server, services)
    static_files.register(server)
    viewer_switch.register(server, services)
    sign_in.register(server, services)
    oidc.register(server, services)
    accounts.register(server, services)
    record_files.register(server, services)
    record_sheets.register(server, services)
    audit_page.register(server, services, journal)
    briefing_routes.register(server, services)
    briefing_tables.register(server, services)
    page_tables.register(server, services)
    embedding_routes.register(server, services)
    desk.register(server, services)
    errors.register(server, services)
    questions.register(app)
    _finish(app)
    headers.register(server, settings, app.csp_hashes())
    return app


def close(server: Flask) -> None:
    """Writes the last entries of the audit and lets go of the database: for a process that outlives its application.

    Left to the garbage collector, the application and its connections may stay as long as the process.
    """
    server.extensions[JOURNAL].close()
    server.extensions[EXTENSION].engine.dispose()


def _server(settings: Settings) -> Flask:
    server = Flask("traektoria", static_folder=None)
    server.request_class = KnownArguments
    server.secret_key = settings.session_secret()
    server.config.update(
        SECRET_KEY_FALLBACKS=settings.former_secrets,
        # With the prefix the browser itself refuses the cookie to other paths, subdomains and open connections.
        SESSION_COOKIE_NAME="__Host-traektoria" if settings.https else "traektoria",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,
        TRUSTED_HOSTS=[*settings.hosts, *LOOPBACK] if settings.hosts else None,
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["zstd", "br"],
        COMPRESS_ZSTD_LEVEL=3,
    )
    requests.register(server, settings)  # first of all, so that its line is the last thing of an answer
    kept_answers.register(server)  # before Compress, so that it runs after it and keeps what is compressed
    Compress(server)
    if settings.proxies:
        hops = settings.proxies
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return server


def _dash(server: Flask) -> Dash:
    dash.page_registry.clear()
    app = Application(
        APPLICATION,
        server=server,  # type: ignore[arg-type]
        title=APPLICATION,
        update_title=None,  # type: ignore[arg-type]
        use_pages=True,
        pages_folder="",
        include_pages_meta=False,
        assets_folder=str(ASSETS),
        assets_ignore=re.escape(FIRST_SCRIPT),
        external_stylesheets=[static_files.bootstrap_address()],
        serve_locally=True,
        suppress_callback_exceptions=False,
        index_string=shell.INDEX_STRING,
        # A page function gets the path as it stands in the address: the query string cannot pretend to be it.
        routing_callback_inputs={"path": State(PAGES_LOCATION, "pathname")},
        add_log_handler=False,
    )
    app.enable_dev_tools(debug=False)
    return app


def _register_pages() -> None:
    for order, page in enumerate(callbacks.PAGES):
        dash.register_page(
            page.name,
            path="/" if page.template == "/" else None,
            path_template=None if page.template == "/" else page.template,
            name=page.label,
            title=_title_of(page),
            order=order,
            layout=_layout_of(page),
        )


def _layout_of(page: Page) -> Callable[..., Any]:
    def layout(path: str | None = None, **query: object) -> Any:
        # Dash asks without arguments once, for the layout that callbacks are checked against.
        if path is None:
            return page.skeleton()
        services: Services = current_app.extensions[EXTENSION]
        requests.note(page=(page.name, path, urlencode(query, doseq=True)))
        return page.answer(services, path, query)

    return layout


def _title_of(page: Page) -> Callable[..., str]:
    def title(**_variables: str) -> str:
        return str(g.get("page_title") or f"{page.label} — {APPLICATION}")

    return title


def _layout() -> html.Div:
    return html.Div(
        [
            dcc.Location(id=ids.LOCATION, refresh="callback-nav"),
            dcc.Location(id=PAGES_LOCATION, refresh="callback-nav"),
            html.Div(id=PAGES_CONTENT, disable_n_clicks=True),
            dcc.Store(id=PAGES_STORE),
            html.Div(id=PAGES_DUMMY, disable_n_clicks=True),
        ]
    )


def _finish(app: Dash) -> None:
    """Lets Dash set up what it otherwise leaves to the first request: mistakes show at the start."""
    with app.server.test_request_context("/healthz"):  # open to everybody: the gate has nothing to ask
        app.server.preprocess_request()


def _close_after_fork(engine: Engine) -> None:
    # A connection opened before the fork (gunicorn --preload) belongs to the parent alone; ``serving`` leaves none.
    reference = weakref.ref(engine)

    def forget() -> None:
        inherited = reference()
        if inherited is not None:
            inherited.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
