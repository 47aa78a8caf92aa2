"""``demo``: the synthetic city."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Engine


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(demo)


def demo(
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Только если база пуста.")] = False,
    seed: Annotated[
        int | None, typer.Option(metavar="ЧИСЛО", help="Зерно случайности: одно и то же даёт один и тот же город.")
    ] = None,
    keep_files: Annotated[
        Path | None, typer.Option(metavar="ПАПКА", help="Оставить файлы города в этой папке.")
    ] = None,
) -> None:
    """Построить демонстрационный город.

    Пишет файлы в форматах операторов, загружает их и публикует.
    """
    from dashboard.cli import opening

    with opening.engine() as engine:
        if if_empty and not _is_empty(engine):
            output.say("В базе уже есть данные, демонстрационный город не нужен.")
            return
        number = _build(engine, seed, keep_files)
    output.say(f"Демонстрационный город опубликован: версия данных {number}.", "green")


def _is_empty(engine: "Engine") -> bool:
    """Nothing published and nothing real; a demo city whose building was interrupted is to be finished."""
    from dashboard.cli import opening
    from data_access.queries.status import status

    with opening.connected(engine) as connection:
        found = status(connection)
    return found.data_version is None and (found.synthetic or not (found.schools or found.results))


def _build(engine: "Engine", seed: int | None, keep_files: Path | None) -> int:
    from data_access.demo.build import SEED, NotImported, build

    output.say("Строится демонстрационный город…")
    with _folder(keep_files) as folder, output.steps() as report:
        try:
            return build(engine, seed=SEED if seed is None else seed, directory=folder, progress=report.counted)
        except NotImported as refused:
            raise BadInput(f"Город не построен: {refused}") from None


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="traektoria-demo-") as folder:
            yield Path(folder)
        return
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"не создать папку {kept}: {error.strerror}") from None
    yield kept
