"""Accounts and browsers for tests of the closed application."""

import time
from datetime import UTC, datetime
from itertools import count

from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from dashboard.factory import EXTENSION
from data_access.accounts import manage, sessions
from data_access.accounts.account import Account, named
from data_access.schema import account
from data_access.viewer import Viewer

_numbers = count(1)


def engine_of(app: Dash) -> Engine:
    """The database of the application."""
    engine: Engine = app.server.extensions[EXTENSION].engine
    return engine


def account_of(app: Dash, viewer: Viewer, title: str = "Для проверки") -> Account:
    """A new account of the viewer, whose password is no one-time one any more."""
    name = f"{viewer.role.value}-{next(_numbers)}"
    with engine_of(app).begin() as connection:
        manage.add(connection, name, title, viewer, datetime.now(UTC))
        connection.execute(update(account).where(account.c.name == name).values(must_change=False))
        return named(connection, name)


def browser_of(app: Dash, known: Account) -> FlaskClient:
    """A browser with a new session of the account."""
    with engine_of(app).begin() as connection:
        token = sessions.open_session(connection, known.id, datetime.now(UTC))
    client: FlaskClient = app.server.test_client()
    with client.session_transaction() as session:
        session["token"], session["seen"] = token, int(time.time())
    return client
