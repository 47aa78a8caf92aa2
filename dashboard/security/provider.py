"""The provider of accounts as Authlib knows it (authorization code with PKCE), and which of its answers count."""

import time
from collections.abc import Mapping, Set
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, request, session
from joserfc.errors import JoseError
from requests import RequestException

from dashboard.settings import Settings, guarded

NAME = "provider"
STATES = f"_state_{NAME}_"
SECONDS_TO_ANSWER = 5
LEEWAY = 120
"""Seconds by which the clocks of the two machines may differ."""
LONGEST_SIGN_IN = 15 * 60
KEPT_FOR = 60 * 60
"""Seconds that the provider's description of itself and its keys are kept."""
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures by a key that only the provider has: no «none», no key shared with the client."""
LONGEST_SUBJECT = 255
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Silent(Exception):
    """The provider does not answer, or does not answer as one; the text is for the log."""


class Untrusted(Exception):
    """The answer is not to be trusted, or not the answer to this browser's question; the text is for the log."""


class Declined(Exception):
    """The provider itself has refused: no sign-in there."""


class Provider:
    """The provider that the settings name."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._server = server
        self._issuer = settings.oidc_issuer
        self._client_id = settings.oidc_client_id
        secret = settings.oidc_client_secret
        self._secret = secret.get_secret_value() if secret else None
        self._scopes = settings.oidc_scopes
        self._kept: tuple[float, Any] | None = None

    @property
    def issuer(self) -> str:
        """Who vouches."""
        return self._issuer

    def start(self, back: str, then: str) -> str:
        """Where to send the browser; ``back`` is our address that the provider returns it to. Raises ``Silent``."""
        client = self._client()
        for name in [name for name in session if name.startswith(STATES)]:
            session.pop(name)  # of several attempts the newest counts, and the cookie does not grow
        started = client.create_authorization_url(back)
        client.save_authorize_data(redirect_uri=back, then=then, begun=int(time.time()), **started)
        return str(started["url"])

    def finish(self, needed: Set[str]) -> tuple[Mapping[str, Any], str]:
        """What the provider says of whoever comes back, and where to go on to.

        ``needed`` claims that its token lacks are asked for. Raises ``Silent``, ``Untrusted``, ``Declined``.
        """
        client = self._client()
        begun = client.framework.get_state_data(session, request.args.get("state")) or {}
        if time.time() - begun.get("begun", 0) > LONGEST_SIGN_IN:
            raise Untrusted("не этот браузер, или начато давно")
        if request.args.get("iss", self._issuer) != self._issuer:
            raise Untrusted("ответ другого поставщика")
        if "error" in request.args:
            session.pop(STATES + request.args["state"], None)
            raise Declined(repr(request.args["error"][:40]))
        try:
            said = self._said(client, needed)
        except RequestException as error:
            raise Silent(type(error).__name__) from error
        except (AuthlibBaseError, JoseError) as error:
            raise Untrusted(f"{type(error).__name__} {str(error)[:200]!r}") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:  # an answer of another shape
            raise Untrusted(type(error).__name__) from error
        return said, begun["then"]

    def farewell(self, back: str) -> str | None:
        """Where the session at the provider is ended, None where it has no such address. Raises ``Silent``."""
        client = self._client()
        address = client.server_metadata.get("end_session_endpoint")
        if not isinstance(address, str) or not guarded(address):
            return None
        # Without the token itself as a hint: it would have to be kept, and it may name the person.
        return str(client.create_logout_url(post_logout_redirect_uri=back, client_id=self._client_id)["url"])

    def _said(self, client: Any, needed: Set[str]) -> Mapping[str, Any]:
        options = {
            "iss": {"essential": True, "value": client.server_metadata["issuer"]},
            "aud": {"essential": True, "value": self._client_id},
            "sub": {"essential": True},
        }
        token = client.authorize_access_token(claims_options=options, leeway=LEEWAY)
        said = token.get("userinfo")
        if said is None:
            raise Untrusted("нет удостоверения (id_token)")
        if len(said["sub"]) > LONGEST_SUBJECT:
            raise Untrusted("слишком длинное обозначение лица")
        more: Mapping[str, Any] = {}
        if needed - said.keys() and client.server_metadata.get("userinfo_endpoint"):
            more = client.userinfo()
            if more.get("sub") != said["sub"]:
                raise Untrusted("сведения о другом лице")
        # What is signed counts more than what is only sent.
        return {**more, **said}

    def _client(self) -> Any:
        kept = self._kept
        if kept is not None and time.monotonic() - kept[0] < KEPT_FOR:
            return kept[1]
        client = OAuth(self._server).register(
            NAME,
            client_id=self._client_id,
            client_secret=self._secret,
            server_metadata_url=f"{self._issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": self._scopes,
                "code_challenge_method": "S256",
                "default_timeout": SECONDS_TO_ANSWER,
            },
        )
        try:
            described = client.load_server_metadata()
            if described.get("issuer") != self._issuer:
                raise Silent("называет себя иначе, чем в настройке")
            if not all(guarded(str(described.get(name, ""))) for name in ENDPOINTS):
                raise Silent("адреса без https")
        except (RequestException, ValueError, TypeError, AttributeError) as error:
            raise Silent(type(error).__name__) from error
        offered = described.get("id_token_signing_alg_values_supported") or ["RS256"]
        described["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNATURES]
        client.client_kwargs["token_endpoint_auth_method"] = self._authenticates(described)
        self._kept = (time.monotonic(), client)
        return client

    def _authenticates(self, described: Mapping[str, Any]) -> str:
        if self._secret is None:
            return "none"
        offered = described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"


def of(server: Flask, settings: Settings) -> Provider | None:
    """The provider of the settings; None where there is none."""
    return Provider(server, settings) if settings.oidc_issuer else None
