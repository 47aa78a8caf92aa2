"""The simulator of the rule on the page «Методика»: sliders, and what they change.

``answers`` gives every value that depends on the sliders, by component and property. The page is built with them and
the callbacks return them, so that the two cannot differ.
"""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids
from layouts.attributes import aria
from layouts.components import grid
from layouts.components.sections import block, empty, figure, section, source_line
from layouts.figures.graph import empty_graph, graph
from layouts.figures.listed_by_threshold import listed_by_threshold
from layouts.links import to_district, to_school
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from layouts.texts import simulator as words
from monitoring.districts import by_code
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.simulation import MovedSchool, Simulation, TerritoryList
from monitoring.simulated_list import bounds

SLIDERS = (ids.SIMULATOR_SHARE_SLIDER, ids.SIMULATOR_PROCEDURES_SLIDER, ids.SIMULATOR_MINIMUM_SLIDER)
"""Share, procedures, minimum: the order of every callback."""
VALUES = (ids.SIMULATOR_SHARE_VALUE, ids.SIMULATOR_PROCEDURES_VALUE, ids.SIMULATOR_MINIMUM_VALUE)
WORDS = (
    (ids.SIMULATOR_FINDING, "children"),
    (ids.SIMULATOR_NOTE, "children"),
    (ids.SIMULATOR_LISTED, "children"),
    (ids.SIMULATOR_ENTERED, "children"),
    (ids.SIMULATOR_LEFT, "children"),
    (ids.SIMULATOR_THIN, "children"),
    (ids.SIMULATOR_MOVED_FINDING, "children"),
    (ids.SIMULATOR_CURVE_FINDING, "children"),
)
DRAWINGS = (
    (ids.SIMULATOR_DISTRICTS_GRID, "rowData"),
    (ids.SIMULATOR_MOVED_GRID, "rowData"),
    (ids.SIMULATOR_CURVE_GRAPH, "figure"),
    (ids.SIMULATOR_CURVE_GRID, "rowData"),
)
"""Apart from the words: the browser needs 100 ms and more to draw them, the words stand at once."""
ANSWERS = WORDS + DRAWINGS
_ORDER = {"function": "russianOrder"}
_OR_DASH = {"function": "orDash(params.value)"}


def answers(found: Simulation, selection: Selection) -> list[Any]:
    """Values of ``ANSWERS``, in their order."""
    return [*sentences(found, selection), *drawings(found, selection)]


def sentences(found: Simulation, selection: Selection) -> list[str]:
    """Values of ``WORDS``, in their order."""
    return [
        words.finding(found),
        words.note(found, selection.method),
        g.number(found.simulated),
        g.number(found.entered),
        g.number(found.left),
        words.thin(found),
        words.moved_finding(found),
        words.curve_finding(found),
    ]


def drawings(found: Simulation, selection: Selection) -> list[Any]:
    """Values of ``DRAWINGS``, in their order."""
    chart = listed_by_threshold(
        found.curve,
        present=found.rule.threshold,
        listed=found.simulated,
        published=found.published_rule.threshold,
    )
    return [
        [_district(row, selection) for row in found.districts],
        [_school(row, selection) for row in found.moved],
        chart,
        [{"threshold": words.share(threshold), "listed": count} for threshold, count in found.curve],
    ]


