"""The section of the page of methods that sets the lists of the year against each other."""

from collections.abc import Mapping
from typing import Any

from dash import html

from layouts import ids
from layouts.components import grid
from layouts.components.sections import empty, section, source_line
from layouts.components.tables import Column, scrolled, table
from layouts.links import to_school
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from layouts.texts import methods_compared as words
from monitoring.districts import by_code
from monitoring.reports.groups import MethodsCompared, Verdicts
from monitoring.reports.publication import Publication, Selection

_ORDER = {"function": "russianOrder"}


def methods_compared(found: MethodsCompared | None, publication: Publication, selection: Selection) -> html.Section:
    """Counts by pair, and the schools of the viewer's scope on which methods differ."""
    if found is None:
        return section(words.TITLE, empty(words.NOTHING, words.NOTHING_STEP), hidden_grid())
    titles = {method.code: method.title for method in publication.methods}
    source = source_line(city_words.source(publication, selection))
    return section(
        words.finding(found, titles),
        scrolled(_pairs(found, titles), words.PAIRS),
        source,
        _differing(found.differing, found.methods, titles, selection),
        note=words.NOTE,
    )


def hidden_grid() -> html.Div:
    """The grid's place where there is nothing in it."""
    return html.Div(grid.empty_grid(ids.METHOD_DIFFERING_GRID), hidden=True)


def _pairs(found: MethodsCompared, titles: Mapping[str, str]) -> html.Table:
    first, second, *counts = words.PAIR_HEADS
    columns = [Column(first), Column(second), *(Column(title, numeric=True) for title in counts)]
    rows = [
        (
            f"{titles[pair.first]} ({g.number(found.listed[pair.first])})",
            f"{titles[pair.second]} ({g.number(found.listed[pair.second])})",
            g.number(pair.both),
            g.number(pair.only_first),
            g.number(pair.only_second),
        )
        for pair in found.pairs
    ]
    return table(columns, rows, caption=words.PAIRS)


def _differing(
    schools: tuple[Verdicts, ...] | None, methods: tuple[str, ...], titles: Mapping[str, str], selection: Selection
) -> html.Section:
    if not schools:
        said = words.CLOSED if schools is None else words.SAME
        return html.Section([html.H3(words.DIFFERING), html.P(said, className="note"), hidden_grid()])
    columns = [
        grid.link("name", heads.SCHOOL, minWidth=180, flex=2, sort="asc", comparator=_ORDER),
        grid.column("district", heads.DISTRICT, width=160),
        *(grid.column(code, titles[code], minWidth=130, flex=1) for code in methods),
    ]
    body = grid.grid(ids.METHOD_DIFFERING_GRID, columns, [_row(item, selection) for item in schools], page_size=20)
    return html.Section(
        [
            html.H3(words.differing_finding(len(schools))),
            html.P(words.DIFFERING_NOTE, className="note"),
            grid.named(body, words.DIFFERING),
        ]
    )


def _row(item: Verdicts, selection: Selection) -> dict[str, Any]:
    return {
        "name": item.name,
        "nameHref": to_school(item.id, selection),
        "district": by_code()[item.district].name,
        **{code: words.verdict(said) for code, said in item.by_method.items()},
    }
