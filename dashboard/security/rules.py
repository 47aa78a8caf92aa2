"""The one list of what a request may ask, by whom. What is not in it is refused (``dashboard.security.gate``).

A rule opens the door; what is behind it is limited by the viewer's scope in the query layer all the same.
"""

from collections.abc import Mapping
from enum import Enum

from data_access.viewer import EVERY_ROLE, Role


class Rule(Enum):
    """Who may pass: anybody, whoever has signed in (also before choosing a password), or viewers of some roles."""

    OPEN = "open"
    HOLDER = "holder"
    SIGNED_IN = "signed in"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def roles(self) -> frozenset[Role]:
        """Roles of the viewers that may pass."""
        return _ROLES.get(self, EVERY_ROLE)


_ROLES: Mapping[Rule, frozenset[Role]] = {
    Rule.ANALYST: frozenset({Role.ANALYST}),
    Rule.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
    Rule.AUDITOR: frozenset({Role.ADMINISTRATOR, Role.COMMITTEE}),
}

ROUTES: Mapping[str, Rule] = {
    # Code and looks, equal for everybody; the page of sign-in needs them too.
    "GET /assets/<path:filename>": Rule.OPEN,
    "GET /_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Rule.OPEN,
    "GET /_favicon.ico": Rule.OPEN,
    "GET /favicon.ico": Rule.OPEN,
    "GET /bootstrap/bootstrap.min.css": Rule.OPEN,
    "GET /fonts/<file>": Rule.OPEN,
    "GET /healthz": Rule.OPEN,
    "GET /readyz": Rule.OPEN,
    # Says itself who may read it: this machine, or the bearer of the token.
    "GET /metrics": Rule.OPEN,
    "GET /sign-in": Rule.OPEN,
    "POST /sign-in": Rule.OPEN,
    "GET /sign-in/oidc": Rule.OPEN,
    "GET /sign-in/oidc/callback": Rule.OPEN,
    "GET /sign-in/oidc/left": Rule.OPEN,
    "POST /sign-out": Rule.HOLDER,
    "GET /password": Rule.HOLDER,
    "POST /password": Rule.HOLDER,
    "GET /account": Rule.SIGNED_IN,
    "POST /account/end-sessions": Rule.SIGNED_IN,
    "GET /accounts": Rule.ADMINISTRATOR,
    "GET /accounts/new": Rule.ADMINISTRATOR,
    "POST /accounts/new": Rule.ADMINISTRATOR,
    "GET /accounts/<int:account_id>": Rule.ADMINISTRATOR,
    "POST /accounts/<int:account_id>/change": Rule.ADMINISTRATOR,
    "POST /accounts/<int:account_id>/lock": Rule.ADMINISTRATOR,
    "POST /accounts/<int:account_id>/unlock": Rule.ADMINISTRATOR,
    "POST /accounts/<int:account_id>/reset": Rule.ADMINISTRATOR,
    "POST /accounts/<int:account_id>/end-sessions": Rule.ADMINISTRATOR,
    # The choice of the viewer is there in demo mode alone and says so itself.
    "POST /demo/viewer": Rule.SIGNED_IN,
    # Pages; who may see which, each page says (``callbacks.page.Page.readers``).
    "GET /": Rule.SIGNED_IN,
    "GET /<path:path>": Rule.SIGNED_IN,
    "GET /_dash-layout": Rule.SIGNED_IN,
    "GET /_dash-dependencies": Rule.SIGNED_IN,
    "POST /_dash-update-component": Rule.SIGNED_IN,
    # Files of records and their sheets: rights and scope are those of the record.
    "POST /files/<kind>/<int:record_id>": Rule.SIGNED_IN,
    "POST /files/<int:file_id>/end": Rule.SIGNED_IN,
    "GET /files/<int:file_id>": Rule.SIGNED_IN,
    "GET /sheets/<kind>/template.xlsx": Rule.SIGNED_IN,
    "GET /sheets/<kind>.<any(xlsx, csv):form>": Rule.SIGNED_IN,
    "POST /sheets/<kind>": Rule.SIGNED_IN,
    # Who did what, without results.
    "GET /audit": Rule.AUDITOR,
    "GET /audit.<any(xlsx, csv):form>": Rule.AUDITOR,
    # Briefings: the queries of the pages, asked as whoever asks for the file.
    "GET /briefing/city.<form>": Rule.SIGNED_IN,
    "GET /briefing/district/<code>.<form>": Rule.SIGNED_IN,
    "GET /briefing/school/<int:number>.<form>": Rule.SIGNED_IN,
    # The tables of the same briefings, one by one.
    "GET /table/city/<table>.<any(xlsx, csv):form>": Rule.SIGNED_IN,
    "GET /table/district/<code>/<table>.<any(xlsx, csv):form>": Rule.SIGNED_IN,
    "GET /table/school/<int:number>/<table>.<any(xlsx, csv):form>": Rule.SIGNED_IN,
    # What the page sends comes back as a workbook: nothing is read for it.
    "POST /table/page.xlsx": Rule.SIGNED_IN,
    # The signed word of the link says in whose scope; without it nothing is shown.
    "GET /embed/city/<figure>": Rule.OPEN,
    "GET /embed/district/<code>/<figure>": Rule.OPEN,
    "GET /embed/school/<int:number>/<figure>": Rule.OPEN,
    # Data are brought in and published by the analyst alone (the page itself КО may read).
    "POST /data/files": Rule.ANALYST,
    "POST /data/files/<upload_id>/choose": Rule.ANALYST,
    "POST /data/files/<upload_id>/drop": Rule.ANALYST,
    "GET /data/kept/<sha256>": Rule.ANALYST,
    "GET /data/state": Rule.ANALYST,
    "POST /data/import": Rule.ANALYST,
    "POST /data/preview": Rule.ANALYST,
    "POST /data/publish": Rule.ANALYST,
    "POST /data/undo": Rule.ANALYST,
    "POST /data/batches/<int:batch_id>/withdraw": Rule.ANALYST,
    "POST /data/mappings/<int:mapping_id>/forget": Rule.ANALYST,
    "POST /data/held/<int:row_id>/take": Rule.ANALYST,
    "POST /data/held/take-proposed": Rule.ANALYST,
    "POST /data/held/<int:row_id>/correct": Rule.ANALYST,
    "POST /data/held/<int:row_id>/leave": Rule.ANALYST,
}
"""Rules of routes by method and address as it is registered; HEAD goes with GET."""

CALLBACKS: Mapping[str, Rule] = {
    "_pages_content": Rule.SIGNED_IN,
    "partnership-state": Rule.SIGNED_IN,
    "road-map-copy-result": Rule.SIGNED_IN,
    '{"name":["ALL"],"type":"record-problem"}': Rule.SIGNED_IN,
    "simulator-finding": Rule.SIGNED_IN,
    "simulator-districts": Rule.SIGNED_IN,
    "school-watch": Rule.SIGNED_IN,
}
"""Rules of the callbacks that the server answers, by the component of their first output."""


def first_output(output: str) -> str:
    """The component of the first output in Dash's name of a callback («..city.data...map.figure..»)."""
    return output.removeprefix("..").split("...")[0].removesuffix("..").rsplit(".", 1)[0]
