"""``digest``: the start panel of one recipient as a file."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import output, recipients
from dashboard.cli.failures import BadInput

FORMATS = ("html", "txt")


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(digest)


def digest(
    scope: Annotated[str, typer.Option(metavar="КОМУ", help=recipients.SCOPES)],
    form: Annotated[str, typer.Option("--format", metavar="ВИД", help="html (печатается на А4) или txt.")] = "html",
    out: Annotated[
        Path | None, typer.Option(metavar="ПУТЬ", help="Файл или папка; без него — текущая папка. Для all — папка.")
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="ДАТА", help="День, на который считать сроки: 2025-11-15.")] = None,
) -> None:
    """Дайджест «На контроле» файлом: что просрочено, что изменилось, чего не хватает школам списка."""
    from dashboard import digests
    from dashboard.cli import opening, reading
    from data_access import clock, walls
    from data_access.queries.attention import attention

    if form not in FORMATS:
        raise BadInput(f"Вида {form} нет. Есть: {', '.join(FORMATS)}.")
    asked = _day(on)
    with opening.connection() as connection, output.steps() as tell:
        publication, selection = reading.chosen(connection, None, None)
        today = clock.today(connection)
        viewers = list(recipients.recipients(connection, publication, scope))
        folder = _folder(out, several=scope == "all")
        for number, viewer in enumerate(viewers):
            walls.declare(connection, viewer)  # what is sent out goes past both walls
            found = attention(connection, viewer, publication, selection, asked or today, until=asked)
            said = digests.Digest.of(found, publication, selection)
            path = out if out is not None and folder is None else (folder or Path()) / digests.file_name(found, form)
            recipients.write(path, digests.as_html(said) if form == "html" else digests.as_text(said))
            if len(viewers) > 1:
                tell.counted(number + 1, len(viewers), path.name)
    output.say(f"Готово: {path}" if len(viewers) == 1 else f"Готово: файлов {len(viewers)}, папка {folder}")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--on: {text} — не дата. Нужна дата вида 2025-11-15.") from None


def _folder(out: Path | None, *, several: bool) -> Path | None:
    """The folder that files get their own names in; None where ``out`` names the file."""
    if not several:
        return Path() if out is None else out if out.is_dir() else None
    folder = out or Path()
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} — файл. Для всех районов нужна папка.")
    return folder
