"""``/metrics``, for Prometheus: who may read it."""

import hmac
import ipaddress

from flask import Flask, Response, abort, request

from dashboard.services import Services
from dashboard.settings import Settings

OF_PROXIES = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


def register(server: Flask, services: Services) -> None:
    """Adds the address: to this machine, and to others by the token of the settings; 403 to all else."""

    @server.get("/metrics", endpoint="metrics")
    def scrape() -> Response:
        if not may_read(services.settings):
            abort(403, "Показатели читаются с этой же машины или со словом TRAEKTORIA_METRICS_TOKEN.")
        from prometheus_client import CONTENT_TYPE_LATEST

        from dashboard import exposition  # late, as it says

        text = exposition.text(services)
        return Response(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def may_read(settings: Settings) -> bool:
    """Whether the present request comes from this machine itself, or brings the token."""
    if settings.metrics_token is not None:
        brought = request.headers.get("Authorization", "").encode("utf-8", "replace")
        wanted = f"Bearer {settings.metrics_token.get_secret_value()}".encode()
        if hmac.compare_digest(brought, wanted):
            return True
    # Behind a proxy of this machine everybody would come from it: what a proxy has passed on is not local.
    passed_on = any(name in request.headers for name in OF_PROXIES)
    return not passed_on and _is_loopback(request.environ.get("REMOTE_ADDR"))


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
