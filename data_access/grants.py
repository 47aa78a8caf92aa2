"""What the role of the application needs in PostgreSQL: it owns nothing, and is granted no more than the code uses."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from data_access.schema import RECORDS, metadata

_KEPT = {*RECORDS, "record_file"}
"""Records and their files are ended, never deleted."""


class CannotGrant(Exception):
    """The role cannot serve the application; the text says in Russian what to mend."""


def statements(connection: Connection, role: str) -> tuple[str, ...]:
    """The SQL that lets the role serve, given anew it changes nothing. Raises ``CannotGrant`` for a role that is not
    there or that row-level security does not hold."""
    _require_ordinary(connection, role)
    named = connection.dialect.identifier_preparer.quote(role)
    return tuple(_statements(named))


def grant(connection: Connection, role: str) -> None:
    """Executes them, in the caller's transaction; the connection is the owner's."""
    for statement in statements(connection, role):
        connection.exec_driver_sql(statement)


def _statements(role: str) -> Iterator[str]:
    yield f"grant usage on schema public to {role}"
    yield f"grant usage, select on all sequences in schema public to {role}"
    # Rights that were given by hand before are narrowed, not only added to.
    yield f"revoke all on all tables in schema public from {role}"
    yield f"grant select on all tables in schema public to {role}"
    for name, table in sorted(metadata.tables.items()):
        rights = ["insert"]
        if not table.info.get("append_only"):
            rights.append("update")
            if name not in _KEPT:
                rights.append("delete")
        yield f"grant {', '.join(rights)} on {name} to {role}"


def _require_ordinary(connection: Connection, role: str) -> None:
    if connection.dialect.name != "postgresql":
        raise CannotGrant("Права выдаются только в PostgreSQL: встроенная база живёт в одном файле.")
    found = connection.execute(
        text(
            "select rolsuper or rolbypassrls as bypasses, oid = (select relowner from pg_class "
            "where oid = to_regclass('public.school')) as owns from pg_roles where rolname = :role"
        ),
        {"role": role},
    ).first()
    if found is None:
        raise CannotGrant(f"Роли {role} в базе нет. Создайте её: CREATE ROLE {role} LOGIN PASSWORD '…'")
    if found.bypasses:
        raise CannotGrant(
            f"Роль {role} обходит построчную защиту (SUPERUSER или BYPASSRLS): приложению нужна обычная роль."
        )
    if found.owns:
        raise CannotGrant(f"Роль {role} владеет таблицами: приложению нужна другая роль, без своих таблиц.")
