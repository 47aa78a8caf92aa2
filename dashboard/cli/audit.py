"""``audit``: the trail of reading and changes on the command line; the command itself is entered too."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from data_access.access_log import Action

CLI = "cli"
"""Number of a request that is none."""


class Format(StrEnum):
    """Forms of the output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(audit)


def audit(
    first: Annotated[str, typer.Option("--from", metavar="ДЕНЬ", help="С какого дня, например 2025-10-01.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="ДЕНЬ", help="По какой день включительно.")] = "",
    actor: Annotated[
        str, typer.Option(metavar="КТО", help="Роль (district, district:nevsky, school:118) или account:12.")
    ] = "",
    school: Annotated[str, typer.Option(metavar="НОМЕР", help="Номер школы из адреса её страницы.")] = "",
    action: Annotated[str, typer.Option(metavar="ДЕЙСТВИЕ", help="Например page, export, sign-in, change.")] = "",
    form: Annotated[Format, typer.Option("--format", help="Вид: table, json, csv или xlsx.")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option(metavar="ФАЙЛ", help="Куда записать csv или xlsx.")] = None,
) -> None:
    """Журнал: кто что видел, выгрузил и изменил. Результатов школ в нём нет."""
    from dashboard.audit.files import audit_file
    from dashboard.audit.page import ACTIONS, Unreadable, asked
    from dashboard.cli import opening
    from data_access.queries.audit import LARGEST, audit_trail
    from data_access.viewer import Role, Viewer
    from layouts.texts import audit as words

    if action not in ACTIONS:
        raise BadInput(f"Действия «{action}» нет. Есть: {', '.join(filter(None, ACTIONS))}.")
    if form in {Format.CSV, Format.XLSX} and out is None:
        raise BadInput("Для csv и xlsx нужен --out ФАЙЛ.")
    try:
        wanted = asked({"from": first, "to": last, "actor": actor, "school": school, "action": action})
    except Unreadable as unreadable:
        raise BadInput(str(unreadable)) from None
    with opening.engine() as engine:
        enter(engine, "export", "audit")
        with engine.connect() as connection:
            trail = audit_trail(connection, Viewer(Role.ADMINISTRATOR), wanted, limit=LARGEST)
    if trail.total > LARGEST:
        raise BadInput(words.TOO_MANY.format(total=trail.total, most=LARGEST))
    if out is not None and form in {Format.CSV, Format.XLSX}:
        out.write_bytes(audit_file(trail, "csv" if form is Format.CSV else "xlsx"))
        output.say(f"Записей: {trail.total}, файл {out}.")
    elif form is Format.JSON:
        from dataclasses import asdict

        output.show_json([asdict(row) for row in trail.rows])
    else:
        output.show_table(words.COLUMNS, [words.cells(row) for row in trail.rows])


def enter(engine: "Engine", action: "Action", what: str, publication: int | None = None) -> None:
    """Enters a command into the audit before its result is shown. Raises what the database raises."""
    with engine.begin() as connection:
        enter_with(connection, action, what, publication)


def enter_with(connection: "Connection", action: "Action", what: str, publication: int | None = None) -> None:
    """Enters a command in the transaction of what it does: either both are there or neither."""
    from data_access import access_log, clock

    entry = access_log.Access(clock.now(), CLI, action, what, "done", publication_id=publication)
    access_log.put(connection, [entry])
