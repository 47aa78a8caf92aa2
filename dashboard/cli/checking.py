"""``check``: whether what is stored is whole and agrees with itself."""

from dataclasses import asdict
from typing import Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

FOUND = 1


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(check)


def check(
    full: Annotated[
        bool, typer.Option("--full", help="Пересчитать списки по всем методикам и прочитать все файлы целиком.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False,
) -> int:
    """Проверить базу, файлы, опубликованное и журнал. Ничего не меняет; система при этом работает."""
    from dashboard import metrics, occupancy
    from dashboard.cli import opening
    from data_access import engine as engines
    from data_access.backups.snapshots import sqlite_path
    from data_access.checking import check as look

    settings = opening.settings()
    settings.prepare_folders()
    if settings.owner_database.startswith("sqlite:///") and not sqlite_path(settings.owner_database).is_file():
        raise BadInput(f"Файла базы {sqlite_path(settings.owner_database)} нет: проверять нечего.")
    engine = engines.create(settings.owner_database)
    try:
        with occupancy.shared(settings), output.steps() as report, metrics.deed("check"):
            parts = look(engine, files=settings.files, full=full, report=report)
    finally:
        engine.dispose()
    found = sum(len(part.problems) for part in parts)
    if as_json:
        output.show_json({"ok": not found, "parts": [asdict(part) for part in parts]})
    else:
        for part in parts:
            output.say(
                f"{part.title}: {'не в порядке' if part.problems else 'в порядке'}", "red" if part.problems else "green"
            )
            for line in part.problems:
                output.say(f"  {line}")
            for line in part.notes:
                output.say(f"  замечание: {line}")
        output.say(f"Расхождений: {found}." if found else "Расхождений нет.")
    return FOUND if found else 0
