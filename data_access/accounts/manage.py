"""What an administrator does with accounts. Whatever changes what an account may see ends its sessions at once."""

import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from data_access.accounts import passwords, sessions
from data_access.accounts.account import Account, AccountError, find, folded, named
from data_access.schema import account, school
from data_access.viewer import Role, Viewer
from monitoring.districts import by_code
from monitoring.organisations import Organisation

NAME = re.compile(r"[\w.@-]{3,64}")
ONE_TIME_LASTS = timedelta(days=7)
LONGEST_TITLE = 200


def add(connection: Connection, name: str, title: str, viewer: Viewer, now: datetime) -> str:
    """Makes an account; returns its one-time password. Raises ``AccountError``."""
    password = passwords.one_time()
    _insert(connection, name, title, viewer, now, password_hash=passwords.hashed(password), must_change=True,
            one_time_until=now + ONE_TIME_LASTS)  # fmt: skip
    return password


def add_of_provider(
    connection: Connection, name: str, title: str, viewer: Viewer, now: datetime, *, issuer: str, subject: str
) -> Account:
    """Makes an account without a password, for whom the provider vouches. Raises ``AccountError``."""
    _insert(connection, name, title, viewer, now, issuer=issuer, subject=subject)
    return named(connection, name)


def change_role(connection: Connection, name: str, viewer: Viewer, now: datetime, title: str | None = None) -> Account:
    """Gives the account another role, district, school or organisation and ends its sessions."""
    known = named(connection, name)
    _change(connection, known, now, **_scope(viewer), **({"title": checked_title(title)} if title else {}))
    sessions.end_all(connection, known.id, now, "role")
    return named(connection, name)


def lock(connection: Connection, name: str, reason: str, now: datetime) -> None:
    """Nobody signs in under the account any more; its sessions end."""
    known = named(connection, name)
    if not reason.strip():
        raise AccountError("укажите причину")
    _change(connection, known, now, locked_at=now, lock_reason=reason.strip()[:LONGEST_TITLE])
    sessions.end_all(connection, known.id, now, "locked")


def unlock(connection: Connection, name: str, now: datetime) -> None:
    """The account may sign in again, at once: the delay after wrong passwords is forgotten."""
    known = named(connection, name)
    _change(connection, known, now, locked_at=None, lock_reason=None, failures=0, not_before=None)


def reset(connection: Connection, name: str, now: datetime) -> str:
    """A new one-time password, which is returned; sessions end, delays are forgotten."""
    known = named(connection, name)
    if known.issuer is not None:
        raise AccountError(f"за «{known.name}» ручается поставщик: пароль меняют у него")
    password = passwords.one_time()
    _change(
        connection, known, now, password_hash=passwords.hashed(password), must_change=True,
        one_time_until=now + ONE_TIME_LASTS, failures=0, not_before=None,
    )  # fmt: skip
    sessions.end_all(connection, known.id, now, "password")
    return password


def choose_password(
    connection: Connection, known: Account, former: str, password: str, now: datetime, *, token: str
) -> str | None:
    """Sets a password of the holder's own; returns what is wrong, None where it is set. Other sessions end.

    What happened while the passwords were looked at (a reset, a lock, an end of the session ``token``) stands.
    """
    kept = connection.scalar(select(account.c.password_hash).where(account.c.id == known.id))
    if not passwords.fits(former, kept):
        return "Прежний пароль неверен."
    wrong = passwords.problem(password, name=known.name, former=kept)
    if wrong:
        return wrong
    chosen = {"password_hash": passwords.hashed(password), "must_change": False, "one_time_until": None}
    done = connection.execute(
        update(account)
        .where(
            account.c.id == known.id,
            account.c.password_hash == kept,
            account.c.locked_at.is_(None),
            sessions.is_open(known.id, token),
        )
        .values(changed_at=now, **chosen)
    )
    if not done.rowcount:
        return "Пароль не изменён: тем временем его сбросили, закрыли запись или завершили сеанс. Войдите снова."
    sessions.end_all(connection, known.id, now, "password", but=token)
    return None


def viewer_for(
    connection: Connection, role: str, district: str | None, school_id: int | None, organisation: str | None
) -> Viewer:
    """The viewer of these words of a command, a form or a claim. Raises ``AccountError`` in Russian."""
    if role not in set(Role):
        raise AccountError(f"роли «{role}» нет; есть: {', '.join(Role)}")
    if district is not None and district not in by_code():
        raise AccountError(f"района «{district}» нет; есть: {', '.join(by_code())}")
    if Role(role) is Role.SCHOOL:
        if school_id is None:
            raise AccountError("для роли school нужен номер школы в системе (из адреса её страницы)")
        own = connection.scalar(select(school.c.district_code).where(school.c.id == school_id))
        if own is None:
            raise AccountError(f"школы {school_id} нет")
        if district not in {None, own}:
            raise AccountError(f"школа {school_id} не этого района")
        district = own
    try:
        return Viewer(Role(role), district, school_id, Organisation(organisation) if organisation else None)
    except ValueError:
        raise AccountError(
            "роль, район, школа и организация не подходят друг к другу: район нужен роли district, школа — роли "
            f"school, остальным ни то, ни другое; организации: {', '.join(Organisation)}"
        ) from None


def checked_title(title: str) -> str:
    """The title as it is kept. Raises ``AccountError``."""
    title = " ".join(title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise AccountError("укажите должность и организацию, до 200 знаков")
    return title


def _insert(connection: Connection, name: str, title: str, viewer: Viewer, now: datetime, **values: Any) -> None:
    if not NAME.fullmatch(name.strip()):
        raise AccountError(f"имя «{name}» не годится: от 3 до 64 букв, цифр и знаков . _ - @")
    if find(connection, account.c.name == folded(name)) is not None:
        raise AccountError(f"учётная запись «{folded(name)}» уже есть")
    fresh = {"must_change": False, "failures": 0, "created_at": now, "changed_at": now}
    connection.execute(
        account.insert().values(name=folded(name), title=checked_title(title), **(fresh | _scope(viewer) | values))
    )


def _change(connection: Connection, known: Account, now: datetime, **values: Any) -> None:
    connection.execute(update(account).where(account.c.id == known.id).values(changed_at=now, **values))


def _scope(viewer: Viewer) -> dict[str, Any]:
    return {
        "role": viewer.role.value,
        "district_code": viewer.district,
        "school_id": viewer.school_id,
        "organisation": None if viewer.organisation is None else viewer.organisation.value,
    }