def simulator(found: Simulation | None, publication: Publication | None, selection: Selection | None) -> html.Section:
    """The section with its data; without a listing, or for a viewer to whom no list is open, a sentence instead."""
    if selection is not None and selection.method.kind != "shares":
        return section(words.TITLE, empty(words.NO_SLIDERS, words.NO_SLIDERS_STEP), _hidden())
    if found is None or publication is None or selection is None:
        return section(words.TITLE, empty(words.NO_LISTING, words.NO_LISTING_STEP), _hidden())
    if found.scope == "none":
        return section(words.TITLE, empty(words.CLOSED, words.CLOSED_STEP), _hidden())
    shown = dict(zip((name for name, _ in ANSWERS), answers(found, selection), strict=True))
    source = source_line(city_words.source(publication, selection))
    return section(
        html.Span(shown[ids.SIMULATOR_FINDING], id=ids.SIMULATOR_FINDING, **aria(live="polite")),
        html.P(shown[ids.SIMULATOR_NOTE], id=ids.SIMULATOR_NOTE, className="note"),
        _controls(found),
        _strip(found, shown),
        html.P(words.THIN_EXPLAINED, className="note"),
        html.Div(
            [_districts(found, shown), html.Div([_curve(found, shown), _moved(shown)])],
            className="columns half-columns",
        ),
        source,
        dcc.Store(id=ids.SIMULATOR_PUBLISHED_STORE, data=_published(found, selection)),
        class_name="simulator",
    )


def skeleton() -> html.Div:
    """The section's shape without data: every id it will have."""
    return html.Div([block(320), _hidden()])


def _hidden() -> html.Div:
    """Every id, out of sight: callbacks find their components whatever the data are."""
    texts = [html.Span(id=name) for name, role in ANSWERS if role == "children"]
    return html.Div(
        [
            *(dbc.Input(id=name, type="range") for name in SLIDERS),
            *(html.Output(id=name) for name in VALUES),
            *texts,
            html.Button(words.RESET, id=ids.SIMULATOR_RESET_BUTTON, type="button"),
            *(grid.empty_grid(name) for name, role in ANSWERS if role == "rowData"),
            empty_graph(ids.SIMULATOR_CURVE_GRAPH),
            dcc.Store(id=ids.SIMULATOR_PUBLISHED_STORE),
        ],
        hidden=True,
    )


def _published(found: Simulation, selection: Selection) -> dict[str, float | None]:
    """What the sliders return to, and the former publication that they are moved over."""
    rule = found.published_rule
    return {
        "share": rule.threshold, "procedures": rule.low_procedures, "minimum": rule.min_participants,
        "version": selection.version,
    }  # fmt: skip


def _controls(found: Simulation) -> html.Div:
    low, high = bounds(found.published_rule)
    rule, whole = found.rule, float(found.published_rule.threshold).is_integer()
    limits = (
        (words.SHARE, low.threshold, high.threshold, rule.threshold, 1 if whole else 0.1),
        (words.PROCEDURES, low.low_procedures, high.low_procedures, rule.low_procedures, 1),
        (words.MINIMUM, low.min_participants, high.min_participants, rule.min_participants, 1),
    )
    fields = [_slider(slider, value, *limit) for slider, value, limit in zip(SLIDERS, VALUES, limits, strict=True)]
    reset = html.Button(words.RESET, id=ids.SIMULATOR_RESET_BUTTON, type="button", className="plain-button")
    return html.Div([*fields, reset], className="controls sliders", role="group", **aria(label=words.CONTROLS))


def _slider(slider: str, value: str, label: str, low: float, high: float, now: float, step: float) -> html.Div:
    """A native range input: arrows, Home and End move it, and the label names it."""
    return html.Div(
        [
            html.Div(
                [
                    html.Label(label, htmlFor=slider),
                    html.Output(g.short(now), id=value, htmlFor=slider, className="slider-value"),
                ],
                className="slider-head",
            ),
            dbc.Input(id=slider, type="range", min=low, max=high, step=step, value=now, class_name="form-range"),
            html.Div(
                [html.Span(g.short(low)), html.Span(g.short(high))], className="slider-ends", **aria(hidden="true")
            ),
        ],
        className="slider",
    )


