"""Page «Дорожная карта»: what is overdue, what falls due, who has done what of the plan."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids
from layouts.attributes import aria
from layouts.components import grid
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.road_map_tables import first_table, legend, matrix, operators_table, task_rows, terms_table
from layouts.components.sections import block, figure, page_head, section, source_line, twin
from layouts.components.tables import scrolled
from layouts.figures.graph import empty_graph, graph
from layouts.figures.road_map_terms import height, road_map_terms
from layouts.links import href, link
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import road_map as words
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.road_map import RoadMap


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(found: RoadMap, publication: Publication, selection: Selection) -> html.Div:
    """The page with its data."""
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    if not found.items:
        head = page_head(crumbs, words.headline(found), words.EMPTY_STEP)
        return html.Div([head, _hidden_controls()], className="road-map-page")
    source = source_line(city_words.source(publication, selection))
    return html.Div(
        [
            page_head(crumbs, words.headline(found), words.lead(found)),
            _day(found, selection),
            strip(_figures(found)),
            _first(found, selection, source),
            section(
                words.terms_title(found),
                figure(
                    graph(ids.ROAD_MAP_GRAPH, road_map_terms(found.items, found.on), height=height(found.items)),
                    words.TERMS_NOTE,
                ),
                source,
                twin(words.TERMS_TWIN, terms_table(found)),
                note=words.TERMS_NOTE,
            ),
            section(
                words.matrix_title(found),
                scrolled(matrix(found, selection), words.MATRIX_CAPTION),
                legend(found),
                source,
                note=words.MATRIX_NOTE,
            ),
            section(words.operators_title(found), operators_table(found), source, note=words.OPERATORS_NOTE),
            _tasks(found, source),
        ],
        className="road-map-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div([block(90), block(86), block(500), _hidden_controls()], className="skeleton", **aria(hidden="true"))


def _hidden_controls() -> html.Div:
    controls = [
        dbc.Input(id=ids.ROAD_MAP_DAY, type="date", value=None),
        empty_graph(ids.ROAD_MAP_GRAPH),
        dbc.Input(id=ids.ROAD_MAP_FILTER, type="search", value=""),
        grid.empty_grid(ids.ROAD_MAP_GRID),
    ]
    return html.Div(controls, hidden=True)


def _day(found: RoadMap, selection: Selection) -> html.Div:
    day = found.on.isoformat()
    # ``name`` keeps the day that the page came with, as in the header's choices.
    field = dbc.Input(id=ids.ROAD_MAP_DAY, type="date", value=day, name=day, size="sm")
    parts: list[Any] = [html.Div([html.Label(words.DAY, htmlFor=ids.ROAD_MAP_DAY), field], className="choice")]
    if found.on != found.today:
        parts.append(link(words.TO_TODAY, href("/roadmap", selection)))
    return html.Div(parts, className="controls")


def _figures(found: RoadMap) -> list[KeyFigure]:
    whole = found.whole
    clear, districts = words.clear(found)
    return [
        KeyFigure(words.ITEMS, g.number(len(found.items))),
        KeyFigure(words.DONE, g.percent(100 * whole.done / whole.total if whole.total else None)),
        KeyFigure(words.OVERDUE, g.number(whole.overdue), note=words.tasks(whole.overdue).partition(g.NBSP)[2]),
        KeyFigure(words.SOON_DUE, g.number(words.soon_count(found))),
        KeyFigure(words.CLEAR, g.number(clear), f"из {g.counted(districts, 'района', 'районов', 'районов')}"),
    ]


def _first(found: RoadMap, selection: Selection, source: html.P) -> html.Section:
    rows = first_table(found, selection)
    if rows is None:
        return section(words.first_title(found), html.P(words.FIRST_NOTHING))
    return section(words.first_title(found), scrolled(rows, words.first_title(found)), source, note=words.FIRST_NOTE)


def _tasks(found: RoadMap, source: html.P) -> html.Section:
    columns = [
        grid.column("number", words.NUMBER_HEAD, width=64),
        grid.column("place", words.WHO_HEAD, width=170),
        grid.column("operators", words.OPERATOR_HEAD, minWidth=180, flex=1),
        grid.column("due", words.TERM_HEAD, width=108, sortable=False),
        grid.column("state", words.STATE_HEAD, width=130),
        grid.column("done", words.DONE_ON_HEAD, width=108, sortable=False),
    ]
    if any(task.evidence for item in found.items for task in item.tasks):
        columns.append(grid.column("evidence", words.EVIDENCE_HEAD, minWidth=240, flex=2))
    body = grid.grid(ids.ROAD_MAP_GRID, columns, task_rows(found), page_size=50)
    return section(
        words.TASKS_TITLE,
        grid.named(body, words.TASKS_TITLE),
        source,
        note=[words.TASKS_NOTE, html.Span(city_words.SORT_HINT, className="screen-only")],
        controls=grid.filtered(ids.ROAD_MAP_FILTER, words.FILTER, words.FILTER_PLACEHOLDER),
    )
