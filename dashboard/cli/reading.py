"""``status`` and ``listing``: what is in the database and who is in the list."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from monitoring.identification import Ground

WORDS = {
    "schools": "Школ",
    "districts": "Районов",
    "results": "Результатов",
    "years": "Годы",
    "data_version": "Версия данных",
    "listed": "В списке",
    "quarantined": "В карантине",
    "unpublished": "Файлов не опубликовано",
    "synthetic": "Синтетические данные",
    "today": "Сегодня в данных",
}


def register(program: typer.Typer) -> None:
    """Adds the commands."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(status)
    program.command(options_metavar="[ПАРАМЕТРЫ]")(listing)


def status(as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False) -> None:
    """Что в базе и что видят читатели."""
    from dashboard.cli import opening
    from data_access.queries.status import status as ask

    with opening.engine() as engine, engine.connect() as connection:
        found = asdict(ask(connection))
    if as_json:
        output.show_json(found)
        return
    output.show_table(("Что", "Сколько"), [(WORDS.get(name, name), _word(value)) for name, value in found.items()])


def _word(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def listing(
    year: Annotated[int, typer.Option(metavar="ГОД", help="Год, в котором кончается учебный год: 2025 — это 2024/25.")],
    method: Annotated[str | None, typer.Option(metavar="МЕТОДИКА", help="Методика, например two-years.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False,
) -> None:
    """Список школ года с основаниями."""
    from dashboard.cli import opening
    from data_access.queries import listing as query
    from data_access.queries import publication as publications
    from data_access.viewer import Role, Viewer
    from monitoring import districts
    from monitoring.method_profiles import DEFAULT_METHOD

    with opening.engine() as engine, engine.connect() as connection:
        publication = publications.current(connection)
        if publication is None:
            raise BadInput("Ничего не опубликовано: загрузите данные и выполните publish.")
        code = method or DEFAULT_METHOD
        known = {each.code: each.years for each in publication.methods}
        if code not in known:
            raise BadInput(f"Методики {code} нет. Есть: {', '.join(known)}.")
        if year not in known[code]:
            years = ", ".join(map(str, known[code])) or "ни одного года"
            raise BadInput(f"За {year} год по методике {code} списка нет. Есть: {years}.")
        rows = query.listing_rows(connection, Viewer(Role.COMMITTEE), publication, year, code)
    names = districts.by_code()
    if as_json:
        schools = [asdict(row) | {"district": names[row.district].name, "district_code": row.district} for row in rows]
        output.show_json({"year": year, "method": code, "schools": schools})
        return
    output.show_table(
        ("Школа", "Район", "Основания"),
        [(row.name, names[row.district].name, "; ".join(_ground(ground) for ground in row.grounds)) for row in rows],
    )


def _ground(ground: "Ground") -> str:
    from monitoring.procedures import assessment_short

    name = assessment_short(ground.procedure, ground.subject, ground.grade)
    return f"{name} {ground.year}: {ground.value:.1f} % при пороге {ground.threshold:.0f} %, n = {ground.n}".replace(
        ".", ","
    )
