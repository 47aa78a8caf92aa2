"""Parts of pages about change: how the list came about, changes by assessment, level × change, what is unclear."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids, parts
from layouts.attributes import data
from layouts.components.change_grid import change_grid
from layouts.components.mask_legend import mask_legend
from layouts.components.sections import empty, section, source_line
from layouts.components.tables import Cell, Column, scrolled, table
from layouts.texts import city as city_words
from layouts.texts import dynamics as words
from layouts.texts import facts, masking
from layouts.texts import grammar as g
from layouts.view import View
from monitoring.level_change import cells, place
from monitoring.narrative import story
from monitoring.procedures import assessment_name
from monitoring.reports.dynamics import Dynamics, SchoolDynamics, SeriesChange, TerritoryChange
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import ResultPoint
from monitoring.reports.territory import ListedYear

CLEAR = "only-clear"
"""Class of a page on which rows of the class ``unclear`` are hidden; on paper too."""


def page_class(name: str, view: View) -> str:
    """Class of a page with the switch."""
    return f"{name} has-clear {CLEAR}" if view.clear else f"{name} has-clear"


def clear_switch(switch: str, done: str, view: View) -> html.Div:
    """The switch that hides what is statistically unclear; ids of itself and of where its callback ends."""
    return html.Div(
        [dbc.Switch(id=switch, label=words.CLEAR, value=view.clear), dcc.Store(id=done)], className="clear-switch"
    )


def hidden_note(text: str, count: int) -> html.P | None:
    """How many rows the switch has hidden; seen only then."""
    return html.P(text, className="note clear-note") if count else None


def list_story(series: Sequence[ListedYear], year: int) -> html.Div | None:
    """How the list of the year came about, in sentences."""
    told = facts.story(story(series, year))
    if not told:
        return None
    left = any(item.flow and item.flow.left_compared for item in series if item.year == year)
    parts: list[Any] = [html.P(" ".join(told), className="story")]
    if left:
        parts.append(html.P(words.SELECTED, className="note"))
    return html.Div(parts)


def territory_changes(
    dynamics: Dynamics,
    publication: Publication,
    selection: Selection,
    switch: html.Div | None = None,
    *,
    district: bool = False,
) -> html.Section:
    """Shares of the territory by assessment with their change; of a district its distance from the city too.

    ``switch``: that of ``clear_switch`` where it has no better place on the page.
    """
    items = dynamics.changes
    if not items:
        hidden = html.Div(switch, hidden=True)
        return section(words.TERRITORY_TITLE, hidden, empty(words.TERRITORY_EMPTY), part=parts.CHANGES)
    names = [*words.TERRITORY_COLUMNS, *((words.APART, "") if district else ())]
    columns = [Column(name, numeric=index in {1, 2, 3, 5}) for index, name in enumerate(names)]
    rows = [_territory_row(item, district) for item in items]
    unclear = [_unclear(item, district) for item in items]
    return section(
        words.territory_finding(items),
        scrolled(
            table(columns, rows, caption=words.TERRITORY_TITLE, row_classes=["unclear" if u else "" for u in unclear]),
            words.TERRITORY_TITLE,
        ),
        mask_legend(items),
        hidden_note(words.hidden_rows(sum(unclear)), sum(unclear)),
        source_line(city_words.source(publication, selection)),
        note=words.territory_note(items, district=district),
        controls=switch,
        part=parts.CHANGES,
    )


def _territory_row(item: TerritoryChange, district: bool) -> list[Any]:
    name = assessment_name(item.procedure, item.subject, item.grade)
    if item.masked:
        hidden = Cell(masking.hidden(item), class_name="quiet")
        return [name, hidden, *[g.NO_VALUE] * (len(words.TERRITORY_COLUMNS) - 2 + (2 if district else 0))]
    verdict = words.territory_verdict(item.interval, item.change)
    row = [
        name,
        g.NO_VALUE if item.share is None else g.number(item.share, 1) + masking.sign(item),
        g.NO_VALUE if item.n is None else g.number(item.n),
        words.with_interval(item.change, item.interval),
        Cell(verdict, class_name="quiet" if _quiet(item.interval) else ""),
    ]
    if district:
        apart = words.apart_verdict(item.apart_interval)
        row += [
            words.with_interval(item.apart, item.apart_interval),
            Cell(apart, class_name="quiet" if _quiet(item.apart_interval) else ""),
        ]
    return row


def _quiet(interval: tuple[float, float] | None) -> bool:
    return interval is None or interval[0] <= 0 <= interval[1]


def _unclear(item: TerritoryChange, district: bool) -> bool:
    return _quiet(item.interval) and (not district or _quiet(item.apart_interval))


def level_change(dynamics: Dynamics, publication: Publication, selection: Selection) -> html.Section:
    """The grid for who may see every school; for a school its own place; for others why there is none."""
    if not dynamics.whole:
        own = [words.own_place(item, place(item.change.after, item.change.change)) for item in dynamics.schools]
        return section(words.GRID_TITLE, *(html.P(text, className="story") for text in own), empty(words.GRID_CLOSED))
    if not dynamics.schools:
        return section(words.GRID_TITLE, empty(words.GRID_EMPTY))
    found = cells(dynamics.schools)
    unclear = sum(words.unclear(item.change) for item in dynamics.schools)
    first = min(item.change.first_year for item in dynamics.schools)
    return section(
        words.GRID_TITLE,
        change_grid(found, selection),
        hidden_note(words.hidden_schools(unclear), unclear),
        source_line(city_words.source(publication, selection)),
        note=[
            words.grid_note(first, selection.year),
            f" {words.GRID_LISTED} ",
            html.Span(words.GRID_HINT, className="screen-only"),
        ],
    )


def trend_lines(dynamics: Dynamics, chosen: str, name: str) -> list[html.Span]:
    """Change of the district in the assessment of the chart; the others wait for the choice."""
    return [
        html.Span(words.territory_line(item, name), hidden=key != chosen, **data(series=key))
        for item in dynamics.changes
        if not item.masked
        for key in [ids.series(item.procedure, item.subject, item.grade)]
    ]


def school_finding(dynamics: SchoolDynamics, points: Sequence[ResultPoint]) -> str:
    """The heading of the trajectory of one assessment: its latest year against the years before."""
    known = [point for point in points if point.low_share is not None]
    last = max(known, key=lambda point: point.year)
    key = (last.procedure, last.subject, last.grade)
    found = next(
        (
            item
            for item in dynamics.series
            if (item.procedure, item.subject, item.grade) == key and item.change.year == last.year
        ),
        None,
    )
    return words.series_finding(found, assessment_name(*key), last.year, last.low_share)


def school_changes(
    dynamics: SchoolDynamics, publication: Publication, selection: Selection, view: View
) -> html.Section:
    """Change of the school in the year: by the rule's assessments together, then one by one."""
    switch = clear_switch(ids.SCHOOL_CLEAR_SWITCH, ids.SCHOOL_CLEAR_DONE, view)
    items = [item for item in dynamics.series if item.change.year == selection.year]
    if not items:
        hidden = html.Div(switch, hidden=True)
        return section(words.SCHOOL_TITLE, hidden, empty(words.GRID_EMPTY), part=parts.CHANGES)
    columns = [Column(name, numeric=index in {1, 2, 3, 4, 5}) for index, name in enumerate(words.SCHOOL_COLUMNS)]
    unclear = [words.unclear(item.change) for item in items]
    overall = dynamics.overall
    footer = None if overall is None else _school_row(SeriesChange("", "", 0, overall))
    return section(
        words.school_finding(overall),
        scrolled(
            table(
                columns,
                [_school_row(item) for item in items],
                caption=words.SCHOOL_TITLE,
                footer=footer,
                row_classes=["unclear" if hidden else "" for hidden in unclear],
            ),
            words.SCHOOL_TITLE,
        ),
        hidden_note(words.hidden_rows(sum(unclear)), sum(unclear)),
        source_line(city_words.source(publication, selection)),
        note=words.school_table_note(selection.year),
        controls=switch,
        part=parts.CHANGES,
    )


def _school_row(item: SeriesChange) -> list[Any]:
    change = item.change
    return [
        assessment_name(item.procedure, item.subject, item.grade) if item.procedure else words.TOGETHER,
        g.number(change.before, 1),
        g.number(change.after, 1),
        g.signed(change.city, 1),
        words.figures(change),
        g.number(change.participants),
        Cell(words.word(change), class_name="quiet" if words.unclear(change) else ""),
    ]
