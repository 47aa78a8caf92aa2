"""``briefing``: briefings of one recipient or of many as files, the many with a manifest."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output, recipients
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from dashboard.briefings.batch import Entry
    from monitoring.reports.publication import Publication, Selection

NOT_ALL = 1
"""Exit code where some of many files were not made."""


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(briefing)


def briefing(
    scope: Annotated[str, typer.Option(metavar="КОМУ", help=recipients.BRIEFING_SCOPES)],
    year: Annotated[
        int | None, typer.Option(metavar="ГОД", help="Год списка, как у listing; без него последний.")
    ] = None,
    method: Annotated[str | None, typer.Option(metavar="МЕТОДИКА", help="Методика, например two-years.")] = None,
    form: Annotated[
        list[str] | None, typer.Option("--format", metavar="ВИДЫ", help="Виды файла через запятую; без него pdf.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="ПАПКА", help="Папка для файлов; без неё — текущая.")] = Path(),
) -> int:
    """Справка файлом: город, район или школа, в области видимости получателя; многим — с описью."""
    from dashboard import settings as environment
    from dashboard.briefings import batch
    from dashboard.briefings.content import Asked
    from dashboard.briefings.verifying import secrets
    from dashboard.cli import opening, reading

    forms = _forms(form or ["pdf"])
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} — файл. Нужна папка.")
    settings = environment.load()
    entries: list[Entry] = []
    with opening.engine() as engine, output.steps() as tell:
        with opening.connected(engine) as connection:
            publication, selection = reading.chosen(connection, year, method)
            found = recipients.of_briefings(connection, publication, selection, scope)
        secret = secrets(settings)[0]
        asked = Asked(found[0].viewer, publication, selection, settings.boundaries, settings.public_url, secret)
        total = len(found) * len(forms)
        for entry in batch.make(engine, asked, found, forms, lambda name, made: recipients.put(out / name, made)):
            entries.append(entry)
            if total > 1:
                tell.counted(len(entries), total, entry.file)
    if total == 1:
        return _one(entries[0], out)
    return _many(scope, publication, selection, entries, out)


def _forms(given: Sequence[str]) -> list[str]:
    from dashboard.briefings.formats import FORMATS

    forms = list(dict.fromkeys(form.strip() for part in given for form in part.split(",")))
    for form in forms:
        if form not in FORMATS:
            raise BadInput(f"Вида {form or '(не назван)'} нет. Есть: {', '.join(FORMATS)}.")
    return forms


def _one(entry: "Entry", out: Path) -> int:
    if not entry.made:
        told = f"{out / entry.file}: {entry.reason}."
        if not entry.trace:
            raise BadInput(told)
        output.fail(told)
        output.say(entry.trace)
        return NOT_ALL
    output.say(f"Готово: {out / entry.file}")
    return 0


def _many(scope: str, publication: "Publication", selection: "Selection", entries: Sequence["Entry"], out: Path) -> int:
    from dashboard.briefings import manifest
    from layouts.texts import briefing_batch as words

    name = words.manifest_name(scope, selection.year)
    recipients.write(out / f"{name}.csv", manifest.table(publication, selection, entries))
    recipients.write(out / f"{name}.json", manifest.as_json(scope, publication, selection, entries))
    failed = [entry for entry in entries if not entry.made]
    if not failed:
        output.say(words.done(len(entries), str(out), f"{name}.json"))
        return 0
    output.fail(words.not_all(len(entries) - len(failed), len(failed), str(out), f"{name}.json"))
    for entry in failed:
        output.fail(f"  {entry.file}: {entry.reason}.")
    trace = next((entry.trace for entry in failed if entry.trace), "")
    if trace:
        output.say(f"{words.FIRST_TRACE}\n{trace}")
    return NOT_ALL
