"""Headers of every answer: what the browser may load, whom it tells, who may frame the page, who may keep it."""

import secrets
from collections.abc import Sequence

from flask import Flask, Response, g, request

from dashboard.settings import Settings

YEAR = 365 * 24 * 60 * 60
NONCE_BYTES = 16
NOT_USED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Powers of the browser that no page needs; the clipboard stays, for what a reader copies."""


def content_policy(script_hashes: Sequence[str], style_nonce: str = "") -> str:
    """Content-Security-Policy: this host only, nothing inline but what is named (``assets/style-nonce.js``)."""
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", *([f"'nonce-{style_nonce}'"] if style_nonce else [])],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def style_nonce() -> str:
    """The nonce of the page that is being answered, made when first asked for; ``assets/style-nonce.js`` takes it."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(NONCE_BYTES)
    nonce: str = g.style_nonce
    return nonce


def forget(response: Response) -> Response:
    """Tells the browser to forget the pages it keeps: at sign-out the next person at the desk finds nothing by Back.

    Cookies are not named: the header would take those of every neighbour under the same domain with ours.
    """
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


def register(server: Flask, settings: Settings, script_hashes: Sequence[str]) -> None:
    """Adds the headers to every answer of the server; an answer that has set one itself keeps it."""
    fixed = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{power}=()" for power in NOT_USED),
        "X-Permitted-Cross-Domain-Policies": "none",
    }
    if settings.https:
        fixed["Strict-Transport-Security"] = f"max-age={YEAR}"
    policy = content_policy(script_hashes)

    @server.after_request
    def protect(response: Response) -> Response:
        nonce = g.get("style_nonce")
        own = content_policy(script_hashes, nonce) if nonce else policy
        response.headers.setdefault("Content-Security-Policy", own)
        for name, value in fixed.items():
            # It knows no hosts: a page that some may frame says so in its own policy alone.
            if not (name == "X-Frame-Options" and g.get("framed_by")):
                response.headers.setdefault(name, value)
        if response.mimetype in {"text/html", "application/json"}:
            response.headers.setdefault("Cache-Control", _keeping())
        return response


def _keeping() -> str:
    """Answers to what is sent hold data of the viewer: nobody keeps them. The first answer, the layout and the
    dependencies hold none: the browser asks whether they have changed, and Back finds the page at once."""
    return "no-store" if request.method == "POST" else "private, no-cache"
