"""``backup`` and ``restore``: the whole system in one file, and back from it."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from data_access.backups import Folders, Manifest


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(backup)
    program.command(options_metavar="[ПАРАМЕТРЫ]")(restore)


def backup(
    target: Annotated[
        Path, typer.Argument(metavar="ФАЙЛ|ПАПКА", help="Новый файл или папка: имя файла тогда — день и час.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Вывести опись копии (JSON).")] = False,
) -> None:
    """Сделать резервную копию: база, файлы записей, границы, загрузки. Система при этом работает."""
    import sqlite3

    from dashboard import metrics, occupancy
    from dashboard.cli import opening
    from data_access import clock
    from data_access.backups import BadBackup, make
    from data_access.backups.snapshots import ProgramFailed

    settings = opening.settings()
    try:
        with occupancy.shared(settings), output.steps() as report, metrics.deed("backup"):
            path, manifest = make(settings.backup_database, target, _folders(settings), now=clock.now(), report=report)
    except FileExistsError:
        raise BadInput(f"Файл {target} уже есть: укажите новый или папку.") from None
    except (ProgramFailed, BadBackup, sqlite3.Error, OSError) as error:
        raise BadInput(f"Копия не сделана: {error}.") from None
    if manifest.missing:
        output.fail(
            f"Внимание: на диске нет файлов, которые названы в базе: {len(manifest.missing)}. Их нет и в копии."
        )
    if as_json:
        output.show_json(asdict(manifest) | {"path": str(path)})
        return
    output.say(f"Копия сделана и проверена: {path} ({_size(path)}).", "green")
    output.say(_words(manifest))


def restore(
    archive: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Копия, сделанная командой backup.")],
    check_only: Annotated[
        bool, typer.Option("--check", help="Только проверить копию: цела ли и подходит ли; ничего не менять.")
    ] = False,
    discard_former: Annotated[
        bool, typer.Option("--discard-former", help="Удалить прежнее состояние, когда всё восстановлено.")
    ] = False,
) -> None:
    """Восстановить систему из копии. Сервер и другие команды должны быть остановлены."""
    import sqlite3

    from dashboard import caching, occupancy
    from dashboard.cli import opening
    from data_access import backups, clock
    from data_access.backups.snapshots import ProgramFailed

    settings = opening.settings()
    try:
        if check_only:
            output.say(f"Копия цела. {_words(backups.require_fitting(archive, settings.owner_database))}", "green")
            return
        with occupancy.alone(settings), output.steps() as report:
            done = backups.restore(
                archive, settings.owner_database, _folders(settings), now=clock.now(),
                discard_former=discard_former, report=report,
            )  # fmt: skip
            caching.clear(settings)
    except occupancy.InUse:
        raise BadInput("Не восстановлено: система работает. Остановите сервер и команды и повторите.") from None
    except (backups.BadBackup, backups.NotRestored) as error:
        raise BadInput(f"Не восстановлено: {error}.") from None
    except (ProgramFailed, sqlite3.Error, OSError) as error:
        raise BadInput(f"Не восстановлено, прежнее состояние на месте: {error}.") from None
    output.say("Восстановлено. Схему до нынешней доведёт следующий запуск.", "green")
    output.say(_words(done.manifest))
    if done.former:
        output.say("Прежнее состояние лежит рядом, удалите его, когда убедитесь, что оно не нужно:")
        for name in done.former:
            output.say(f"  {name}")


def _folders(settings: "Settings") -> "Folders":
    from data_access.backups import Folders

    return Folders(settings.files, settings.boundaries, settings.imports)


def _words(manifest: "Manifest") -> str:
    files = sum(1 for name in manifest.members if name.startswith("files/"))
    data = "ничего не опубликовано" if manifest.publication is None else f"версия данных {manifest.publication}"
    made = manifest.moment.astimezone().strftime("%d.%m.%Y %H:%M")
    return f"Сделана {made}, схема {manifest.revision}, {data}, файлов записей: {files}."


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1024 / 1024:.1f} МБ".replace(".", ",")
