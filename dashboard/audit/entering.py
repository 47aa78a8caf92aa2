"""Which entry a request makes: one at most, told by its route and by what the page function says."""

import logging
import re
from typing import Any, NamedTuple

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from dashboard import requests
from dashboard.audit.journal import Journal
from dashboard.security import session
from dashboard.security.gate import CALLBACK_ROUTE, name_of
from dashboard.security.rules import first_output
from dashboard.services import Services
from data_access import clock
from data_access.access_log import Access, Action, Outcome

OUT_OF_ORDER = (
    "Журнал обращений не отвечает, поэтому ответ не выдан. Отправленное могло быть выполнено: проверьте. "
    "Сообщите администратору системы."
)

log = logging.getLogger(__name__)


class Kind(NamedTuple):
    """``first``: the entry is written before the answer goes out. What changes records stands in ``audit_entry``, in
    one transaction with the change, so its entry may follow."""

    action: Action
    first: bool = False


ROUTES: dict[str, Kind] = {
    CALLBACK_ROUTE: Kind("answer"),
    "GET /files/<int:file_id>": Kind("file", first=True),
    "POST /files/<kind>/<int:record_id>": Kind("attach"),
    "POST /files/<int:file_id>/end": Kind("attach"),
    "GET /sheets/<kind>/template.xlsx": Kind("export", first=True),
    "GET /sheets/<kind>.<any(xlsx, csv):form>": Kind("export", first=True),
    "POST /sheets/<kind>": Kind("sheet"),
    "POST /sign-in": Kind("sign-in", first=True),
    "POST /sign-out": Kind("sign-out"),
    "POST /password": Kind("password", first=True),
    "POST /account/end-sessions": Kind("sessions", first=True),
    "GET /sign-in/oidc/callback": Kind("sign-in", first=True),
    "GET /sign-in/oidc/left": Kind("sign-out"),
    **{
        f"GET /briefing/{place}.<form>": Kind("export", first=True)
        for place in ("city", "district/<code>", "school/<int:number>")
    },
    **{
        f"GET /table/{place}/<table>.<any(xlsx, csv):form>": Kind("export", first=True)
        for place in ("city", "district/<code>", "school/<int:number>")
    },
    # Its object is the page that the table was taken from, where it is one of ours.
    "POST /table/page.xlsx": Kind("export", first=True),
    # Entered under the viewer in whose scope the link was made and the account behind it: who opened it is not known.
    **{
        f"GET /embed/{place}/<figure>": Kind("export", first=True)
        for place in ("city", "district/<code>", "school/<int:number>")
    },
    **{
        f"POST /data/{deed}": Kind("import")
        for deed in (
            "files",
            "files/<upload_id>/choose",
            "files/<upload_id>/drop",
            "preview",
            "import",
            "mappings/<int:mapping_id>/forget",
            "batches/<int:batch_id>/withdraw",
            "held/take-proposed",
            "held/<int:row_id>/take",
            "held/<int:row_id>/leave",
            "held/<int:row_id>/correct",
        )
    },
    "POST /data/publish": Kind("publish"),
    "POST /data/undo": Kind("undo"),
    "GET /data/kept/<sha256>": Kind("file", first=True),
    "GET /accounts": Kind("account", first=True),
    "GET /accounts/new": Kind("account", first=True),
    "GET /accounts/<int:account_id>": Kind("account", first=True),
    "POST /accounts/new": Kind("account", first=True),
    **{
        f"POST /accounts/<int:account_id>/{deed}": Kind("account", first=True)
        for deed in ("change", "lock", "unlock", "reset", "end-sessions")
    },
    "GET /audit": Kind("other", first=True),
    "GET /audit.<any(xlsx, csv):form>": Kind("export", first=True),
}
"""Other routes: see ``_kind``."""

