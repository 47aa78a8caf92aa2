"""Sessions: the browser holds a random token (in a signed cookie), the database its digest, so that a session can be
ended here at once and a stolen database opens none."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, select, update

from data_access.accounts.account import Account, of_row
from data_access.schema import account, account_session

TOKEN_BYTES = 32
SWEPT_AFTER = timedelta(days=30)


def open_session(connection: Connection, account_id: int, now: datetime) -> str:
    """A new session of the account; returns its token, which is kept nowhere else."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(delete(account_session).where(account_session.c.opened_at < now - SWEPT_AFTER))
    connection.execute(
        account_session.insert().values(token_sha256=_digest(token), account_id=account_id, opened_at=now)
    )
    return token


def account_of(connection: Connection, token: str, now: datetime, longest: timedelta) -> Account | None:
    """Whose session it is, as the account stands now; None where it ended, is older than ``longest``, or never was."""
    row = (
        connection.execute(
            select(account)
            .join(account_session, account_session.c.account_id == account.c.id)
            .where(
                account_session.c.token_sha256 == _digest(token),
                account_session.c.ended_at.is_(None),
                account_session.c.opened_at > now - longest,
                account.c.locked_at.is_(None),
            )
        )
        .mappings()
        .one_or_none()
    )
    return None if row is None else of_row(row)


def is_open(account_id: int, token: str) -> ColumnElement[bool]:
    """Condition that the session of the token is the account's and was not ended."""
    return exists().where(
        account_session.c.token_sha256 == _digest(token),
        account_session.c.account_id == account_id,
        account_session.c.ended_at.is_(None),
    )


def end(connection: Connection, token: str, now: datetime) -> None:
    """Ends one session."""
    _end(connection, account_session.c.token_sha256 == _digest(token), now, "left")


def end_all(connection: Connection, account_id: int, now: datetime, reason: str, *, but: str | None = None) -> int:
    """Ends every session of the account (but the one of the token) and says how many there were."""
    condition = account_session.c.account_id == account_id
    if but is not None:
        condition &= account_session.c.token_sha256 != _digest(but)
    return _end(connection, condition, now, reason)


def opened(connection: Connection, account_id: int, now: datetime, longest: timedelta) -> int:
    """How many sessions of the account stand open."""
    rows = connection.scalars(
        select(account_session.c.token_sha256).where(
            account_session.c.account_id == account_id,
            account_session.c.ended_at.is_(None),
            account_session.c.opened_at > now - longest,
        )
    )
    return len(rows.all())


def _end(connection: Connection, condition: object, now: datetime, reason: str) -> int:
    done = connection.execute(
        update(account_session)
        .where(condition, account_session.c.ended_at.is_(None))  # type: ignore[arg-type]
        .values(ended_at=now, end_reason=reason)
    )
    return done.rowcount


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
