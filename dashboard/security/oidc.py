"""Sign-in through the provider of accounts (OpenID Connect): there by a link, back by an address that checks all."""

import logging

from flask import Flask, Response, abort, redirect, request

from dashboard.security import claims, provider, session
from dashboard.security.provider import Declined, Provider, Silent, Untrusted
from dashboard.security.sign_in import demo, form, own_path, page
from dashboard.services import Services
from data_access.accounts import of_provider
from data_access.accounts.account import AccountError
from layouts.texts import sign_in as words

CALLBACK = "sign-in/oidc/callback"

log = logging.getLogger(__name__)


def register(server: Flask, services: Services) -> None:
    """Adds ``/sign-in/oidc`` and what belongs to it; without a provider in the settings the addresses do not exist.

    Raises ``SettingsError`` where the owner's mapping of claims does not do.
    """
    known = provider.of(server, services.settings)
    path = services.settings.oidc_mapping
    mapping = claims.load(path) if known and path else None

    @server.get("/sign-in/oidc")
    def lead_away() -> Response:
        asked = _asked(services, known)
        then = own_path(request.args.get("next"))
        try:
            address = asked.start(f"{request.url_root}{CALLBACK}", then)
        except Silent as silent:
            return _silent(services, silent, then)
        return redirect(address, code=303)  # type: ignore[return-value]

    @server.get(f"/{CALLBACK}")
    def come_back() -> Response:
        asked = _asked(services, known)
        assert mapping is not None
        try:
            said, then = asked.finish(mapping.claims.all)
        except Silent as silent:
            return _silent(services, silent, "/")
        except Declined as declined:
            log.warning("вход через поставщика: отказ поставщика %s", declined)
            return form(services, status=403, problem=words.PROVIDER_DECLINED)
        except Untrusted as untrusted:
            log.warning("вход через поставщика: ответ отклонён: %s", untrusted)
            return form(services, status=400, problem=words.PROVIDER_UNTRUSTED)
        return _enter(services, mapping, asked.issuer, said, then)

    @server.get("/sign-in/oidc/left")
    def leave_there() -> Response:
        asked = _asked(services, known)
        try:
            address = asked.farewell(f"{request.url_root}sign-in")
        except Silent as silent:
            log.warning("выход у поставщика: %s", silent)
            address = None
        if address is None:
            return redirect("/sign-in", code=303)  # type: ignore[return-value]
        # A page, not a redirect: the way out began with a form, and forms lead nowhere but to this host.
        return page("left.html", words.LEFT, farewell=address)


def _enter(services: Services, mapping: claims.ClaimMapping, issuer: str, said: claims.Claims, then: str) -> Response:
    subject = str(said["sub"])
    name = of_provider.name_of(issuer, subject)
    with services.writing() as connection:
        try:
            granted = mapping.granted(connection, said)
            done = of_provider.enter(
                connection, issuer, subject, granted.viewer, granted.title, session.now()
            )  # fmt: skip
        except (claims.NoRole, AccountError) as refused:
            log.warning("вход через поставщика: «%s» отклонена: %s", name, refused)
            of_provider.refuse(connection, issuer, subject, session.now())
            return form(services, status=403, problem=words.NO_ROLE.format(name=name))
    if done is None:
        log.warning("вход через поставщика: «%s» закрыта", name)
        return form(services, status=403, problem=words.LOCKED.format(name=name))
    session.begin(done.token)
    return redirect(then, code=303)  # type: ignore[return-value]


def _asked(services: Services, known: Provider | None) -> Provider:
    if known is None or demo(services):
        abort(404)
    return known


def _silent(services: Services, silent: Silent, then: str) -> Response:
    log.warning("поставщик учётных записей не отвечает: %s", silent)
    return form(services, status=503, then=then, problem=words.PROVIDER_SILENT)
