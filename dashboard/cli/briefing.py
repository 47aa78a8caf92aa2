"""``briefing``: briefings of one recipient, or of КО and all districts, as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output, recipients
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from dashboard.briefings.content import Wanted
    from data_access.viewer import Viewer


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(briefing)


def briefing(
    scope: Annotated[str, typer.Option(metavar="КОМУ", help=recipients.SCOPES)],
    year: Annotated[
        int | None, typer.Option(metavar="ГОД", help="Год списка, как у listing; без него последний.")
    ] = None,
    method: Annotated[str | None, typer.Option(metavar="МЕТОДИКА", help="Методика, например two-years.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="ВИД", help="Вид файла: pdf, docx, xlsx, html.")] = "pdf",
    out: Annotated[Path, typer.Option(metavar="ПАПКА", help="Папка для файлов; без неё — текущая.")] = Path(),
) -> None:
    """Справка файлом: город, район или школа, в области видимости получателя."""
    from dashboard import settings as environment
    from dashboard.briefings import content
    from dashboard.briefings.formats import FORMATS
    from dashboard.cli import opening, reading
    from data_access import walls
    from layouts.texts import briefing as words

    if form not in FORMATS:
        raise BadInput(f"Вида {form} нет. Есть: {', '.join(FORMATS)}.")
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} — файл. Нужна папка.")
    settings = environment.load()
    with opening.connection() as connection, output.steps() as tell:
        publication, selection = reading.chosen(connection, year, method)
        viewers = list(recipients.recipients(connection, publication, scope))
        for number, viewer in enumerate(viewers):
            walls.declare(connection, viewer)  # what is sent out goes past both walls
            asked = content.Asked(viewer, publication, selection, settings.boundaries, settings.public_url)
            made = content.briefing(connection, asked, own(viewer))
            path = out / words.file_name(made.name, selection.year, form)
            recipients.write(path, FORMATS[form].make(made, settings.boundaries))
            if len(viewers) > 1:
                tell.counted(number + 1, len(viewers), path.name)
    output.say(f"Готово: {path}" if len(viewers) == 1 else f"Готово: файлов {len(viewers)}, папка {out}")


def own(viewer: "Viewer") -> "Wanted":
    """What a recipient's own briefing is about."""
    from dashboard.briefings.content import Wanted
    from data_access.viewer import Role

    if viewer.role is Role.SCHOOL:
        return Wanted("school", str(viewer.school_id))
    return Wanted("district", viewer.district) if viewer.district is not None else Wanted("city")
