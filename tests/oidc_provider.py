"""A real provider of accounts (`oidc-provider-mock`) as a process of its own, and one in this process that forges."""

import base64
import hashlib
import json
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

START_SECONDS = 30
CLIENT, SECRET = "traektoria", "a secret of the client"
MAPPING = """
[claims]
role = "groups"
district = "district"
school = "school"
organisation = "organisation"
title = "post"

[roles]
"КО" = "committee"
"ЦОКОиИТ" = "analyst:cokoit"
"Районы" = "district"
"Школы" = "school"
"Администраторы" = "administrator"
"""


def settings_of(issuer: str, folder: Path, mapping: str = MAPPING) -> dict[str, Any]:
    """The settings with which an application trusts the provider."""
    path = folder / "claims.toml"
    path.write_text(mapping, encoding="utf-8")
    return {
        "oidc_issuer": issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_mapping": path,
        "oidc_label": "учётную запись района",
    }


class OidcProvider:
    """The provider on a free port of this machine. May be stopped and started again (its keys are then others)."""

    def __init__(self) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port: int = listener.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=5).raise_for_status()
            except requests.ConnectionError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Ends it, by its pid."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=15)
            self._process = None

    def knows(self, subject: str, **claims: Any) -> None:
        """From now on it says this of the person."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def signs_in(self, address: str, subject: str, **form: str) -> str:
        """Does in the browser's place what stands at the address: the person signs in; where it leads back to."""
        answer = requests.post(address, data={"sub": subject} | form, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["Location"])


class ForgingProvider:
    """A provider that does the protocol right, proof of the code included, but says in its token what a test wants.

    ``changes`` go over the right claims (None leaves one out); ``key`` and ``header`` sign; ``answer`` may replace the
    whole answer to the code.
    """

    def __init__(self) -> None:
        self.right_key = RSAKey.generate_key(2048, parameters={"kid": "right"})
        self.described: dict[str, Any] = {}
        self.asked: list[str] = []
        self.reset()
        self._server = make_server("127.0.0.1", 0, self._application, threaded=True)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def reset(self) -> None:
        """Honest again."""
        self.changes: dict[str, Any] = {}
        self.key: RSAKey | OctKey = self.right_key
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "right"}
        self.answer: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        """Ends it."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def code(self, address: str) -> dict[str, str]:
        """The person signs in at the address: the query string that goes back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def _application(self, environ: Any, start_response: Any) -> Any:
        asked = Request(environ)
        self.asked.append(asked.path)
        found = {
            "/.well-known/openid-configuration": self._description,
            "/jwks": self._keys,
            "/token": self._token,
            "/userinfo": self._userinfo,
        }[asked.path](asked)
        return found(environ, start_response)

    def _description(self, _asked: Request) -> Response:
        at = self.issuer
        described = {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/jwks",
            "userinfo_endpoint": f"{at}/userinfo",
            # More than a provider should offer: a client that believed it would take a token without a signature.
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        } | self.described
        return _json({name: value for name, value in described.items() if value is not None})

    def _keys(self, _asked: Request) -> Response:
        return _json(KeySet([self.right_key]).as_dict(private=False))

    def _token(self, asked: Request) -> Response:
        form = asked.form
        begun = self.codes.get(form["code"])  # it may be used again: a test asks who else refuses
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        known = asked.authorization
        client = (known.username, unquote_plus(known.password or "")) if known else None
        if begun is None or client != (CLIENT, SECRET):
            return _json({"error": "invalid_client"}, 400)
        if (begun["code_challenge"], begun["redirect_uri"]) != (proof, form["redirect_uri"]):
            return _json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "person-1", "iat": now, "exp": now + 300,
            "nonce": begun["nonce"], "groups": ["КО"],
        } | self.changes  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.header["alg"] == "none":
            parts = (json.dumps(part).encode() for part in (self.header, claims))
            token = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        else:
            token = jwt.encode(self.header, claims, self.key, algorithms=["RS256", "HS256"])
        answer = {"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": token} | self.answer
        return _json({name: value for name, value in answer.items() if value is not None})

    def _userinfo(self, _asked: Request) -> Response:
        return _json({"sub": "person-1"} | self.userinfo)


def _json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value), status=status, mimetype="application/json")


def problem(html: str) -> str:
    """The refusal on a page of sign-in; «» where there is none."""
    found = re.search(r'class="refusal"[^>]*>([^<]*)<', html)
    return found[1] if found else ""
