"""The administrator's pages of accounts: plain forms without a script, each checked on the server again."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask, Response, abort, redirect, request
from sqlalchemy import Connection

from dashboard.security import session
from dashboard.security.sign_in import demo, holder_of, page
from dashboard.services import Services
from data_access.accounts import administering, manage
from data_access.accounts.account import Account, AccountError
from data_access.accounts.administering import Kept
from data_access.viewer import NotFound, Role, Viewer
from layouts.texts import accounts as words
from layouts.texts import grammar as g
from layouts.texts import shell
from layouts.texts.actors import actor
from monitoring.districts import DISTRICTS
from monitoring.organisations import USUAL

LONGEST_NUMBER = 9

log = logging.getLogger(__name__)


def register(server: Flask, services: Services) -> None:
    """Adds ``/accounts`` and its forms. In demo mode the page says that there are no accounts, and no form works."""

    @server.get("/accounts")
    def show_accounts() -> Response:
        if demo(services):
            return page("accounts-in-demo.html", words.NONE, own=words)
        with services.reading() as connection:
            found = administering.kept(connection, session.now(), session.longest(services.settings))
        chosen = {name: request.args.get(name, "").strip() for name in ("search", "state", "kind")}
        fitting = [each for each in found if _fits(each, chosen)]
        hours = words.SESSIONS_NOTE.format(hours=words.hours(services.settings.session_hours))
        return _page(
            services, "accounts.html", words.TITLE, rows=list(map(_row, fitting)), chosen=chosen,
            shown=words.shown(len(fitting), len(found)), note=hours,
        )  # fmt: skip

    @server.get("/accounts/new")
    def ask_account() -> Response:
        return _new(services, {})

    @server.post("/accounts/new")
    def add_account() -> Response:
        administrator, form = holder_of(services), request.form
        name = form.get("name", "").strip()
        try:
            with services.writing() as connection:
                viewer = _viewer(connection)
                password = manage.add(connection, name, form.get("title", ""), viewer, session.now())
        except AccountError as wrong:
            return _new(services, form.to_dict(), problem=words.sentence(str(wrong)), status=400)
        _log(administrator, name, f"заведена, видит как {viewer.code}")
        return _once(services, name.casefold(), password)

    @server.get("/accounts/<int:account_id>")
    def show_account(account_id: int) -> Response:
        return _one(services, account_id)

    @server.post("/accounts/<int:account_id>/change")
    def change_account(account_id: int) -> Response:
        def do(connection: Connection, administrator: Account, now: datetime) -> Account:
            viewer = _viewer(connection)
            title = request.form.get("title", "")
            return administering.change(connection, administrator, account_id, viewer, title, now)

        return _done(services, account_id, "change", do)

    @server.post("/accounts/<int:account_id>/lock")
    def lock_account(account_id: int) -> Response:
        reason = request.form.get("reason", "")
        return _done(
            services, account_id, "lock",
            lambda connection, who, now: administering.lock(connection, who, account_id, reason, now),
        )  # fmt: skip

    @server.post("/accounts/<int:account_id>/unlock")
    def unlock_account(account_id: int) -> Response:
        return _done(
            services, account_id, "unlock",
            lambda connection, _who, now: administering.unlock(connection, account_id, now),
        )  # fmt: skip

    @server.post("/accounts/<int:account_id>/end-sessions")
    def end_account_sessions(account_id: int) -> Response:
        token = session.token()
        return _done(
            services, account_id, "sessions",
            lambda connection, who, now: administering.end_sessions(connection, who, account_id, now, token=token),
        )  # fmt: skip

    @server.post("/accounts/<int:account_id>/reset")
    def reset_account(account_id: int) -> Response:
        administrator = holder_of(services)
        try:
            with services.writing() as connection:
                known, password = administering.reset(connection, administrator, account_id, session.now())
        except AccountError as wrong:
            return _one(services, account_id, problem=words.sentence(str(wrong)), status=400)
        except NotFound:
            abort(404)
        _log(administrator, known.name, "новый одноразовый пароль")
        return _once(services, known.name, password)


def kind_of(viewer: Viewer) -> str:
    """Role and organisation as one value of the form: ``Viewer.code`` without district and school."""
    usual = viewer.organisation is None or viewer.organisation is USUAL[viewer.role]
    return viewer.role.value if usual else f"{viewer.role.value}:{viewer.organisation}"


def _done(
    services: Services, account_id: int, what: str, change: Callable[[Connection, Account, datetime], Account]
) -> Response:
    administrator = holder_of(services)
    try:
        with services.writing() as connection:
            changed = change(connection, administrator, session.now())
    except AccountError as wrong:
        return _one(services, account_id, problem=words.sentence(str(wrong)), status=400)
    except NotFound:
        abort(404)
    _log(administrator, changed.name, f"{words.DONE[what]} Видит как {changed.viewer.code}")
    return redirect(f"/accounts/{account_id}?done={what}", code=303)  # type: ignore[return-value]


def _log(administrator: Account, name: str, what: str) -> None:
    log.info("учётная запись «%s»: %s (администратор «%s»)", name, what, administrator.name)


def _viewer(connection: Connection) -> Viewer:
    """The viewer that the form describes; fields that do not belong to its role do not count."""
    kind = request.form.get("kind", "")
    if kind not in dict(words.KINDS):
        raise AccountError(words.WITHOUT_KIND)
    role, _, organisation = kind.partition(":")
    district = request.form.get("district", "") if role == Role.DISTRICT else ""
    number = request.form.get("school", "") if role == Role.SCHOOL else ""
    if role == Role.DISTRICT and not district:
        raise AccountError(words.WITHOUT_DISTRICT)
    if role == Role.SCHOOL and not (number.isdecimal() and len(number) <= LONGEST_NUMBER):
        raise AccountError(words.WITHOUT_SCHOOL)
    return manage.viewer_for(connection, role, district or None, int(number) if number else None, organisation or None)


def _new(services: Services, values: dict[str, str], *, problem: str | None = None, status: int = 200) -> Response:
    holder_of(services)
    return _page(
        services, "account-new.html", words.NEW, status=status, problem=problem, **_fields(services, values),
        name=values.get("name", ""),
    )  # fmt: skip


def _one(services: Services, account_id: int, *, problem: str | None = None, status: int = 200) -> Response:
    administrator = holder_of(services)
    try:
        with services.reading() as connection:
            found = administering.one(connection, account_id, session.now(), session.longest(services.settings))
    except NotFound:
        abort(404)
    known = found.account
    values = {
        "title": known.title,
        "kind": kind_of(known.viewer),
        "district": known.viewer.district or "",
        "school": str(known.viewer.school_id or ""),
    }
    if problem:
        values |= {name: request.form[name] for name in values if name in request.form}
    row = _row(found)
    facts = (row["name"], row["sees"], row["state"], row["signed_in"], words.moment(known.created_at))
    return _page(
        services, "account-of.html", known.name, status=status, problem=problem, account=known,
        facts=list(zip(words.FACTS, facts, strict=True)), sessions=g.capital(words.open_sessions(found.sessions)),
        is_own=known.id == administrator.id, of_provider=known.issuer is not None,
        done=words.DONE.get(request.args.get("done", "")), reason=request.form.get("reason", "") if problem else "",
        **_fields(services, values),
    )  # fmt: skip


def _once(services: Services, name: str, password: str) -> Response:
    return _page(
        services, "account-once.html", words.ONCE, password=password, once_lead=words.ONCE_LEAD.format(name=name)
    )


def _fields(services: Services, values: dict[str, str]) -> dict[str, Any]:
    with services.reading() as connection:
        schools = administering.schools(connection)
    by_district = [
        (district.title, [school for school in schools if school.district == district.code]) for district in DISTRICTS
    ]
    blank = {"title": "", "kind": "", "district": "", "school": ""}
    return {
        "values": blank | values,
        "districts": [(district.code, district.title) for district in DISTRICTS],
        "schools": [(title, found) for title, found in by_district if found],
    }


def _page(services: Services, template: str, title: str, *, status: int = 200, **values: Any) -> Response:
    holder_of(services)
    return page(
        template, title, status=status, own=words, shell=shell,
        **({"problem": None} | values),
    )  # fmt: skip


def _fits(kept: Kept, chosen: dict[str, str]) -> bool:
    known = kept.account
    text = " ".join((known.name, known.title, kept.school or "")).casefold()
    states = {
        "open": known.locked_at is None,
        "locked": known.locked_at is not None,
        "one-time": known.must_change,
        "provider": known.issuer is not None,
        "never": known.signed_in_at is None,
    }
    return (
        chosen["search"].casefold() in text
        and states.get(chosen["state"], True)
        and chosen["kind"] in {"", kind_of(known.viewer)}
    )


def _row(kept: Kept) -> dict[str, Any]:
    known = kept.account
    waits = known.not_before is not None and known.not_before > session.now()
    return {
        "id": known.id,
        "name": known.name,
        "title": known.title,
        "sees": kept.school or g.capital(actor(known.viewer.code)),
        "locked": known.locked_at is not None,
        "state": words.state(
            locked=known.lock_reason or "" if known.locked_at else None,
            waits_until=known.not_before if waits else None,
            provider=known.issuer is not None,
            one_time=known.must_change,
        ),
        "signed_in": words.moment(known.signed_in_at),
        "sessions": kept.sessions,
    }
