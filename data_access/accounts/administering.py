"""What an administrator does on the page of accounts: as the commands do, but never against itself or the last one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from data_access.accounts import manage, sessions
from data_access.accounts.account import Account, AccountError, every, numbered
from data_access.schema import account, account_session, school
from data_access.viewer import NotFound, Role, Viewer
from monitoring.districts import by_code
from monitoring.ordering import alphabetical


@dataclass(frozen=True, slots=True)
class Kept:
    """An account beside the number of its open sessions and the name of its school."""

    account: Account
    sessions: int
    school: str | None


@dataclass(frozen=True, slots=True)
class SchoolChoice:
    """A school to choose from: ``district`` is the code."""

    id: int
    name: str
    district: str


def kept(connection: Connection, now: datetime, longest: timedelta) -> tuple[Kept, ...]:
    """All accounts by name."""
    numbers = _open_sessions(connection, now, longest)
    found = every(connection)
    wanted = {each.viewer.school_id for each in found if each.viewer.school_id is not None}
    names = {row.id: row.name for row in connection.execute(select(school.c.id, school.c.name)) if row.id in wanted}
    return tuple(Kept(each, numbers.get(each.id, 0), names.get(each.viewer.school_id or 0)) for each in found)


def one(connection: Connection, account_id: int, now: datetime, longest: timedelta) -> Kept:
    """The account with the number. Raises ``NotFound``."""
    found = _by_id(connection, account_id)
    name = connection.scalar(select(school.c.name).where(school.c.id == found.viewer.school_id))
    return Kept(found, sessions.opened(connection, found.id, now, longest), name)


def schools(connection: Connection) -> tuple[SchoolChoice, ...]:
    """Every school, by district and name."""
    rows = connection.execute(select(school.c.id, school.c.name, school.c.district_code))
    choices = [SchoolChoice(row.id, row.name, row.district_code) for row in rows]
    order = {code: district.number for code, district in by_code().items()}
    return tuple(sorted(choices, key=lambda choice: (order.get(choice.district, 0), alphabetical(choice.name))))


def change(
    connection: Connection, administrator: Account, account_id: int, viewer: Viewer, title: str, now: datetime
) -> Account:
    """Gives the account another title and, where it differs, another role. Raises ``AccountError``, ``NotFound``.

    Sessions end with the role alone.
    """
    known = _by_id(connection, account_id)
    if viewer.role is not Role.ADMINISTRATOR and known.viewer.role is Role.ADMINISTRATOR:
        _spare(connection, administrator, known, "сменить роль")
    if known.issuer is not None:
        raise AccountError("роль и должность этой записи сообщает поставщик при каждом входе: их меняют у него")
    if viewer != known.viewer:
        return manage.change_role(connection, known.name, viewer, now, title)
    connection.execute(
        update(account).where(account.c.id == known.id).values(title=manage.checked_title(title), changed_at=now)
    )
    return _by_id(connection, account_id)


def lock(connection: Connection, administrator: Account, account_id: int, reason: str, now: datetime) -> Account:
    """Closes the account and ends its sessions. Raises ``AccountError``, ``NotFound``."""
    known = _by_id(connection, account_id)
    _spare(connection, administrator, known, "закрыть")
    manage.lock(connection, known.name, reason, now)
    return known


def unlock(connection: Connection, account_id: int, now: datetime) -> Account:
    """Opens the account again. Raises ``NotFound``."""
    known = _by_id(connection, account_id)
    manage.unlock(connection, known.name, now)
    return known


def reset(connection: Connection, administrator: Account, account_id: int, now: datetime) -> tuple[Account, str]:
    """The account and its new one-time password. Raises ``AccountError``, ``NotFound``."""
    known = _by_id(connection, account_id)
    if known.id == administrator.id:
        raise AccountError("свой пароль меняют на странице «Учётная запись»")
    return known, manage.reset(connection, known.name, now)


def end_sessions(
    connection: Connection, administrator: Account, account_id: int, now: datetime, *, token: str | None
) -> Account:
    """Ends the sessions of the account, of the administrator's own all but the present one. Raises ``NotFound``."""
    known = _by_id(connection, account_id)
    sessions.end_all(connection, known.id, now, "everywhere", but=token if known.id == administrator.id else None)
    return known


def _by_id(connection: Connection, account_id: int) -> Account:
    found = numbered(connection, account_id)
    if found is None:
        raise NotFound("учётная запись")
    return found


def _spare(connection: Connection, administrator: Account, known: Account, what: str) -> None:
    """Within the one writer's transaction: of two administrators that close each other, the second one is refused."""
    if known.viewer.role is not Role.ADMINISTRATOR:
        return
    if known.id == administrator.id:
        raise AccountError(f"{what} себе нельзя: это делает другой администратор")
    others = connection.scalar(
        select(func.count())
        .select_from(account)
        .where(account.c.role == Role.ADMINISTRATOR, account.c.locked_at.is_(None), account.c.id != known.id)
    )
    if not others:
        raise AccountError(f"{what} нельзя: это последний открытый администратор")


def _open_sessions(connection: Connection, now: datetime, longest: timedelta) -> dict[int, int]:
    table = account_session
    rows = connection.execute(
        select(table.c.account_id, func.count())
        .where(table.c.ended_at.is_(None), table.c.opened_at > now - longest)
        .group_by(table.c.account_id)
    )
    return {row[0]: row[1] for row in rows}
