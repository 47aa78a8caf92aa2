"""``status``, ``listing`` and ``match``: what is in the database, who is in the list, which partners are proposed."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import output
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from monitoring.reports.matching import Proposals, Side
    from monitoring.reports.publication import Publication, Selection
    from monitoring.reports.school import ListedSchool

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
    program.command(options_metavar="[ПАРАМЕТРЫ]")(match)


def status(as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False) -> None:
    """Что в базе и что видят читатели."""
    from dashboard.cli import opening
    from data_access.queries.status import status as ask

    with opening.connection() as connection:
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
    from data_access.viewer import Role, Viewer
    from layouts.texts.rules import plain_ground
    from monitoring import districts

    with opening.connection() as connection:
        publication, selection = chosen(connection, year, method)
        code = selection.method.code
        asked = (connection, Viewer(Role.COMMITTEE), publication, year, code)
        rows, left = query.listing_rows(*asked), query.listing_rows(*asked, ("left",))
    names = districts.by_code()
    if as_json:
        output.show_json({"year": year, "method": code, "schools": _listed(rows), "left": _listed(left)})
        return
    output.show_table(
        ("Школа", "Район", "Основания"),
        [(row.name, names[row.district].name, "; ".join(map(plain_ground, row.grounds))) for row in rows],
    )


def _listed(rows: "Sequence[ListedSchool]") -> list[dict[str, object]]:
    from monitoring import districts
    from monitoring.objectivity.signs import is_evidence

    names = districts.by_code()
    return [
        asdict(row)
        | {
            "district": names[row.district].name,
            "district_code": row.district,
            "grounds": [ground.as_dict() for ground in row.grounds],
            "evidence": None if row.signs is None else is_evidence(row.signs),
        }
        for row in rows
    ]


def match(
    year: Annotated[
        int | None, typer.Option(metavar="ГОД", help="Год списка, как у listing; без него последний.")
    ] = None,
    method: Annotated[str | None, typer.Option(metavar="МЕТОДИКА", help="Методика, например two-years.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False,
) -> None:
    """Предложения партнёров для школ списка, у которых партнёра нет."""
    from dashboard.cli import opening
    from data_access.queries import matching as query
    from data_access.viewer import Role, Viewer
    from layouts.texts import proposals as words

    with opening.connection() as connection:
        publication, selection = chosen(connection, year, method)
        found = query.proposals(connection, Viewer(Role.COMMITTEE), publication, selection)
    if as_json:
        output.show_json(_matched(found, selection))
        return
    headings = ("Школа", "Район", "Наставник", "Район наставника", "Почему")
    pairs = [(*_place(pair.mentee), *_place(pair.mentor), words.reason(pair)) for pair in found.pairs]
    alone = [(*_place(item.school), None, None, words.without(item.reason, found)) for item in found.unmatched]
    output.show_table(headings, [*pairs, *alone])
    if price := words.price(found):
        output.say(price)
    output.say(words.objectivity(found))


def _matched(found: "Proposals", selection: "Selection") -> dict[str, object]:
    from layouts.texts import proposals as words

    return {
        "year": selection.year,
        "method": selection.method.code,
        "pairs": [
            {
                "mentee": _side(pair.mentee),
                "mentor": _side(pair.mentor),
                "distance_km": pair.distance_km,
                "costs": asdict(pair.costs) if pair.costs else None,
                "total": pair.costs.total if pair.costs else None,
                "reason": words.reason(pair),
            }
            for pair in found.pairs
        ],
        "unmatched": [
            _side(item.school) | {"reason_code": item.reason, "reason": words.without(item.reason, found)}
            for item in found.unmatched
        ],
        "total_cost": found.total_cost,
        "greedy_cost": found.greedy_cost,
        "by_district": found.by_district,
        "objectivity": found.objectivity,
        "excluded": found.excluded,
        "rules": asdict(found.rules),
    }


def _side(side: "Side") -> dict[str, object]:
    name, district = _place(side)
    return {"id": side.id, "name": name, "district": district, "district_code": side.district}


def _place(side: "Side") -> tuple[str, str]:
    from monitoring import districts

    return side.name, districts.by_code()[side.district].name


def chosen(connection: "Connection", year: int | None, method: str | None) -> tuple["Publication", "Selection"]:
    """The publication and the list asked for; the newest year where none is named."""
    from data_access.queries import publication as publications
    from monitoring.method_profiles import DEFAULT_METHOD
    from monitoring.reports.publication import Selection

    publication = publications.current(connection)
    if publication is None:
        raise BadInput("Ничего не опубликовано: загрузите данные и выполните publish.")
    code = method or DEFAULT_METHOD
    known = {each.code: each for each in publication.methods}
    if code not in known:
        raise BadInput(f"Методики {code} нет. Есть: {', '.join(known)}.")
    years = known[code].years
    if year is None and years:
        year = years[-1]
    if year not in years:
        listed = ", ".join(map(str, years)) or "ни одного года"
        raise BadInput(f"За {year or 'последний'} год по методике {code} списка нет. Есть: {listed}.")
    return publication, Selection(year, known[code])
