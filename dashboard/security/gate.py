"""The gate: every request passes it, and what no rule admits is refused."""

import logging
from urllib.parse import urlencode

from flask import Flask, Response, abort, g, redirect, request
from sqlalchemy.exc import SQLAlchemyError

from dashboard.security import session
from dashboard.security.rules import CALLBACKS, ROUTES, Rule, first_output
from dashboard.services import Services

SIGN_IN, PASSWORD = "/sign-in", "/password"
CALLBACK_ROUTE = "POST /_dash-update-component"
PAGES, PAGE_OUTPUT = {"/", "/<path:path>"}, "_pages_content"
OVER = "Сеанс закончился. Войдите снова."

log = logging.getLogger(__name__)


def register(server: Flask, services: Services) -> None:
    """Adds the gate before everything else that looks at a request."""

    @server.before_request
    def pass_gate() -> Response | None:
        if request.url_rule is None:
            return None  # no such address or method: the answer says so
        rule = _rule()
        if rule is None:
            log.warning("нет правила доступа: %s %s", request.method, request.url_rule.rule)
            abort(403, "Этот адрес закрыт.")
        if rule is Rule.OPEN:
            return None
        try:
            return _admit(services, rule)
        except SQLAlchemyError as error:
            if not _is_page():
                raise  # dashboard.errors has the words
            g.no_database = error  # the page asks who looks by itself, and says what ails the database
            return None


def name_of(method: str, address: str) -> str:
    """The route as ``rules.ROUTES`` names it."""
    return f"{'GET' if method == 'HEAD' else method} {address}"


def _is_page() -> bool:
    assert request.url_rule is not None
    if request.url_rule.endpoint in PAGES:
        return request.method in {"GET", "HEAD"}
    body = request.get_json(silent=True)
    return isinstance(body, dict) and first_output(str(body.get("output"))) == PAGE_OUTPUT


def _rule() -> Rule | None:
    assert request.url_rule is not None
    name = name_of(request.method, request.url_rule.rule)
    rule = ROUTES.get(name)
    if name != CALLBACK_ROUTE or rule is None:
        return rule
    body = request.get_json(silent=True)
    output = body.get("output") if isinstance(body, dict) else None
    return CALLBACKS.get(first_output(output)) if isinstance(output, str) else None


def _admit(services: Services, rule: Rule) -> Response | None:
    with services.reading() as connection:
        publication = services.publication(connection)
        if services.demo(connection, publication):
            viewer = services.viewer(connection, publication)
        else:
            holder = session.holder(connection, services.settings)
            if holder is None:
                return _to_sign_in()
            if holder.must_change and rule is not Rule.HOLDER:
                return _to(PASSWORD)
            viewer = holder.viewer
    if viewer is None or viewer.role not in rule.roles:
        abort(403, "Для вашей роли этот адрес закрыт.")
    return None


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?")
    return _to(SIGN_IN if wanted == "/" else f"{SIGN_IN}?{urlencode({'next': wanted})}")


def _to(address: str) -> Response:
    """Leads a reader there; a script, which cannot follow, is told in words."""
    if request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("Accept", "text/html"):
        return redirect(address, code=303)  # type: ignore[return-value]
    return Response(OVER, status=401, mimetype="text/plain", headers={"Cache-Control": "no-store"})
