"""``account …``: who may sign in. Passwords are one-time ones, shown once."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

Value = TypeVar("Value")

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data_access.accounts.account import Account
    from data_access.viewer import Viewer

Name = Annotated[str, typer.Argument(metavar="ИМЯ", help="Имя для входа.", show_default=False)]
Role = Annotated[
    str,
    typer.Option(
        metavar="РОЛЬ", help="committee, analyst, operator, district, school или administrator.", show_default=False
    ),
]
District = Annotated[str | None, typer.Option(metavar="КОД", help="Район: для роли district.")]
School = Annotated[int | None, typer.Option(metavar="НОМЕР", help="Школа: для роли school, номер из адреса страницы.")]
Organisation = Annotated[
    str | None,
    typer.Option(metavar="КОД", help="Организация, если не основная для роли: appo, imc, coko, ppms и другие."),
]


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(
        help="Учётные записи: кто может войти и что видит.",
        options_metavar="[ПАРАМЕТРЫ]",
        subcommand_metavar="КОМАНДА …",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for command, name in (
        (add, "add"),
        (show, "list"),
        (lock, "lock"),
        (unlock, "unlock"),
        (role, "role"),
        (reset, "reset"),
    ):
        group.command(name, options_metavar="[ПАРАМЕТРЫ]")(command)
    program.add_typer(group, name="account")


def add(
    name: Name,
    title: Annotated[
        str, typer.Option(metavar="СЛОВА", help="Должность и организация, без имён людей.", show_default=False)
    ],
    role: Role,
    district: District = None,
    school: School = None,
    organisation: Organisation = None,
) -> None:
    """Завести учётную запись и показать её одноразовый пароль."""
    from data_access.accounts import manage

    def make(connection: "Connection", now: datetime) -> str:
        viewer = manage.viewer_for(connection, role, district, school, organisation)
        return manage.add(connection, name, title, viewer, now)

    _show_password(_changed(f"add {name}", make))


def show(as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False) -> None:
    """Показать учётные записи."""
    from dashboard.cli import opening
    from data_access.accounts.account import every

    with opening.engine() as engine, engine.connect() as connection:
        found = every(connection)
    if as_json:
        output.show_json([_plain(account) for account in found])
        return
    if not found:
        output.say("Учётных записей нет. Завести: account add ИМЯ --title … --role …")
        return
    output.show_table(
        ("Имя", "Должность и организация", "Видит как", "Состояние", "Последний вход"),
        [
            (account.name, account.title, account.viewer.code, _state(account), _moment(account.signed_in_at))
            for account in found
        ],
    )


def lock(
    name: Name,
    reason: Annotated[str, typer.Option(metavar="СЛОВА", help="Почему: увидит администратор.", show_default=False)],
) -> None:
    """Закрыть учётную запись и тут же завершить её сеансы."""
    from data_access.accounts import manage

    _changed(f"lock {name}", lambda connection, now: manage.lock(connection, name, reason, now))
    output.say(f"Учётная запись «{name}» закрыта, её сеансы завершены.", "green")


def unlock(name: Name) -> None:
    """Открыть учётную запись снова; ожидание после неверных паролей снимается."""
    from data_access.accounts import manage

    _changed(f"unlock {name}", lambda connection, now: manage.unlock(connection, name, now))
    output.say(f"Учётная запись «{name}» открыта.", "green")


def role(
    name: Name,
    role: Role,
    title: Annotated[str | None, typer.Option(metavar="СЛОВА", help="Новая должность и организация.")] = None,
    district: District = None,
    school: School = None,
    organisation: Organisation = None,
) -> None:
    """Дать учётной записи другую роль, район, школу или организацию; её сеансы завершаются."""
    from data_access.accounts import manage

    def change(connection: "Connection", now: datetime) -> "Account":
        viewer: Viewer = manage.viewer_for(connection, role, district, school, organisation)
        return manage.change_role(connection, name, viewer, now, title)

    changed = _changed(f"role {name}", change)
    output.say(f"Учётная запись «{changed.name}» теперь видит как {changed.viewer.code}.", "green")


def reset(name: Name) -> None:
    """Выдать новый одноразовый пароль; сеансы завершаются."""
    from data_access.accounts import manage

    _show_password(_changed(f"reset {name}", lambda connection, now: manage.reset(connection, name, now)))


def _changed(deed: str, change: "Callable[[Connection, datetime], Value]") -> "Value":
    """Does the deed and enters it into the audit, in one transaction."""
    from dashboard.cli import opening
    from dashboard.cli.audit import enter_with
    from data_access import clock
    from data_access.accounts.account import AccountError

    with opening.engine() as engine:
        try:
            with engine.begin() as connection:
                changed = change(connection, clock.now())
                enter_with(connection, "account", f"account {deed}")
                return changed
        except AccountError as wrong:
            raise BadInput(f"Не сделано: {wrong}.") from None


def _show_password(password: str) -> None:
    output.say("Одноразовый пароль (показан один раз, действует 7 дней, меняется при первом входе):")
    output.show_line(password)


def _state(account: "Account") -> str:
    if account.locked_at:
        return f"закрыта: {account.lock_reason}"
    if account.issuer and not account.has_password:
        return "вход через поставщика"
    return "одноразовый пароль" if account.must_change else "открыта"


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone():%d.%m.%Y %H:%M}"


def _plain(account: "Account") -> dict[str, object]:
    return {name: value for name, value in asdict(account).items() if name != "viewer"} | {
        "viewer": account.viewer.code
    }
