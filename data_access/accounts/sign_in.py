"""Sign-in by name and password: one slow check an attempt, delays that double, the same words for every failure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select, update

from data_access.accounts import passwords, sessions
from data_access.accounts.account import Account, folded, moment, of_row
from data_access.schema import account

FREE_FAILURES = 4
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account and the token of its new session."""

    account: Account
    token: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Not signed in. ``wait`` is how long no attempt counts; a name that is not there is refused in the same way."""

    wait: timedelta | None = None


def attempt(engine: Engine, name: str, password: str, now: datetime) -> SignedIn | Refused:
    """Signs in. The attempt is counted before the password is looked at, so that guesses side by side all count."""
    name = folded(name)
    with engine.begin() as connection:
        counted = connection.execute(
            update(account)
            .where(
                account.c.name == name,
                account.c.locked_at.is_(None),
                or_(account.c.not_before.is_(None), account.c.not_before <= now),
            )
            .values(failures=account.c.failures + 1)
            .returning(account)
        )
        row = counted.mappings().one_or_none()
        if row is not None and row["failures"] > FREE_FAILURES:
            connection.execute(
                update(account).where(account.c.id == row["id"]).values(not_before=now + delay(row["failures"]))
            )
        waiting = None if row is not None else _waiting(connection.execute(_held(name)).scalar(), now)
    kept = None if row is None else row["password_hash"]
    if not passwords.fits(password, kept):
        return Refused(waiting)
    assert row is not None
    assert kept is not None
    one_time_until = moment(row["one_time_until"])
    if row["must_change"] and one_time_until is not None and one_time_until < now:
        return Refused()
    changed = {"password_hash": passwords.hashed(password)} if passwords.outdated(kept) else {}
    with engine.begin() as connection:
        # The account may have been locked or given another password meanwhile.
        connected = connection.execute(
            update(account)
            .where(account.c.id == row["id"], account.c.locked_at.is_(None), account.c.password_hash == kept)
            .values(failures=0, not_before=None, signed_in_at=now, **changed)
            .returning(account)
        )
        present = connected.mappings().one_or_none()
        if present is None:
            return Refused()
        return SignedIn(of_row(present), sessions.open_session(connection, row["id"], now))


def delay(failures: int) -> timedelta:
    """How long no attempt counts after so many failures in a row: 1 minute after the fifth, then doubled to an hour."""
    if failures <= FREE_FAILURES:
        return timedelta()
    return min(FIRST_DELAY * 2 ** min(failures - FREE_FAILURES - 1, 10), LONGEST_DELAY)


def _held(name: str):  # type: ignore[no-untyped-def]
    return select(account.c.not_before).where(account.c.name == name, account.c.locked_at.is_(None))


def _waiting(until: datetime | None, now: datetime) -> timedelta | None:
    until = moment(until)
    return until - now if until is not None and until > now else None
