"""``import`` and ``quarantine``: files in, and the rows that were set aside.

Each file is taken whole or not at all; a refused file does not stop the others, but the exit code is then 2.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import audit, output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from data_access.imports.run import ImportOutcome

SHOWN_FINDINGS = 50
SHOWN_DIFFERENCES = 20


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    program.command("import", options_metavar="[ПАРАМЕТРЫ]")(import_)
    program.command(options_metavar="[ПАРАМЕТРЫ]")(quarantine)


def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="ФАЙЛ", help="Книги xlsx или csv; виды описаны в docs/formats.md.")
    ],
    kind: Annotated[
        str | None, typer.Option(metavar="ВИД", help="Вид файла; без него вид узнаётся по содержанию.")
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="ПОЛЕ=СТОЛБЕЦ", help="Столбец файла для поля; можно повторять.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="ГОД", help="Год, в котором кончается учебный год, если его нет в файле.")
    ] = None,
    procedure: Annotated[
        str | None, typer.Option(metavar="ПРОЦЕДУРА", help="Процедура, если её нет в файле: vpr, oge, ege или rdr.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Показать, что изменится, ничего не сохраняя.")] = False,
) -> None:
    """Загрузить файлы. Читатели увидят загруженное после команды publish."""
    from dashboard import metrics
    from dashboard.cli import opening
    from data_access import clock
    from data_access.imports.options import Options, mapping_of
    from data_access.imports.run import import_files

    try:
        options = Options(kind, mapping_of(mapping or []), year, procedure, dry_run)
    except ValueError as wrong:
        raise BadInput(f"Параметр --map: {wrong}") from None
    if problems := options.problems():
        raise BadInput("\n".join(problems))
    settings = opening.settings()
    refused = stored = 0
    with opening.engine(settings) as engine, output.steps() as report, metrics.deed("import"):
        outcomes = import_files(
            engine,
            files,
            options,
            now=clock.now(),
            progress=report.counted if len(files) > 1 else None,
            boundaries=settings.boundaries,
            announce=_show_changes,
        )
        for outcome in outcomes:
            _show(outcome)
            refused += outcome.refused
            stored += outcome.batch_id is not None
            if outcome.batch_id is not None:
                audit.enter(engine, "import", f"batch {outcome.batch_id}: {outcome.file}")
    if stored:
        output.say("Читатели увидят загруженное после команды publish.")
    if refused:
        raise BadInput(f"Не принято файлов: {refused} из {len(files)}.")


def _show_changes(outcome: "ImportOutcome") -> None:
    """Shown before the file is stored."""
    if not outcome.differences:
        return
    output.say(f"{outcome.file}: что изменится")
    _show_some([difference.text for difference in outcome.differences], SHOWN_DIFFERENCES)


def _show(outcome: "ImportOutcome") -> None:
    if outcome.refused:
        output.fail(f"{outcome.file}: не принят, ничего не сохранено")
    elif outcome.unchanged:
        output.say(f"{outcome.file}: {outcome.title} ({outcome.kind}): уже загружен, ничего не изменилось")
    else:
        stored = "было бы сохранено" if outcome.dry_run else "сохранено"
        output.say(
            f"{outcome.file}: {outcome.title} ({outcome.kind}): строк {outcome.rows_read}, {stored} "
            f"{outcome.rows_stored}, в карантин {outcome.rows_quarantined}"
            + (", синтетические данные" if outcome.synthetic else ""),
            "green",
        )
    _show_some([finding.text for finding in outcome.findings], SHOWN_FINDINGS)
    if outcome.ignored:
        output.say(f"  столбцы, которые не понадобились: {', '.join(outcome.ignored)}")


def _show_some(lines: list[str], most: int) -> None:
    for line in lines[:most]:
        output.say(f"  {line}")
    if len(lines) > most:
        output.say(f"  … и ещё {len(lines) - most}")


def quarantine(
    as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False,
    confirm: Annotated[
        list[int] | None,
        typer.Option(metavar="НОМЕР", help="Принять строку со школой, которую предлагает система; можно повторять."),
    ] = None,
    reject: Annotated[
        list[int] | None, typer.Option(metavar="НОМЕР", help="Отклонить строку; можно повторять.")
    ] = None,
) -> None:
    """Отложенные строки: показать, принять, отклонить."""
    from dashboard.cli import opening
    from data_access.imports import quarantine as store

    with opening.engine() as engine:
        try:
            if confirm:
                done = store.confirm(engine, confirm)
                output.say(f"Принято строк: {done.rows_stored}, сопоставлено логинов: {done.logins}.", "green")
            if reject:
                output.say(f"Отклонено строк: {store.reject(engine, reject)}.", "green")
        except store.CannotConfirm as impossible:
            raise BadInput(str(impossible)) from None
        with opening.connected(engine) as connection:
            rows = store.open_rows(connection)
    if as_json:
        output.show_json([asdict(row) for row in rows])
        return
    if not rows:
        output.say("Карантин пуст.")
        return
    output.show_table(
        ("Номер", "Файл", "Лист", "Строка", "Почему", "Предложение"),
        [(row.id, row.file, row.sheet, row.row_number, row.message, row.proposal_name) for row in rows],
    )
