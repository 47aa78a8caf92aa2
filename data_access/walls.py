"""Who is reading, told to PostgreSQL: its row-level security repeats the scope of ``data_access.scope``.

The policies (migration 0013) ask settings of the transaction for the viewer. ``declare`` fixes them for one connection,
in every transaction that it begins; a connection that declared nothing reads no row of a walled table. The settings
end with each transaction, so the next user of a pooled connection finds none. On SQLite all of this does nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event, text

from data_access.viewer import Role, Viewer

_OPTION = "traektoria_wall"
_TELL = (
    "select set_config('traektoria.scope', %(scope)s, true), set_config('traektoria.district', %(district)s, true), "
    "set_config('traektoria.school', %(school)s, true), set_config('traektoria.viewer', %(viewer)s, true)"
)
_BYPASSES = text("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")


@dataclass(frozen=True, slots=True)
class _Wall:
    """What the policies are told. ``scope``: all, district, school, operator, none, system; «» of nobody."""

    scope: str = ""
    district: str = ""
    school: str = ""
    viewer: str = ""


_NOBODY = _Wall()
_SYSTEM = _Wall("system")
_SCOPES = {
    Role.COMMITTEE: "all",
    Role.ANALYST: "all",
    Role.DISTRICT: "district",
    Role.SCHOOL: "school",
    Role.OPERATOR: "operator",
    Role.ADMINISTRATOR: "none",
}


def guard(engine: Engine) -> None:
    """Makes each transaction of the engine begin with what its connection has declared."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        declared = _of(connection)
        if declared != _NOBODY:
            connection.exec_driver_sql(_TELL, asdict(declared))


def declare(connection: Connection, viewer: Viewer) -> None:
    """From now on the connection reads and writes what the viewer may."""
    school = "" if viewer.school_id is None else str(viewer.school_id)
    _fix(connection, _Wall(_SCOPES[viewer.role], viewer.district or "", school, viewer.code))


def declare_system(connection: Connection) -> None:
    """From now on the connection reads and writes everything: imports, publication, commands, the audit."""
    _fix(connection, _SYSTEM)


@contextmanager
def looking_beyond(connection: Connection) -> Iterator[None]:
    """Within the block the connection reads beyond the scope that it declared.

    For what the table of access opens although the rows behind it are closed (a count of a district, a choice made for
    the whole city), and for telling «closed» from «missing». Only what may be told leaves the block; every use says
    why it is needed and is named in ``tests/data/test_walls.py``.
    """
    before = _of(connection)
    _tell(connection, replace(_SYSTEM, viewer=before.viewer))
    try:
        yield
    finally:
        _tell(connection, before)


def bypassed(connection: Connection) -> bool:
    """Whether the database lets the connection's role past the walls: a superuser, or a role with BYPASSRLS."""
    return connection.dialect.name == "postgresql" and bool(connection.scalar(_BYPASSES))


def _of(connection: Connection) -> _Wall:
    declared: _Wall = connection.get_execution_options().get(_OPTION, _NOBODY)
    return declared


def _fix(connection: Connection, wall: _Wall) -> None:
    if connection.in_nested_transaction() and wall != _of(connection):
        # Rolled back to its savepoint, the database would return to the former settings and we should not know.
        # (A look beyond ends as it began, so it may be taken anywhere.)
        raise RuntimeError("a viewer is declared outside savepoints")
    _tell(connection, wall)


def _tell(connection: Connection, wall: _Wall) -> None:
    if connection.dialect.name != "postgresql" or wall == _of(connection):
        return
    connection.execution_options(**{_OPTION: wall})
    if connection.in_transaction() and _answers(connection):
        connection.exec_driver_sql(_TELL, asdict(wall))


def _answers(connection: Connection) -> bool:
    """Whether the transaction still takes statements; one that failed tells its settings when it begins anew."""
    driver = None if connection.invalidated else connection.connection.driver_connection
    return driver is not None and driver.info.transaction_status in {TransactionStatus.IDLE, TransactionStatus.INTRANS}
