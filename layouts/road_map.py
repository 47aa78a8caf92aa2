"""Page «Дорожная карта»: what is overdue, what falls due, who has done what of the plan."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids
from layouts.attributes import aria
from layouts.components import grid
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.road_map_tables import first_table, legend, matrix, operators_table, task_rows, terms_table
from layouts.components.sections import block, figure, page_head, section, source_line, twin
from layouts.components.tables import scrolled
from layouts.figures.graph import empty_graph, graph
from layouts.figures.road_map_terms import height, pictures, road_map_terms
from layouts.links import href, link, to_plan
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import road_map as words
from monitoring.reports.publication import Selection
from monitoring.reports.road_map import RoadMap


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(
    found: RoadMap,
    selection: Selection,
    reportable: frozenset[int] = frozenset(),
    *,
    copies: bool = False,
) -> html.Div:
    """The page with its data. ``reportable``: ids of the tasks that the viewer may report; ``copies``: whether he may
    make the next year's plan after this one."""
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    if not found.items:
        head = page_head(crumbs, words.headline(found), words.EMPTY_STEP)
        plans = html.Div(_plans(found, selection), className="controls")
        return html.Div([head, plans, _hidden_controls(), _hidden_copy()], className="road-map-page")
    source = source_line(words.source(found))
    return html.Div(
        [
            page_head(crumbs, words.headline(found), words.lead(found)),
            _day(found, selection),
            strip(_figures(found)),
            _first(found, selection, source, reportable),
            section(
                words.terms_title(found),
                figure(
                    graph(ids.ROAD_MAP_GRAPH, _terms(found), height=height(found.items), room="wider"),
                    words.TERMS_NOTE,
                ),
                source,
                *(html.P(line, className="overdue") for line in words.too_early(found)),
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
            _tasks(found, source, selection, reportable),
            _copy(found) if copies and found.year + 1 not in found.years else _hidden_copy(),
        ],
        className="road-map-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    shape = [block(90), block(86), block(500), _hidden_controls(), _hidden_copy()]
    return html.Div(shape, className="skeleton", **aria(hidden="true"))


def _hidden_controls() -> html.Div:
    controls = [
        dbc.Input(id=ids.ROAD_MAP_DAY, type="date", value=None),
        empty_graph(ids.ROAD_MAP_GRAPH),
        dbc.Input(id=ids.ROAD_MAP_FILTER, type="search", value=""),
        grid.empty_grid(ids.ROAD_MAP_GRID),
    ]
    return html.Div(controls, hidden=True)


def _terms(found: RoadMap) -> dict[str, Any]:
    """The chart of terms, with itself for the sizes of a picture."""
    drawn = road_map_terms(found.items, found.on)
    drawn["layout"]["meta"] = {"pictures": pictures(found.items, found.on)}
    return drawn


def _day(found: RoadMap, selection: Selection) -> html.Div:
    day = found.on.isoformat()
    # ``name`` keeps the day that the page came with, as in the header's choices.
    field = dbc.Input(id=ids.ROAD_MAP_DAY, type="date", value=day, name=day, size="sm")
    parts: list[Any] = [html.Div([html.Label(words.DAY, htmlFor=ids.ROAD_MAP_DAY), field], className="choice")]
    if found.on != found.today:
        parts.append(link(words.TO_TODAY, to_plan(found.year, selection)))
    return html.Div([*parts, *_plans(found, selection)], className="controls")


def _plans(found: RoadMap, selection: Selection) -> list[Any]:
    """Links to the plans of other years."""
    others = [link(g.year(year), to_plan(year, selection)) for year in found.years if year != found.year]
    if not others:
        return []
    named = [html.Span(f"{words.PLANS}:"), *others]
    return [html.Div([part for each in named for part in (each, " ")], className="choice")]


def _copy(found: RoadMap) -> html.Section:
    """The next year's plan after this one: said, asked, made by a second click."""
    year = found.year + 1
    controls = [
        html.P(words.copy_note(found)),
        html.P(dbc.Button(words.copy(year), id=ids.ROAD_MAP_COPY_BUTTON, color="primary")),
    ]
    return section(
        words.copy_title(year),
        dcc.Store(id=ids.ROAD_MAP_COPY_STORE, data=[found.year, year]),
        html.Details([html.Summary(f"{words.copy(year)}…"), *controls], className="twin"),
        html.Div(id=ids.ROAD_MAP_COPY_RESULT, role="status"),
        class_name="screen-only",
    )


def _hidden_copy() -> html.Div:
    controls = [
        dcc.Store(id=ids.ROAD_MAP_COPY_STORE),
        dbc.Button(id=ids.ROAD_MAP_COPY_BUTTON),
        html.Div(id=ids.ROAD_MAP_COPY_RESULT),
    ]
    return html.Div(controls, hidden=True)


def copy_result(said: str, plan: int | None, selection: Selection) -> list[Any]:
    """What became of the copying; ``plan``: school year of the plan to be opened."""
    if plan is None:
        return [html.P(said)]
    # As a document: Dash takes long to put a page into the place of itself.
    return [html.P([said, " ", html.A(words.COPY_OPEN, href=to_plan(plan, selection))])]


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


def _first(found: RoadMap, selection: Selection, source: html.P, reportable: frozenset[int]) -> html.Section:
    rows = first_table(found, selection, reportable)
    if rows is None:
        return section(words.first_title(found), html.P(words.FIRST_NOTHING))
    return section(words.first_title(found), scrolled(rows, words.first_title(found)), source, note=words.FIRST_NOTE)


def _tasks(found: RoadMap, source: html.P, selection: Selection, reportable: frozenset[int]) -> html.Section:
    columns = [
        grid.column("number", words.NUMBER_HEAD, width=64),
        grid.column("place", words.WHO_HEAD, width=150),
        grid.column("operators", words.OPERATOR_HEAD, minWidth=140, flex=1, **grid.WRAPPED),
        grid.column("due", words.TERM_HEAD, width=108, sortable=False),
        grid.column("state", words.STATE_HEAD, width=130, **grid.WRAPPED),
        grid.column("done", words.DONE_ON_HEAD, width=108, sortable=False),
    ]
    if any(task.evidence for item in found.items for task in item.tasks):
        columns.append(grid.column("evidence", words.EVIDENCE_HEAD, minWidth=200, flex=2, **grid.WRAPPED))
    if any(words.document(task) for item in found.items for task in item.tasks):
        columns.append(grid.column("document", words.DOCUMENT_HEAD, width=140, sortable=False, **grid.WRAPPED))
    columns.append(grid.link("report", words.REPORT_HEAD, width=110, headerClass="screen-only"))
    body = grid.grid(ids.ROAD_MAP_GRID, columns, task_rows(found, selection, reportable), page_size=50)
    return section(
        words.TASKS_TITLE,
        grid.named(body, words.TASKS_TITLE),
        source,
        note=[words.TASKS_NOTE, html.Span(city_words.SORT_HINT, className="screen-only")],
        controls=grid.filtered(ids.ROAD_MAP_FILTER, words.FILTER, words.FILTER_PLACEHOLDER),
    )
