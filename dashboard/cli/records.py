"""``records``: templates, exports and imports of records as sheets."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data_access.viewer import Viewer

group = typer.Typer(
    help="Записи об исполнении распоряжения: шаблоны, выгрузка, загрузка файлом.",
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Code = Annotated[str, typer.Argument(metavar="ВИД", help="Вид записей, например event; все названы в docs/formats.md.")]
WHO = "Чьими глазами: committee, analyst, analyst:appo, operator, district:nevsky, district:nevsky:imc, school:12."


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    program.add_typer(group, name="records")


@group.command("template", options_metavar="[ПАРАМЕТРЫ]")
def template(
    code: Code,
    out: Annotated[Path, typer.Option("--out", metavar="ФАЙЛ", help="Куда записать книгу xlsx.")],
    viewer: Annotated[str, typer.Option("--as", metavar="КТО", help=WHO)] = "committee",
) -> None:
    """Пустой шаблон вида записей."""
    from dashboard.cli import opening
    from data_access.sheets.template import template as make
    from data_access.viewer import AccessDenied

    _require_kind(code)
    with opening.connection() as connection:
        try:
            content = make(connection, _viewer(connection, viewer), code)
        except AccessDenied as denied:
            raise BadInput(str(denied)) from denied
    _write(out, content)


@group.command("export", options_metavar="[ПАРАМЕТРЫ]")
def export(
    code: Code,
    out: Annotated[Path, typer.Option("--out", metavar="ФАЙЛ", help="Куда записать: .xlsx или .csv.")],
    scope: Annotated[
        str, typer.Option("--scope", metavar="ОБЛАСТЬ", help="city, district:nevsky или school:12: то, что видно им.")
    ] = "city",
) -> None:
    """Действующие записи вида; изменённую выгрузку можно загрузить обратно."""
    from dashboard.cli import opening
    from data_access import walls
    from data_access.sheets.export import export as make

    _require_kind(code)
    form = out.suffix.lower().lstrip(".")
    if form not in {"xlsx", "csv"}:
        raise BadInput("Имя файла должно кончаться на .xlsx или .csv.")
    with opening.connection() as connection:
        viewer = _viewer(connection, "committee" if scope == "city" else scope)
        walls.declare(connection, viewer)
        content = make(connection, viewer, code, "csv" if form == "csv" else "xlsx")
    _write(out, content)


@group.command("import", options_metavar="[ПАРАМЕТРЫ]")
def bring(
    code: Code,
    file: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Заполненный шаблон или изменённая выгрузка.")],
    viewer: Annotated[str, typer.Option("--as", metavar="КТО", help=WHO)] = "committee",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Показать, что изменится, ничего не записывая.")] = False,
) -> None:
    """Записи из файла: все строки или ни одной."""
    from dashboard.cli import opening
    from data_access.imports.findings import Refused
    from data_access.sheets.bring import bring_file, read_file
    from data_access.viewer import AccessDenied
    from layouts.texts import sheets as words

    _require_kind(code)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file.name}: файл не открывается ({error.strerror}).") from error
    with opening.engine() as engine:
        with opening.connected(engine) as connection:
            writer = _viewer(connection, viewer)
        try:
            done = bring_file(engine, writer, code, read_file(file.name, content), keep=not dry_run)
        except Refused as refused:
            raise BadInput(f"Ничего не записано.\n{refused.text}") from refused
        except AccessDenied as denied:
            raise BadInput(str(denied)) from denied
    if dry_run:
        output.say(words.would(done.made, done.changed, done.unchanged))
    else:
        output.say(words.written(done.made, done.changed), "green")


def _require_kind(code: str) -> None:
    from monitoring.records.kinds import KINDS

    if code not in KINDS:
        raise BadInput(f"Вида записей {code} нет. Есть: {', '.join(KINDS)}.")


def _viewer(connection: "Connection", word: str) -> "Viewer":
    """The viewer named so. Raises ``BadInput`` for a word that names nobody."""
    from data_access.queries.viewers import viewer_named

    found = viewer_named(connection, word)
    if found is None:
        raise BadInput(f"«{word}» не называет никого: {WHO[0].lower()}{WHO[1:]}")
    return found


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path}: файл не записать ({error.strerror}).") from error
    output.say(f"Записано: {path}", "green")
