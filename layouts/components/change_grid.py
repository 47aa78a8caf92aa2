"""The grid level × change as a table of buttons: it is its own twin, and a cell opens its schools."""

import json
from collections.abc import Mapping
from typing import Any

from dash import html

from layouts.attributes import aria, data
from layouts.components.tables import part, scrolled
from layouts.links import href
from layouts.texts import dynamics as words
from layouts.texts import grammar as g
from layouts.texts import statuses
from monitoring.level_change import Cell, Place
from monitoring.reports.dynamics import PlacedSchool
from monitoring.reports.publication import Selection
from monitoring.share_changes import WITHIN


def change_grid(cells: Mapping[Place, Cell], selection: Selection) -> html.Div:
    """The highest level on top, falling on the left; beneath it the place of the list of the chosen cell.

    The schools wait in ``data-schools`` by cell; ``assets/dynamics.js`` lists those of the cell that is pressed. A city
    has hundreds: as elements they would weigh more than the rest of the page.
    """
    heads = [html.Th(words.GRID_CORNER, scope="col"), *(html.Th(name, scope="col") for name in words.CHANGE_NAMES)]
    rows = [
        part(
            html.Tr,
            [
                part(html.Th, words.LEVEL_NAMES[level], scope="row"),
                *(part(html.Td, _cell((level, change), cells[level, change])) for change in range(5)),
            ],
        )
        for level in reversed(range(5))
    ]
    whole = html.Table(
        [
            html.Caption(words.GRID_CAPTION, className="visually-hidden"),
            html.Thead(
                [
                    html.Tr([html.Td(), html.Th(words.GRID_CHANGE, scope="colgroup", colSpan=5)]),
                    html.Tr(heads),
                ]
            ),
            html.Tbody(rows),
        ],
        className="change-grid",
    )
    fates = sorted({school.status for cell in cells.values() for school in cell.schools})
    schools = {
        "search": href("", selection),
        "statuses": [[statuses.shape(fate), statuses.name(fate)] for fate in fates],
        "verdicts": [[words.VERDICTS[verdict], verdict == WITHIN] for verdict in words.VERDICTS],
        "cells": {
            _key(place): [_school(school, fates) for school in cell.schools]
            for place, cell in cells.items()
            if cell.schools
        },
    }
    text = json.dumps(schools, ensure_ascii=False, separators=(",", ":"))
    return html.Div(
        [
            scrolled(whole, words.GRID_CAPTION),
            html.Div(className="cell-schools", **aria(live="polite")),
        ],
        className="level-change",
        **data(schools=text),
    )


def _school(school: PlacedSchool, fates: list[str]) -> list[Any]:
    """What the script makes a line of: words that repeat stand once, by number."""
    verdict = list(words.VERDICTS).index(school.change.verdict)
    return [school.id, school.name, fates.index(school.status), words.school_note(school), verdict]


def _cell(place: Place, cell: Cell) -> html.Button | str:
    if not cell.schools:
        return g.NO_VALUE
    said = words.cell_words(place, len(cell.schools), cell.listed)
    inside = [html.Span(g.number(len(cell.schools)))]
    if cell.listed:
        inside.append(html.Span(f"▲{g.NBSP}{g.number(cell.listed)}", className="cell-listed"))
    return html.Button(
        inside, type="button", className="cell-button", **data(cell=_key(place)), **aria(pressed="false", label=said)
    )


def _key(place: Place) -> str:
    return f"{place[0]}-{place[1]}"