def _strip(found: Simulation, shown: dict[str, Any]) -> html.Dl:
    figures = (
        (ids.SIMULATOR_LISTED, words.LISTED, words.published(found)),
        (ids.SIMULATOR_ENTERED, words.ENTERED, words.AGAINST),
        (ids.SIMULATOR_LEFT, words.LEFT, words.AGAINST),
        (ids.SIMULATOR_THIN, words.THIN, words.THIN_NOTE),
    )
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(label),
                    html.Dd(html.Span(shown[name], id=name, className="key-value")),
                    html.Dd(below, className="key-note"),
                ],
                className="key-figure",
            )
            for name, label, below in figures
        ],
        className="key-figures",
    )


def _districts(found: Simulation, shown: dict[str, Any]) -> html.Section:
    columns = [
        grid.link("name", heads.DISTRICT, minWidth=150, flex=1),
        grid.numeric("published", words.PUBLISHED, width=112),
        grid.numeric("simulated", words.SIMULATED, width=112, valueFormatter=_OR_DASH),
        grid.numeric("entered", words.ENTERED, width=84, valueFormatter=_OR_DASH),
        grid.numeric("left", words.LEFT, width=84, valueFormatter=_OR_DASH),
    ]
    body = grid.grid(ids.SIMULATOR_DISTRICTS_GRID, columns, shown[ids.SIMULATOR_DISTRICTS_GRID])
    closed = "" if found.scope == "all" else words.OTHERS_CLOSED
    return _part(
        words.DISTRICTS, html.P(words.DISTRICTS_NOTE + closed, className="note"), grid.named(body, words.DISTRICTS)
    )


def _moved(shown: dict[str, Any]) -> html.Section:
    columns = [
        grid.link("name", heads.SCHOOL, minWidth=170, flex=1, comparator=_ORDER),
        grid.column("district", heads.DISTRICT, width=152),
        grid.column("change", words.CHANGE, width=105),
        grid.numeric("highest", words.HIGHEST, width=105, valueFormatter={"function": "oneDigit(params.value)"}),
    ]
    body = grid.grid(ids.SIMULATOR_MOVED_GRID, columns, shown[ids.SIMULATOR_MOVED_GRID], page_size=20)
    return _part(
        html.Span(shown[ids.SIMULATOR_MOVED_FINDING], id=ids.SIMULATOR_MOVED_FINDING),
        html.P(words.MOVED_NOTE, className="note"),
        grid.named(body, words.MOVED),
    )


def _curve(found: Simulation, shown: dict[str, Any]) -> html.Section:
    rows = grid.grid(
        ids.SIMULATOR_CURVE_GRID,
        [grid.column("threshold", words.THRESHOLD, width=110), grid.numeric("listed", words.IN_LIST, width=130)],
        shown[ids.SIMULATOR_CURVE_GRID],
    )
    return _part(
        html.Span(shown[ids.SIMULATOR_CURVE_FINDING], id=ids.SIMULATOR_CURVE_FINDING),
        html.P(words.CURVE_CAPTION, className="note"),
        figure(graph(ids.SIMULATOR_CURVE_GRAPH, shown[ids.SIMULATOR_CURVE_GRAPH], height=250), words.CURVE_CAPTION),
        html.Details([html.Summary(words.CURVE_TWIN), grid.named(rows, words.CURVE_TWIN)], className="twin"),
        # A list of one school falls from one to nothing: the heading of the section says it.
        hidden=found.scope == "school",
    )


def _part(title: Any, *children: Any, hidden: bool = False) -> html.Section:
    return html.Section([html.H3(title), *children], hidden=hidden)


def _district(row: TerritoryList, selection: Selection) -> dict[str, Any]:
    return {
        "name": by_code()[row.code].name,
        "nameHref": to_district(row.code, selection),
        "published": row.published,
        "simulated": row.simulated,
        "entered": row.entered,
        "left": row.left,
    }


def _school(row: MovedSchool, selection: Selection) -> dict[str, Any]:
    return {
        "name": row.name,
        "nameHref": to_school(row.id, selection),
        "district": by_code()[row.district].name,
        "change": words.ENTERS if row.entered else words.LEAVES,
        "highest": row.highest,
    }
