"""Page «Город»: how many schools need help, where, is it getting better, is the plan carried out."""

from pathlib import Path
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids, parts, rule
from layouts.approved import approved_note
from layouts.attention import attention_line
from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.briefing_link import briefing_link
from layouts.components.city_tables import districts_table, means_table, series_table
from layouts.components.figures_strip import strip
from layouts.components.heat_table import heat_table
from layouts.components.list_figures import list_figures
from layouts.components.map_legend import map_legend
from layouts.components.map_tools import zoom_buttons
from layouts.components.mask_legend import mask_legend
from layouts.components.plan_table import plan_table
from layouts.components.sections import block, empty, figure, page_head, section, source_line, twin
from layouts.components.tables import scrolled
from layouts.dynamics import clear_switch, level_change, list_story, page_class, territory_changes
from layouts.figures import map_layers, shapes
from layouts.figures.city_map import city_map, helped_beside_the_list, near_the_list
from layouts.figures.graph import empty_graph, graph, map_graph
from layouts.figures.listed_trend import listed_trend
from layouts.first_looks import first_looks
from layouts.links import to_table, to_territory_origins
from layouts.objectivity import left_note
from layouts.texts import city as words
from layouts.texts import grammar as g
from layouts.texts import heat as heat_words
from layouts.texts import maps as map_words
from layouts.texts import plan as plan_words
from layouts.texts import rules
from layouts.view import View
from monitoring.districts import CITY as CITY_CODE
from monitoring.first_looks import of_city
from monitoring.reports.approved import ApprovedList
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.territory import CityReport, HeatColumn, HeatMap, ListedYear

