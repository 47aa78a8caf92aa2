"""``effect``: does support help."""

from typing import Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(effect)


def effect(
    method: Annotated[str | None, typer.Option(metavar="МЕТОДИКА", help="Методика, например two-years.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False,
) -> None:
    """Эффект помощи: изменение доли низких результатов, откат к среднему, эффект с интервалом."""
    from dashboard.cli import opening
    from data_access.queries import publication as publications
    from data_access.queries.effect import effect_report
    from data_access.viewer import Role, Viewer
    from layouts.texts import effect as words
    from monitoring.method_profiles import DEFAULT_METHOD

    with opening.connection() as connection:
        publication = publications.current(connection)
        if publication is None:
            raise BadInput("Ничего не опубликовано: загрузите данные и выполните publish.")
        code = method or DEFAULT_METHOD
        known = [each.code for each in publication.methods]
        if code not in known:
            raise BadInput(f"Методики {code} нет. Есть: {', '.join(known)}.")
        stated = effect_report(connection, Viewer(Role.COMMITTEE), publication, code).stated
    found = stated.overall if stated else None
    counted = found is not None and found.refused != "no-threshold"
    refused = words.NOT_COMPUTED_STEP if stated is None else words.refusal(stated, stated.overall)
    if as_json:
        figures = {name: getattr(found, name, None) for name in ("change", "reversion", "effect", "interval")}
        counts = {
            "n_supported": found.n_supported if found and counted else None,
            "n_comparison": stated.n_comparison if stated and counted else None,
        }
        output.show_json(figures | counts | {"method": code, "refused": refused})
        return
    if stated is None or found is None or refused:
        output.say(refused or "")
        return
    rows = [
        (words.TOTAL, words.number(found.change), ""),
        (words.REVERSION, words.number(found.reversion), ""),
        (words.EFFECT, words.number(found.effect), words.interval(found.interval)),
        (words.SUPPORTED_ROW, found.n_supported, ""),
        (words.COMPARISON_ROW, stated.n_comparison, ""),
    ]
    output.show_table((words.WHAT_HEAD, words.VALUE_HEAD, words.INTERVAL_HEAD), rows)
