"""``database grant``: the rights of the role that the application serves as."""

from typing import Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(
        help="Роли базы данных PostgreSQL.",
        options_metavar="[ПАРАМЕТРЫ]",
        subcommand_metavar="КОМАНДА …",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    # With one command alone typer would leave its name out.
    group.callback()(_group)
    group.command(options_metavar="[ПАРАМЕТРЫ]")(grant)
    program.add_typer(group, name="database")


def _group() -> None:
    """Роли базы данных PostgreSQL."""


def grant(
    role: Annotated[str, typer.Argument(metavar="РОЛЬ", help="Роль, от имени которой приложение входит в базу.")],
    show: Annotated[bool, typer.Option("--show", help="Только показать команды SQL.")] = False,
) -> None:
    """Выдать роли приложения права.

    Она ничем не владеет: читает и пишет данные, схему не меняет, журнал только дополняет. Выполняется от имени
    владельца таблиц (TRAEKTORIA_OWNER_DATABASE_URL); повторный вызов ничего не меняет.
    """
    from dashboard import database, occupancy
    from dashboard.cli import opening
    from data_access.grants import CannotGrant

    settings = opening.settings()
    try:
        with occupancy.shared(settings):
            database.migrate(settings)
            given = database.give_rights(settings, role, keep=not show)
    except CannotGrant as impossible:
        raise BadInput(str(impossible)) from None
    if show:
        for statement in given:
            output.show_line(f"{statement};")
    else:
        output.say(f"Права роли {role} выданы.", "green")