SILENT = frozenset(
    {
        # The same for every reader: code, looks, the shell of the page without data, forms that show nothing of others.
        "GET /assets/<path:filename>",
        "GET /_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        "GET /_favicon.ico",
        "GET /favicon.ico",
        "GET /bootstrap/bootstrap.min.css",
        "GET /fonts/<file>",
        "GET /",
        "GET /<path:path>",
        "GET /_dash-layout",
        "GET /_dash-dependencies",
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
        "GET /sign-in",
        "GET /sign-in/oidc",
        # Asked again and again while an import runs: how far it is.
        "GET /data/state",
        "GET /password",
        "GET /account",
        "POST /demo/viewer",
    }
)
"""Routes without an entry unless they refuse."""

_SCHOOL = re.compile(r"/(?:school|case|origins|briefing/school|table/school|embed/school)/(\d{1,9})")
_DISTRICT = re.compile(r"(?:(?:/briefing|/table|/embed)?/district|/origins/of(?!/city))/([a-z-]{1,32})")


def register(server: Flask, services: Services, journal: Journal) -> None:
    """Adds the entry of each request to its end."""

    @server.after_request
    def enter(response: Response) -> Response:
        kind = _kind(response)
        if kind is None:
            return response
        entry = _entry(services, kind, response)
        if not kind.first and not (entry.outcome == "refused" and entry.viewer):
            return response if journal.remember(entry) else _closed(response)
        try:
            journal.write(entry)
        except Exception as error:
            log.error("журнал обращений не пишется, ответ на запрос %s не выдан: %s", entry.request, error)
            # An answer that only says what is broken gives nothing away, and says it better.
            return response if response.status_code >= 500 else _closed(response)
        return response


def _kind(response: Response) -> Kind | None:
    if request.url_rule is None:
        return None
    name = name_of(request.method, request.url_rule.rule)
    if name in SILENT and response.status_code not in {401, 403}:
        return None
    shown = g.get("shown")
    if shown is not None:
        return Kind("page")
    # A route that nobody has thought of here is entered too; one that changes something before it is answered.
    return ROUTES.get(name) or Kind("other", first=request.method not in {"GET", "HEAD"})


def _entry(services: Services, kind: Kind, response: Response) -> Access:
    shown = g.get("shown")
    viewer, account = g.get("viewer"), g.get("account")
    # A page that was shown, one whose table was taken along, else what the request itself asks for.
    page = shown.path if shown else g.get("taken_from")
    what = page or request.path
    if kind.action == "answer":
        body = _body()
        what = first_output(str(body.get("output"))) if isinstance(body, dict) else what
    outcome = shown.outcome if shown else _outcome(response)
    if kind.action == "sign-in" and outcome == "done":
        with services.reading() as connection:
            account = session.holder(connection, services.settings)
        outcome = "done" if account else "refused"
    if account is not None:
        viewer = account.viewer
    school, district = _of_whom(page or request.full_path)
    return Access(
        at=clock.now(),
        request=requests.number(),
        action=kind.action,
        what=what,
        outcome=outcome,
        viewer=viewer.code if viewer else None,
        account_id=account.id if account else g.get("link_account"),
        school_id=school,
        district_code=district,
        publication_id=g.get("publication_id"),
    )


def _body() -> Any:
    # What was too large to be read before is so again; the request has been refused for it already.
    try:
        return request.get_json(silent=True)
    except HTTPException:
        return None


def _of_whom(address: str) -> tuple[int | None, str | None]:
    school, district = _SCHOOL.match(address), _DISTRICT.match(address)
    asked, of = request.args.get("school", ""), request.args.get("district", "")
    if school is None and asked.isascii() and asked.isdigit() and len(asked) < 10:
        return int(asked), of[:32] or None
    return int(school[1]) if school else None, district[1] if district else of[:32] or None


def _outcome(response: Response) -> Outcome:
    match response.status_code:
        case 401 | 403 | 429:
            return "refused"
        case 404:
            return "missing"
        case status if status >= 400:
            return "failed"
    return "shown" if request.method in {"GET", "HEAD"} and response.status_code == 200 else "done"


def _closed(response: Response) -> Response:
    g.pop("kept_answer", None)
    closed = Response(OUT_OF_ORDER, status=503, mimetype="text/plain")
    closed.headers["Cache-Control"] = "no-store"
    return closed
