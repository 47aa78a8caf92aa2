"""A browser that signs in through a provider."""

from dash import Dash
from flask.testing import FlaskClient

from dashboard.factory import EXTENSION
from data_access.accounts.account import Account, every
from tests.app.conftest import question
from tests.oidc_provider import ForgingProvider, OidcProvider, problem


def start(client: FlaskClient, path: str = "/sign-in/oidc") -> str:
    """Where the browser is sent."""
    response = client.get(path)
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def come(client: FlaskClient, real: OidcProvider, subject: str, path: str = "/sign-in/oidc") -> tuple[int, str]:
    """Signs in there and comes back: status, and where to or what is said."""
    response = client.get(real.signs_in(start(client, path), subject))
    return response.status_code, response.headers.get("Location") or problem(response.get_data(as_text=True))


def forged(client: FlaskClient, forging: ForgingProvider) -> tuple[int, str]:
    """The same with the forging provider."""
    response = client.get("/sign-in/oidc/callback", query_string=forging.code(start(client)))
    return response.status_code, response.headers.get("Location") or problem(response.get_data(as_text=True))


def accounts(app: Dash) -> dict[str, Account]:
    """Accounts of providers by what their holders see."""
    with app.server.extensions[EXTENSION].engine.connect() as connection:
        return {found.viewer.code: found for found in every(connection) if found.issuer}


def asked(client: FlaskClient) -> int:
    """Status of a callback in the middle of use."""
    return client.post("/_dash-update-component", json=question("/method")).status_code
