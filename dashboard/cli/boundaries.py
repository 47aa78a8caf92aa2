"""``boundaries import|fetch|reset``: other boundaries of the districts in place of the drawing."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(
        help="Заменить границы районов.",
        options_metavar="[ПАРАМЕТРЫ]",
        subcommand_metavar="КОМАНДА …",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("import", options_metavar="[ПАРАМЕТРЫ]")(import_)
    group.command(options_metavar="[ПАРАМЕТРЫ]")(fetch)
    group.command(options_metavar="[ПАРАМЕТРЫ]")(reset)
    program.add_typer(group, name="boundaries")


def import_(
    file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="GeoJSON, GeoPackage или Shapefile с 18 районами.")],
    attribution: Annotated[str | None, typer.Option(metavar="ТЕКСТ", help="Подпись об источнике под картами.")] = None,
) -> None:
    """Принять границы из файла."""
    from dashboard.cli import opening
    from geodata import boundaries
    from geodata.errors import BoundariesError

    try:
        report = boundaries.import_file(file, opening.settings().boundaries, attribution)
    except BoundariesError as refused:
        raise BadInput(str(refused)) from None
    for line in report.lines:
        output.say(line)


def fetch(
    url: Annotated[
        str | None, typer.Option(metavar="АДРЕС", help="Другой адрес, отвечающий так же, как OpenStreetMap.")
    ] = None,
) -> None:
    """Получить границы из OpenStreetMap (нужен интернет)."""
    from dashboard.cli import opening
    from geodata import boundaries, nominatim
    from geodata.errors import BoundariesError

    try:
        report = boundaries.fetch(opening.settings().boundaries, url or nominatim.DEFAULT_URL)
    except BoundariesError as refused:
        raise BadInput(str(refused)) from None
    for line in report.lines:
        output.say(line)


def reset() -> None:
    """Вернуться к рисунку, поставляемому с системой."""
    from dashboard.cli import opening
    from geodata import boundaries
    from geodata.errors import BoundariesError

    try:
        removed = boundaries.reset(opening.settings().boundaries)
    except BoundariesError as refused:
        raise BadInput(str(refused)) from None
    output.say("Загруженные границы убраны." if removed else "Загруженных границ не было.")
