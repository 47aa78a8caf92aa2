"""Sign-in of those for whom a provider vouches: found by issuer and subject, never by a name or an address."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from data_access.accounts import manage, sessions
from data_access.accounts.account import Account, find, of_row
from data_access.accounts.sign_in import SignedIn
from data_access.schema import account, school
from data_access.viewer import Viewer

LONGEST_ID = 9


def name_of(issuer: str, subject: str) -> str:
    """The name of such an account: stable, and it tells nothing of the person."""
    digest = hashlib.sha256("\n".join((issuer, subject)).encode()).hexdigest()
    return f"oidc-{digest[:16]}"


def enter(
    connection: Connection, issuer: str, subject: str, viewer: Viewer, title: str, now: datetime
) -> SignedIn | None:
    """Signs in, in the one writer's transaction; None where the account is locked. Raises ``AccountError``.

    Makes the account at the first sign-in. Where the provider now says something else of what its holder may see,
    the account is changed and its other sessions end.
    """
    known = _of(connection, issuer, subject)
    if known is None:
        name = name_of(issuer, subject)
        known = manage.add_of_provider(connection, name, title, viewer, now, issuer=issuer, subject=subject)
    elif known.locked_at is not None:
        return None
    elif known.viewer != viewer:
        manage.change_role(connection, known.name, viewer, now, title)
    row = connection.execute(
        update(account).where(account.c.id == known.id).values(title=title, signed_in_at=now).returning(account)
    )
    return SignedIn(of_row(row.mappings().one()), sessions.open_session(connection, known.id, now))


def refuse(connection: Connection, issuer: str, subject: str, now: datetime) -> None:
    """Ends the sessions of somebody whom the provider gives no role any more."""
    known = _of(connection, issuer, subject)
    if known is not None:
        sessions.end_all(connection, known.id, now, "role")


def schools_by(connection: Connection, key: str, values: Sequence[str]) -> list[int]:
    """Numbers of the schools whose column ``key`` («ogrn», «login», «id») holds one of the values."""
    numbers = (int(value) for value in values if value.isdecimal() and len(value) <= LONGEST_ID)
    wanted: list[Any] = list(numbers if key == "id" else values)
    return list(connection.scalars(select(school.c.id).where(school.c[key].in_(wanted))))


def _of(connection: Connection, issuer: str, subject: str) -> Account | None:
    return find(connection, (account.c.issuer == issuer) & (account.c.subject == subject))
