"""Pages of sign-in: plain forms without a script, so that they work whatever else fails."""

import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, abort, redirect, request
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import headers, static_files
from dashboard.security import session
from dashboard.services import Services
from data_access.accounts import manage, passwords, sessions
from data_access.accounts import sign_in as accounts
from data_access.accounts.account import Account
from layouts.texts import sign_in as words
from layouts.texts.actors import actor

NO_STORE = {"Cache-Control": "no-store"}

log = logging.getLogger(__name__)

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def register(server: Flask, services: Services) -> None:
    """Adds ``/sign-in``, ``/sign-out``, ``/password``, ``/account``; in demo mode there is nothing to sign in to."""

    @server.get("/sign-in")
    def ask() -> Response:
        if demo(services):
            return redirect("/", code=303)  # type: ignore[return-value]
        return form(services, then=own_path(request.args.get("next")))

    @server.post("/sign-in")
    def enter() -> Response:
        if demo(services):
            abort(404)
        name, then = request.form.get("name", ""), own_path(request.form.get("next"))
        done = accounts.attempt(services.engine, name, request.form.get("password", ""), session.now())
        if isinstance(done, accounts.Refused):
            log.warning("вход отклонён: %s", request.remote_addr)
            return form(services, status=401, then=then, name=name[:64], problem=words.refused(done.wait))
        session.begin(done.token)
        return redirect("/password" if done.account.must_change else then, code=303)  # type: ignore[return-value]

    @server.post("/sign-out")
    def leave() -> Response:
        held = session.token()
        with services.reading() as connection:
            holder = session.holder(connection, services.settings)
        if held is not None:
            with services.engine.begin() as connection:
                sessions.end(connection, held, session.now())
        session.leave()
        # Whoever came by the provider is still signed in there: on a shared machine the next one could come back.
        answer = redirect("/sign-in/oidc/left" if holder and holder.issuer else "/sign-in", code=303)
        return headers.forget(answer)  # type: ignore[arg-type]

    @server.get("/password")
    def ask_password() -> Response:
        return page("password.html", words.CHANGING, problem=None, holder=holder_of(services))

    @server.post("/password")
    def choose() -> Response:
        held, holder = session.token(), holder_of(services)
        password = request.form.get("password", "")
        if password != request.form.get("again", ""):
            problem: str | None = words.DIFFERENT
        else:
            assert held is not None
            with services.engine.begin() as connection:
                problem = manage.choose_password(
                    connection, holder, request.form.get("former", ""), password, session.now(), token=held
                )
        if problem:
            return page("password.html", words.CHANGING, status=400, problem=problem, holder=holder)
        return redirect("/account?done=password", code=303)  # type: ignore[return-value]

    @server.get("/account")
    def own() -> Response:
        holder = holder_of(services)
        with services.reading() as connection:
            open_now = sessions.opened(connection, holder.id, session.now(), session.longest(services.settings))
        done = words.DONE.get(request.args.get("done", ""))
        return page("account.html", words.ACCOUNT, done=done, sessions=words.open_sessions(open_now), holder=holder)

    @server.post("/account/end-sessions")
    def end_everywhere() -> Response:
        holder = holder_of(services)
        with services.engine.begin() as connection:
            sessions.end_all(connection, holder.id, session.now(), "everywhere", but=session.token())
        return redirect("/account?done=sessions", code=303)  # type: ignore[return-value]


def form(
    services: Services, *, status: int = 200, then: str = "/", name: str = "", problem: str | None = None
) -> Response:
    """The page of sign-in, with the way through the provider where there is one."""
    chosen = services.settings
    provider = words.BY_PROVIDER.format(label=chosen.oidc_label) if chosen.oidc_issuer else None
    return page(
        "sign-in.html", words.TITLE, status=status, next=then, name=name, problem=problem, provider=provider,
        provider_path=f"/sign-in/oidc?{urlencode({'next': then})}",
    )  # fmt: skip


def page(template: str, title: str, *, status: int = 200, **values: Any) -> Response:
    """A page of ours outside Dash, from its template."""
    values |= {"title": title, "words": words, "bootstrap": static_files.bootstrap_address(), "actor": actor}
    values["policy"] = {"shortest": passwords.SHORTEST}
    html = _templates.get_template(template).render(values)
    return Response(html, status=status, mimetype="text/html", headers=NO_STORE)


def own_path(wanted: str | None) -> str:
    """The address within this site to go on to; the city's page for anything else."""
    parts = urlsplit(wanted or "")
    inside = not parts.scheme and not parts.netloc and parts.path.startswith("/") and "\\" not in (wanted or "")
    if not inside or parts.path.startswith(("//", "/sign-in", "/_dash")):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def holder_of(services: Services) -> Account:
    """Whose session asks; in demo mode, which has no accounts, the address is not there."""
    with services.reading() as connection:
        found = session.holder(connection, services.settings)
    if found is None:  # demo mode: the gate admits its viewers, who have no account
        abort(404)
    return found


def demo(services: Services) -> bool:
    """Whether viewers are chosen now: there is nothing to sign in to."""
    with services.reading() as connection:
        return services.demo(connection, services.publication(connection))
