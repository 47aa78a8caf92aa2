"""Headers of every answer: what the browser may load, whom it tells, who may frame the page."""

from collections.abc import Sequence

from flask import Flask, Response

from dashboard.settings import Settings

YEAR = 365 * 24 * 60 * 60


def content_policy(script_hashes: Sequence[str]) -> str:
    """Content-Security-Policy: this host only. Why inline styles remain: docs/decisions.md."""
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def register(server: Flask, settings: Settings, script_hashes: Sequence[str]) -> None:
    """Adds the headers to every answer of the server."""
    fixed = {
        "Content-Security-Policy": content_policy(script_hashes),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "SAMEORIGIN",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.https:
        fixed["Strict-Transport-Security"] = f"max-age={YEAR}"

    @server.after_request
    def protect(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if response.mimetype in {"text/html", "application/json"}:
            # Pages depend on the viewer: nothing between the server and the reader keeps them for others.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
