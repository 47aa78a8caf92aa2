"""``serve``: the pages on this machine."""

from typing import Annotated

import typer


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command("serve", options_metavar="[ПАРАМЕТРЫ]")(serve)


def serve(
    host: Annotated[
        str, typer.Option(metavar="АДРЕС", help="Адрес, на котором отвечать; 0.0.0.0 — для всех машин сети.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="ПОРТ", min=1, max=65535, help="Порт.")] = 8050,
) -> None:
    """Раздавать страницы."""
    from dashboard import serving
    from dashboard.cli import opening

    serving.serve(opening.settings(), host=host, port=port)
