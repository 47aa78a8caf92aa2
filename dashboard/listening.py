"""waitress as ``serve`` uses it: how much it takes in before it asks the application, and its own answers in words."""

import resource
import socket
from typing import Any

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from dashboard.security import sizes
from dashboard.settings import Settings
from layouts.texts import errors as words

HEADER_BYTES = 64 * sizes.KIB
"""Beyond this nothing is read on; up to it the application refuses in words of its own."""
LEAST_CONNECTIONS, MOST_CONNECTIONS, OWN_FILES = 20, 2000, 100
IDLE_SECONDS = 60
CLEANUP_SECONDS = 10


class Refusal(ErrorTask):
    """The answer to what cannot be read as a request: a sentence, without the name of the server."""

    def execute(self) -> None:
        """Answers and closes the connection."""
        error = self.request.error
        sentence = words.SENTENCES.get(error.code, f"{words.REFUSED}.")
        body = sentence.encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
        self.response_headers.append(("X-Content-Type-Options", "nosniff"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection whose unreadable requests are refused in words."""

    error_task_class = Refusal


def server_of(application: Flask, listener: socket.socket, settings: Settings) -> Any:
    """The server on the socket; ``run()`` serves until it is stopped.

    Bodies and headers are read whole before a thread is given to the request, so who sends slowly holds a connection
    and no thread; silent connections are closed after a minute.
    """
    server = create_server(
        application,
        sockets=[listener],
        threads=settings.threads,
        ident=None,
        # They are believed only behind the proxies of the settings (ProxyFix); that one stands before the system shows
        # in them, so that /metrics is not open to those behind it.
        clear_untrusted_proxy_headers=False,
        max_request_header_size=HEADER_BYTES,
        max_request_body_size=sizes.largest() + sizes.MIB,
        connection_limit=_connections(),
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=CLEANUP_SECONDS,
        # select() knows no more than 1024 connections.
        asyncore_use_poll=True,
    )
    server.channel_class = Channel
    return server


def _connections() -> int:
    """How many browsers may be connected at once, each with several connections; the rest of the files are ours."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(LEAST_CONNECTIONS, min(MOST_CONNECTIONS, most - OWN_FILES))
