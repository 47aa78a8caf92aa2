"""``plan copy``: the plan of another school year after one that stands."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from data_access.changes.copy_plan import Copied


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(
        help="План мероприятий («дорожная карта»).",
        options_metavar="[ПАРАМЕТРЫ]",
        subcommand_metavar="КОМАНДА …",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    # With one command alone typer would leave its name out.
    group.callback()(_group)
    group.command(options_metavar="[ПАРАМЕТРЫ]")(copy)
    program.add_typer(group, name="plan")


def _group() -> None:
    """План мероприятий («дорожная карта»)."""


def copy(
    source: Annotated[str, typer.Option("--from", metavar="ГОД", help="План, по образцу которого: например, 2025/26.")],
    target: Annotated[str, typer.Option("--to", metavar="ГОД", help="Учебный год нового плана: например, 2026/27.")],
) -> None:
    """Создать план другого года по образцу имеющегося.

    Сроки сдвигаются на целые годы, все поручения начинаются заново. Если план на этот год уже есть, ничего не меняется.
    """
    from dashboard.cli import opening
    from data_access import clock, walls
    from data_access.changes import Refused
    from data_access.changes.copy_plan import copy_plan
    from data_access.viewer import Role, Viewer
    from data_access.writing import writing

    years = [_year(source), _year(target)]
    with opening.engine() as engine:
        try:
            with writing(engine) as connection:
                walls.declare_system(connection)
                today: date = clock.today(connection)
                made: Copied = copy_plan(connection, Viewer(Role.COMMITTEE), *years, today=today)
        except Refused as refused:
            raise BadInput(f"Не создано: {refused}.") from None
    from layouts.texts import road_map as words

    output.say(words.copied(years[1], made.items, made.tasks), "green")


def _year(text: str) -> int:
    """The calendar year in which the school year ends."""
    from monitoring.records.fields import FieldProblem, read
    from monitoring.records.school_case import YEAR

    try:
        year = read(YEAR, text)
    except FieldProblem as problem:
        raise BadInput(f"{text}: {problem}.") from None
    assert isinstance(year, int)
    return year
