"""The session of a request: a token in the signed cookie, everything else in the database.

The cookie also says when the session was last used. It is signed, so the idle time needs no write a request, which
would have readers wait for whoever publishes.
"""

import time
from datetime import datetime, timedelta

from flask import g, has_request_context, session
from sqlalchemy import Connection

from dashboard.settings import Settings
from data_access import clock
from data_access.accounts import sessions
from data_access.accounts.account import Account

TOKEN, SEEN = "token", "seen"
REFRESHED_AFTER = 60
"""Seconds after which the cookie is written anew."""


def now() -> datetime:
    """The present moment."""
    return clock.now()


def begin(token: str) -> None:
    """Puts the new session into the cookie; whatever an earlier one held is dropped (session fixation)."""
    session.clear()
    session[TOKEN], session[SEEN] = token, int(time.time())
    _forget()


def leave() -> None:
    """Empties the cookie."""
    session.clear()
    _forget()


def token() -> str | None:
    """The token in the cookie; None where there is none or where it was not used for too long."""
    found = session.get(TOKEN) if has_request_context() else None
    return found if isinstance(found, str) else None


def holder(connection: Connection, settings: Settings) -> Account | None:
    """Who has signed in, read once a request; None where nobody has, or where the session has ended."""
    if not has_request_context():
        return None
    if "account" not in g:
        g.account = _holder(connection, settings)
    found: Account | None = g.account
    return found


def known() -> Account | None:
    """Who was found to have signed in, None before and without that."""
    found: Account | None = g.get("account") if has_request_context() else None
    return found


def stands(connection: Connection, settings: Settings) -> bool:
    """Whether who was found to have signed in still is, and may see and do the same; read anew."""
    before, present = known(), _holder(connection, settings)
    if before is None or present is None:
        return False
    return (before.id, before.viewer, before.must_change) == (present.id, present.viewer, present.must_change)


def _holder(connection: Connection, settings: Settings) -> Account | None:
    held = token()
    if held is None:
        return None
    idle = time.time() - _number(session.get(SEEN))
    if idle > settings.session_idle_minutes * 60:
        return None
    if idle > REFRESHED_AFTER or idle < 0:  # a clock set back must not lengthen the session
        session[SEEN] = int(time.time())
    return sessions.account_of(connection, held, now(), longest(settings))


def longest(settings: Settings) -> timedelta:
    """How long a session lasts, used or not."""
    return timedelta(hours=settings.session_hours)


def _number(value: object) -> float:
    return value if isinstance(value, int) else 0.0


def _forget() -> None:
    g.pop("account", None)
