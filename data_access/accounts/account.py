"""An account as the application reads it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from data_access.schema import account
from data_access.viewer import Role, Viewer
from monitoring.organisations import Organisation


class AccountError(Exception):
    """The account cannot be made or changed so; the text says in Russian what to mend."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account. ``viewer`` is what its holder may see; ``title`` the post; moments are in UTC."""

    id: int
    name: str
    title: str
    viewer: Viewer
    must_change: bool
    locked_at: datetime | None
    lock_reason: str | None
    not_before: datetime | None
    has_password: bool
    issuer: str | None
    created_at: datetime
    signed_in_at: datetime | None


def moment(value: datetime | None) -> datetime | None:
    """The moment in UTC: SQLite gives it back without its zone."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def of_row(row: RowMapping | Any) -> Account:
    """The account in a row of the table."""
    created = moment(row["created_at"])
    assert created
    return Account(
        id=row["id"],
        name=row["name"],
        title=row["title"],
        viewer=Viewer(
            Role(row["role"]),
            row["district_code"],
            row["school_id"],
            Organisation(row["organisation"]) if row["organisation"] else None,
        ),
        must_change=row["must_change"],
        locked_at=moment(row["locked_at"]),
        lock_reason=row["lock_reason"],
        not_before=moment(row["not_before"]),
        has_password=row["password_hash"] is not None,
        issuer=row["issuer"],
        created_at=created,
        signed_in_at=moment(row["signed_in_at"]),
    )


def folded(name: str) -> str:
    """The name as it is kept and compared."""
    return name.strip().casefold()


def find(connection: Connection, condition: ColumnElement[bool]) -> Account | None:
    """The account that fits the condition."""
    row = connection.execute(select(account).where(condition)).mappings().one_or_none()
    return None if row is None else of_row(row)


def named(connection: Connection, name: str) -> Account:
    """The account of the name. Raises ``AccountError`` where there is none."""
    found = find(connection, account.c.name == folded(name))
    if found is None:
        raise AccountError(f"учётной записи «{name}» нет; все показывает команда account list")
    return found


def numbered(connection: Connection, number: int) -> Account | None:
    """The account of the number as it stands now; None where there is none."""
    return find(connection, account.c.id == number)


def every(connection: Connection) -> tuple[Account, ...]:
    """All accounts by name."""
    rows = connection.execute(select(account).order_by(account.c.name)).mappings()
    return tuple(of_row(row) for row in rows)
