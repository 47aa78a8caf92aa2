"""``publish``, ``publications``, ``undo``: what readers see, and the way back."""

from dataclasses import asdict
from typing import Annotated

import typer

from dashboard.cli import audit, output
from dashboard.cli.failures import BadInput

STATES = {"current": "видят читатели", "former": "прежняя", "undone": "отменена"}


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    for command in (publish, publications, undo):
        program.command(options_metavar="[ПАРАМЕТРЫ]")(command)


def publish() -> None:
    """Опубликовать загруженное.

    Считает списки и сводки и показывает их читателям разом.
    """
    from dashboard import metrics
    from dashboard.cli import opening
    from data_access import clock
    from data_access import publications as store

    with opening.engine() as engine, output.steps() as report:
        try:
            with metrics.deed("publication", usual=(store.NothingToPublish,)):
                number = store.publish(engine, now=clock.now(), progress=report)
        except store.NothingToPublish as nothing:
            output.say(str(nothing))
            return
        audit.enter(engine, "publish", f"publication {number}", number)
    output.say(f"Опубликовано: версия данных {number}.", "green")


def publications(as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False) -> None:
    """Показать публикации, новые сверху."""
    from dashboard.cli import opening
    from data_access import publications as store

    with opening.engine() as engine:
        records = store.history(engine)
    if as_json:
        output.show_json([asdict(record) for record in records])
        return
    headings = ("Версия", "Создана", "Состояние", "Школ", "Результатов", "Синтетические", "Файлов")
    output.show_table(
        headings,
        [
            (
                record.id,
                record.created_at,
                STATES[record.state],
                record.schools,
                record.results,
                record.synthetic,
                len(record.sources),
            )
            for record in records
        ],
    )


def undo() -> None:
    """Вернуть прежнюю публикацию.

    Загруженное после неё отзывается; повторный вызов ведёт ещё на шаг назад.
    """
    from dashboard.cli import opening
    from data_access import publications as store

    with opening.engine() as engine:
        try:
            number = store.undo(engine)
        except store.NothingToUndo as nothing:
            raise BadInput(str(nothing)) from None
        audit.enter(engine, "undo", f"publication {number}", number)
    output.say(f"Читатели снова видят версию данных {number}.", "green")