_LOW, _TALL = 270, 430
"""Heights of the trend, px."""


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(
    report: CityReport,
    publication: Publication,
    selection: Selection,
    view: View = View(),  # noqa: B008 - frozen
    *,
    boundaries: Path | None = None,
    overdue: int | None = None,
    approved: ApprovedList | None = None,
) -> html.Div:
    """The page with its data; ``boundaries`` as in ``geodata.load_districts``, ``overdue``: terms past, if told."""
    now, former = of_year(report.series, selection.year)
    schools = sum(row.schools for row in report.districts)
    placed = words.placed_note(len(report.marks), schools)
    plan = _plan(report, publication)
    unknown = "" if selection.method.kind == "shares" else rules.NO_PROBABILITY_SHORT
    return html.Div(
        [
            page_head(
                breadcrumbs([], CITY),
                words.headline(now, former),
                rule.lead(words.lead(report, selection.method, selection.year), selection),
                attention_line(overdue, selection),
                briefing_link(
                    "city", "", selection, to_territory_origins(CITY_CODE, selection) if report.scope == "all" else ""
                ),
            ),
            strip(list_figures(report.series, now, former, report.plan, schools, placed, unknown)),
            left_note(report.left_with_signs),
            approved_note(approved, publication, selection),
            html.Div(
                [
                    _map(report, publication, selection, view, boundaries),
                    first_looks(of_city(report, selection.year), selection, known=now is not None, class_name="aside"),
                ],
                className="columns map-columns",
            ),
            html.Div(
                [
                    html.Div(
                        [_trend(report, publication, selection, tall=bool(report.plan)), None if report.plan else plan]
                    ),
                    _heat(report, publication, selection),
                ],
                className="columns half-columns",
            ),
            territory_changes(
                report.dynamics,
                publication,
                selection,
                clear_switch(ids.CITY_CLEAR_SWITCH, ids.CITY_CLEAR_DONE, view),
            ),
            level_change(report.dynamics, publication, selection) if report.dynamics.whole else None,
            plan if report.plan else None,
            section(
                words.DISTRICTS,
                districts_table(report, selection),
                source_line(words.source(publication, selection)),
                note=[words.DISTRICTS_NOTE, html.Span(words.SORT_HINT, className="screen-only")],
            ),
            dcc.Store(id=ids.CITY_DONE),
        ],
        className=page_class("city-page", view),
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div(
        [
            block(90),
            block(86),
            dbc.Select(id=ids.CITY_LAYER_SELECT, options=[]),
            dbc.Switch(id=ids.CITY_LINKS_SWITCH, value=True),
            clear_switch(ids.CITY_CLEAR_SWITCH, ids.CITY_CLEAR_DONE, View()),
            html.P(id=ids.CITY_MAP_NOTE),
            html.Div(empty_graph(ids.CITY_MAP_GRAPH), className="skeleton-map"),
            html.Div(id=ids.CITY_MAP_LEGEND),
            empty_graph(ids.CITY_LISTED_GRAPH),
            dcc.Store(id=ids.CITY_LAYERS_STORE),
            dcc.Store(id=ids.CITY_DONE),
        ],
        className="skeleton",
        **aria(hidden="true"),
    )


def of_year(series: tuple[ListedYear, ...], year: int) -> tuple[ListedYear | None, ListedYear | None]:
    """The listing of the year and the one before it; None where there is none."""
    now = next((item for item in series if item.year == year and item.listed is not None), None)
    before = [item for item in series if item.year < year and item.listed is not None]
    return now, before[-1] if before else None


def _map(
    report: CityReport, publication: Publication, selection: Selection, view: View, boundaries: Path | None
) -> html.Section:
    drawn = shapes.load(boundaries)
    found = map_layers.layers(report)
    layer = map_layers.chosen(found, view.layer)
    no_list = all(row.assessed == 0 for row in report.districts)
    chart = city_map(drawn, layer, report.marks, report.links, show_links=view.links, show_all=no_list)
    left, others = helped_beside_the_list(report.marks, report.links)
    signs = ["school"] if no_list else []
    signs += ["listed"] if any(mark.listed for mark in report.marks) else []
    signs += ["near"] if near_the_list(report.marks) else []
    signs += ["left"] if left and not no_list else []
    signs += ["mentor"] if any(mark.mentor for mark in report.marks) else []
    signs += ["link"] if report.links else []
    signs += ["other"] if others and not no_list else []
    signs += ["own"] if any(mark.own for mark in report.marks) else []
    notes = [
        map_words.SCOPE[report.scope],
        map_words.unplaced(report.unplaced_listed) if report.unplaced_listed else "",
    ]
    listed = sum(row.listed for row in report.districts)
    return section(
        words.map_finding(report.districts, listed),
        html.P(layer.note, id=ids.CITY_MAP_NOTE, className="note map-note"),
        html.Div(_map_controls(found, layer, view, bool(report.links)), className="controls"),
        figure(map_graph(ids.CITY_MAP_GRAPH, chart), words.MAP_CAPTION, to_table("city", "", "districts", selection)),
        map_legend(ids.CITY_MAP_LEGEND, map_layers.legend_class(layer), signs),
        html.P(" ".join(note for note in notes if note), className="note") if any(notes) else None,
        html.P(map_words.HINT, className="note map-hint"),
        source_line(words.source(publication, selection), f" · границы: {drawn.attribution}"),
        dcc.Store(id=ids.CITY_LAYERS_STORE, data=map_layers.store(found)),
        class_name="map-section",
    )


def _map_controls(found: tuple[map_layers.Layer, ...], layer: map_layers.Layer, view: View, links: bool) -> list[Any]:
    options = [{"label": item.title, "value": item.key} for item in found]
    select = dbc.Select(id=ids.CITY_LAYER_SELECT, options=options, value=layer.key, size="sm", disabled=len(found) < 2)
    switch = dbc.Switch(id=ids.CITY_LINKS_SWITCH, label=map_words.LINKS, value=view.links, disabled=not links)
    return [
        html.Div([html.Label(map_words.LAYER, htmlFor=ids.CITY_LAYER_SELECT), select], className="choice"),
        switch,
        zoom_buttons(),
    ]


def _trend(report: CityReport, publication: Publication, selection: Selection, *, tall: bool) -> html.Section:
    """``tall``: as high as the heat map beside it, where nothing stands beneath."""
    if not any(item.listed is not None for item in report.series):
        return section(
            words.TREND_EMPTY_TITLE, html.Div(empty_graph(ids.CITY_LISTED_GRAPH), hidden=True), empty(words.NO_TREND)
        )
    gaps = words.gaps(report.series)
    chart = graph(ids.CITY_LISTED_GRAPH, listed_trend(report.series), height=_TALL if tall else _LOW)
    return section(
        words.trend_finding(report.series),
        list_story(report.series, selection.year),
        figure(chart, words.TREND_NOTE, to_table("city", "", "list-by-year", selection)),
        source_line(words.source(publication, selection), f". {g.capital(gaps)}." if gaps else ""),
        twin(words.TREND_TWIN, series_table(report.series)),
        note=words.TREND_NOTE,
        part=parts.LIST,
    )


def _plan(report: CityReport, publication: Publication) -> html.Section:
    if not report.plan:
        return section(plan_words.TITLE, empty(plan_words.EMPTY, plan_words.NO_PLAN_STEP))
    return section(
        plan_words.finding(report.plan),
        plan_table(report.plan, publication.today),
        note=plan_words.note(publication.today),
        part=parts.PLAN,
    )


def _heat(report: CityReport, publication: Publication, selection: Selection) -> html.Section:
    heat = report.heat
    column, value = weakest(heat)
    if column is None and report.means:
        return section(
            heat_words.MEANS_TITLE,
            scrolled(means_table(report.means, selection), heat_words.MEANS_TITLE),
            mask_legend(report.means),
            source_line(words.source(publication, selection)),
            note=heat_words.MEANS_NOTE,
        )
    if column is None:
        return section(heat_words.finding(None, None), empty(heat_words.EMPTY, heat_words.EMPTY_STEP))
    note = heat_words.note(heat)
    return section(
        heat_words.finding(column, value),
        heat_table(heat, selection, caption=note, traced=lambda _code: report.scope == "all"),
        source_line(words.source(publication, selection)),
        note=note,
    )


def weakest(heat: HeatMap) -> tuple[HeatColumn | None, float | None]:
    """The assessment with the highest share in the city; None, None where nothing is known."""
    city = next((row for row in heat.rows if row.code == CITY_CODE), None)
    if city is None:
        return None, None
    known = [(c, cell.value) for c, cell in zip(heat.columns, city.cells, strict=True) if cell.value is not None]
    if not known:
        return None, None
    return max(known, key=lambda pair: pair[1])
