"""``digest``: the start panel of one recipient as a file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data_access.viewer import Viewer
    from monitoring.reports.publication import Publication

FORMATS = ("html", "txt")


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(digest)


def digest(
    scope: Annotated[
        str, typer.Option(metavar="КОМУ", help="city, district:КОД (например district:nevsky), school:НОМЕР или all.")
    ],
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
        recipients = list(_recipients(connection, publication, scope))
        folder = _folder(out, several=scope == "all")
        for number, viewer in enumerate(recipients):
            walls.declare(connection, viewer)  # what is sent out goes past both walls
            found = attention(connection, viewer, publication, selection, asked or today, until=asked)
            said = digests.Digest.of(found, publication, selection)
            path = out if out is not None and folder is None else (folder or Path()) / digests.file_name(found, form)
            _write(path, digests.as_html(said) if form == "html" else digests.as_text(said))
            if len(recipients) > 1:
                tell.counted(number + 1, len(recipients), path.name)
    output.say(f"Готово: {path}" if len(recipients) == 1 else f"Готово: файлов {len(recipients)}, папка {folder}")


def _recipients(connection: "Connection", publication: "Publication", scope: str) -> Iterator["Viewer"]:
    """Viewers whose panels are asked for."""
    from data_access.viewer import Role, Viewer
    from monitoring.districts import DISTRICTS, by_code

    kind, _, name = scope.partition(":")
    if scope in {"city", "all"}:
        yield Viewer(Role.COMMITTEE)
        if scope == "all":
            yield from (Viewer(Role.DISTRICT, district.code) for district in DISTRICTS)
        return
    if kind == "district":
        if name not in by_code():
            raise BadInput(f"Района {name or '(не назван)'} нет. Есть: {', '.join(by_code())}.")
        yield Viewer(Role.DISTRICT, name)
        return
    if kind == "school" and name.isascii() and name.isdigit():
        yield _school(connection, publication, int(name))
        return
    raise BadInput(f"Получателя {scope} нет. Есть: city, district:КОД, school:НОМЕР, all.")


def _school(connection: "Connection", publication: "Publication", number: int) -> "Viewer":
    from data_access.queries.school import school_card
    from data_access.viewer import NotFound, Role, Viewer

    try:
        card = school_card(connection, Viewer(Role.COMMITTEE), publication, number)
    except NotFound:
        raise BadInput(f"Школы {number} в публикации нет. Номера — в адресах страниц школ.") from None
    return Viewer(Role.SCHOOL, card.district, card.id)


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


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path}: не удалось записать файл ({error.strerror}).") from None
