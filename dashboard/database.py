"""The database of the settings, brought to the newest schema."""

import logging

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ProgrammingError

from dashboard.settings import PREFIX, Settings, SettingsError
from data_access import engine as engines
from data_access import grants, migrations, walls
from data_access.writing import writing

log = logging.getLogger(__name__)

_FORBIDDEN = "42501"
"""PostgreSQL's code of a right that is lacking."""


def prepare(settings: Settings) -> None:
    """Makes the database where it is missing and brings its schema up to date, as the owner of the tables.

    The role of the application need not be the owner: where the schema is current nothing but reading is asked of it,
    where it is old and the owner's address is not given ``SettingsError`` says what to do.
    """
    settings.prepare_folders()
    if _is_current(settings):
        return
    try:
        migrate(settings)
    except Exception:
        # Another process may have done it between the question and the deed: one that may, where this one may not.
        if _is_current(settings):
            return
        raise
    role = make_url(settings.database).username
    if role is not None and role != make_url(settings.owner_database).username:
        try:
            give_rights(settings, role)
        except grants.CannotGrant as impossible:
            raise SettingsError(str(impossible)) from None


def migrate(settings: Settings) -> None:
    """Brings the schema up to date as the owner of the tables. Raises ``SettingsError`` for who is not."""
    try:
        migrations.upgrade(settings.owner_database)
    except ProgrammingError as error:
        if _is_forbidden(error):
            raise SettingsError(_not_owner(settings)) from error
        raise


def opened(settings: Settings) -> Engine:
    """Engine over the prepared database."""
    prepare(settings)
    return engines.create(settings.database)


def give_rights(settings: Settings, role: str, *, keep: bool = True) -> tuple[str, ...]:
    """Gives the role the rights of the application, as the owner; returns the statements, alone without ``keep``.

    Raises ``grants.CannotGrant`` for a role that cannot serve.
    """
    engine = engines.create(settings.owner_database)
    try:
        if not keep:
            with engine.connect() as connection:
                return grants.statements(connection, role)
        # PostgreSQL lets two grants at once fail: of two processes that start together one waits.
        with writing(engine, patience=migrations.PATIENCE_SECONDS) as connection:
            given = grants.statements(connection, role)
            grants.grant(connection, role)
        return given
    finally:
        engine.dispose()


def warn_of_bypass(engine: Engine) -> None:
    """Says in the log when row-level security does not hold the role that the application serves as."""
    with engine.connect() as connection:
        if walls.bypassed(connection):
            log.warning(
                "роль базы данных обходит построчную защиту (SUPERUSER или BYPASSRLS): вторая стена не действует; "
                "заведите обычную роль: python -m dashboard database grant РОЛЬ"
            )


def _is_current(settings: Settings) -> bool:
    engine = engines.create(settings.database)
    try:
        return migrations.is_current(engine)
    except ProgrammingError as error:
        if not _is_forbidden(error):
            raise
        role = make_url(settings.database).username
        if not settings.owner_database_url:
            raise SettingsError(
                f"у роли {role} нет прав на таблицы: выполните от имени их владельца "
                f"python -m dashboard database grant {role}"
            ) from error
        # The owner gives the rights as soon as the schema is current.
        return False
    finally:
        engine.dispose()


def _is_forbidden(error: BaseException) -> bool:
    return isinstance(error, ProgrammingError) and getattr(error.orig, "sqlstate", None) == _FORBIDDEN


def _not_owner(settings: Settings) -> str:
    role = make_url(settings.owner_database).username
    return (
        f"схема базы данных старая, а роль {role} не может её обновить. Остановите приложение и запустите любую "
        f"команду, например python -m dashboard status, с адресом владельца таблиц в {PREFIX}OWNER_DATABASE_URL: "
        "она обновит схему и выдаст роли приложения права"
    )
