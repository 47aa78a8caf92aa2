"""Page «Район»: which schools, why, who helps them, what is overdue."""

from pathlib import Path

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids, parts, rule
from layouts.approved import approved_note
from layouts.attention import attention_line
from layouts.attributes import aria, data
from layouts.city import of_year
from layouts.components import grid
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.briefing_link import briefing_link
from layouts.components.city_tables import means_table, series_table
from layouts.components.district_tables import listed_table, near_table, schools_grid, trend_table
from layouts.components.figures_strip import strip
from layouts.components.heat_table import heat_table
from layouts.components.list_figures import list_figures
from layouts.components.map_legend import signs_legend
from layouts.components.map_tools import zoom_buttons
from layouts.components.mask_legend import mask_legend
from layouts.components.plan_table import district_plan_table
from layouts.components.sections import block, empty, figure, page_head, section, source_line, twin
from layouts.components.tables import scrolled
from layouts.dynamics import (
    clear_switch,
    hidden_note,
    level_change,
    list_story,
    page_class,
    territory_changes,
    trend_lines,
)
from layouts.figures import shapes
from layouts.figures.district_map import district_map
from layouts.figures.graph import empty_graph, graph, map_graph
from layouts.figures.listed_trend import listed_trend
from layouts.figures.share_trend import by_series, share_trend
from layouts.first_looks import first_looks
from layouts.funnel import funnel
from layouts.groups import district_groups
from layouts.links import href, to_table, to_territory_origins
from layouts.texts import city as city_words
from layouts.texts import confidence, rules, statuses
from layouts.texts import district as words
from layouts.texts import dynamics as change_words
from layouts.texts import grammar as g
from layouts.texts import heat as heat_words
from layouts.texts import maps as map_words
from layouts.texts import plan as plan_words
from layouts.texts import similar as similar_words
from layouts.view import View
from monitoring.districts import by_code
from monitoring.first_looks import farthest, of_district
from monitoring.procedures import assessment_name
from monitoring.reports.approved import ApprovedList
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.territory import DistrictReport, ListedYear, SchoolRow

Key = tuple[str, str, int]
"""Procedure, subject, grade."""


def title(code: str) -> str:
    """The browser's title of the page."""
    return words.title(code)


def page(
    report: DistrictReport,
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
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.title(report.code))
    return html.Div(
        [
            page_head(
                crumbs,
                words.headline(report, now, former),
                rule.lead(words.lead(report, selection.method, selection.year), selection),
                attention_line(overdue, selection),
                briefing_link(
                    "district",
                    report.code,
                    selection,
                    to_territory_origins(report.code, selection) if report.open else "",
                ),
            ),
            _switch(report, view),
            strip(list_figures(report.series, now, former, report.plan, len(report.schools))),
            approved_note(approved, publication, selection, report.code),
            first_looks(of_district(report, selection.year), selection, known=now is not None),
            _listed(report, publication, selection),
            _near(report, publication, selection),
            html.Div(
                [_map(report, publication, selection, now, boundaries), _list(report, publication, selection)],
                className="columns map-half-columns",
            ),
            territory_changes(report.dynamics, publication, selection, district=True),
            level_change(report.dynamics, publication, selection),
            _shares(report, publication, selection, view),
            _heat(report, publication, selection),
            _plan(report, publication),
            _schools(report, publication, selection),
            dcc.Store(id=ids.DISTRICT_DONE),
        ],
        className=page_class("district-page", view),
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div(
        [
            block(90),
            block(86),
            dbc.Select(id=ids.DISTRICT_SWITCH, options=[]),
            clear_switch(ids.DISTRICT_CLEAR_SWITCH, ids.DISTRICT_CLEAR_DONE, View()),
            html.Div(empty_graph(ids.DISTRICT_MAP_GRAPH), className="skeleton-map"),
            dbc.Input(id=ids.DISTRICT_SCHOOLS_FILTER, type="search", value=""),
            grid.empty_grid(ids.DISTRICT_SCHOOLS_GRID),
            dbc.Select(id=ids.DISTRICT_TREND_SELECT, options=[]),
            empty_graph(ids.DISTRICT_TREND_GRAPH),
            empty_graph(ids.DISTRICT_FUNNEL_GRAPH),
            empty_graph(ids.DISTRICT_LISTED_GRAPH),
            dcc.Store(id=ids.DISTRICT_DONE),
        ],
        className="skeleton",
        **aria(hidden="true"),
    )


def _switch(report: DistrictReport, view: View) -> html.Div:
    codes = sorted((*report.neighbours, report.code), key=lambda code: by_code()[code].number)
    options = [{"label": by_code()[code].name, "value": code} for code in codes]
    # ``name`` keeps the district that the page came with, as in the header's choices.
    select = dbc.Select(id=ids.DISTRICT_SWITCH, options=options, value=report.code, name=report.code, size="sm")
    return html.Div(
        [
            html.Div([html.Label(words.SWITCH, htmlFor=ids.DISTRICT_SWITCH), select], className="choice"),
            clear_switch(ids.DISTRICT_CLEAR_SWITCH, ids.DISTRICT_CLEAR_DONE, view),
        ],
        className="controls district-switch",
    )


def _listed(report: DistrictReport, publication: Publication, selection: Selection) -> html.Section | None:
    if not report.open:
        return section(words.LISTED_SCHOOLS, empty(words.CLOSED, words.CLOSED_STEP))
    rows = _named(report)
    if not rows:
        made = any(row.status != "no-listing" for row in report.schools)
        return section(words.LISTED_SCHOOLS, empty(words.NOBODY_LISTED if made else words.NO_LISTING))
    known = any(row.probability is not None for row in rows)
    tail = rules.NO_PROBABILITY if selection.method.kind != "shares" else confidence.table_note() if known else ""
    changes = {item.id: item.change for item in report.dynamics.schools}
    unclear = sum(change_words.unclear(changes.get(row.id)) for row in rows) if changes else 0
    return section(
        words.listed_finding(rows),
        scrolled(listed_table(rows, selection, report.signs, changes), words.LISTED_SCHOOLS),
        hidden_note(change_words.hidden_schools(unclear), unclear),
        source_line(city_words.source(publication, selection)),
        note=[rules.listed_note(selection.method), f" {tail}" if tail else None],
    )


def _named(report: DistrictReport) -> list[SchoolRow]:
    """Schools that are in the list or have just left it, where they are open to the viewer."""
    return [row for row in report.schools if report.open and (row.status in statuses.IN_LIST or row.status == "left")]


def _near(report: DistrictReport, publication: Publication, selection: Selection) -> html.Section | None:
    """Schools outside the list that may meet the rule; nothing where there are none."""
    rows = [row for row in report.schools if confidence.at_risk(row.status, row.probability)]
    if not rows:
        return None
    return section(
        confidence.near_finding(len(rows)),
        scrolled(near_table(rows, selection), confidence.NEAR_TITLE),
        source_line(city_words.source(publication, selection)),
        note=confidence.near_note(),
    )


def _map(
    report: DistrictReport,
    publication: Publication,
    selection: Selection,
    now: ListedYear | None,
    boundaries: Path | None,
) -> html.Section:
    drawn = shapes.load(boundaries)
    chart = district_map(drawn, report.code, report.marks, report.links)
    present = {
        "listed": any(mark.listed for mark in report.marks),
        "left": any(mark.left for mark in report.marks),
        "near": any(mark.at_risk and not (mark.left or mark.mentor) for mark in report.marks),
        "mentor": any(mark.mentor for mark in report.marks),
        "link": bool(report.links),
        "other" if report.open and now is not None else "school": any(
            not (mark.listed or mark.left or mark.mentor or mark.at_risk) for mark in report.marks
        ),
        "own": any(mark.own for mark in report.marks),
    }
    notes = words.unplaced(report.schools)
    return section(
        words.map_finding(report, now),
        figure(
            map_graph(ids.DISTRICT_MAP_GRAPH, chart, class_name="map-graph district"),
            words.MAP_CAPTION,
            to_table("district", report.code, "schools", selection) if _named(report) else "",
        ),
        html.Div(signs_legend([name for name, there in present.items() if there]), className="map-legend"),
        html.P(notes, className="note") if notes else None,
        html.P(map_words.HINT, className="note map-hint"),
        source_line(city_words.source(publication, selection), f" · границы: {drawn.attribution}"),
        controls=zoom_buttons(),
        class_name="map-section",
    )


def _plan(report: DistrictReport, publication: Publication) -> html.Section:
    if not report.plan:
        return section(plan_words.TITLE, empty(plan_words.EMPTY, plan_words.NO_PLAN_STEP))
    return section(
        plan_words.finding(report.plan),
        district_plan_table(report.plan, publication.today),
        note=plan_words.district_note(publication.today),
        part=parts.PLAN,
    )


def _schools(report: DistrictReport, publication: Publication, selection: Selection) -> html.Section:
    hint = html.Span(city_words.SORT_HINT, className="screen-only")
    note = words.ALL_NOTE if report.open and report.trend else words.CLOSED_NOTE
    groups = district_groups(report.groups, report.code, selection)
    return section(
        words.ALL_SCHOOLS,
        grid.named(schools_grid(report, selection), words.ALL_SCHOOLS),
        source_line(city_words.source(publication, selection)),
        note=[note, f" {groups}" if groups else None, _against_note(report), hint],
        controls=grid.filtered(ids.DISTRICT_SCHOOLS_FILTER, words.FILTER, words.FILTER_PLACEHOLDER),
    )


def _against_note(report: DistrictReport) -> str:
    return similar_words.COLUMN_NOTE if any(row.against for row in report.schools) else ""


def _shares(report: DistrictReport, publication: Publication, selection: Selection, view: View) -> html.Div:
    """The trend and the funnel of one assessment, chosen above the trend."""
    latest = {}
    for point in sorted(report.trend, key=lambda item: item.year):
        if point.share.value is not None:
            latest[(point.procedure, point.subject, point.grade)] = point.share.value
    keys = [ids.series(*key) for key in latest] or [
        ids.series(found.procedure, found.subject, found.grade) for found in report.funnels
    ]
    far = _farthest(report, latest, selection)
    chosen = view.series if view.series in keys else ids.series(*far) if far else next(iter(keys), "")
    plot = funnel(report.funnels, keys, chosen, publication, selection, is_open=report.open)
    trend = _trend(report, latest, far, chosen, publication, selection)
    return html.Div([trend, plot], className="columns half-columns")


def _farthest(report: DistrictReport, latest: dict[Key, float], selection: Selection) -> Key | None:
    """The assessment shown at first: the farthest from the city, of those distinguishable from it if there are any."""
    apart = farthest(report.dynamics.changes)
    if apart is not None and (key := (apart.procedure, apart.subject, apart.grade)) in latest:
        return key
    city = _of_city(report)
    ruled = [key for key in latest if key in selection.method.series] or list(latest)
    return max(ruled, key=lambda key: abs(latest[key] - (city.get(key) or latest[key])), default=None)


def _of_city(report: DistrictReport) -> dict[Key, float | None]:
    """The latest share of the city by assessment."""
    return {(p.procedure, p.subject, p.grade): p.share.value for p in sorted(report.city_trend, key=lambda i: i.year)}


def _trend(
    report: DistrictReport,
    latest: dict[Key, float],
    far: Key | None,
    chosen: str,
    publication: Publication,
    selection: Selection,
) -> html.Section:
    if far is None:
        hidden = [empty_graph(ids.DISTRICT_TREND_GRAPH), dbc.Select(id=ids.DISTRICT_TREND_SELECT, options=[])]
        return section(change_words.apart_finding(()), html.Div(hidden, hidden=True), empty(words.TREND_EMPTY))
    options = [{"label": assessment_name(*key), "value": ids.series(*key)} for key in latest]
    select = dbc.Select(id=ids.DISTRICT_TREND_SELECT, options=options, value=chosen, size="sm")
    label = html.Label(words.TREND_CHOICE, htmlFor=ids.DISTRICT_TREND_SELECT)
    chart = share_trend(report.trend, report.city_trend, chosen, report.name, selection.method.threshold)
    return section(
        change_words.apart_finding(report.dynamics.changes),
        figure(
            graph(ids.DISTRICT_TREND_GRAPH, chart, height=290, room="wide"),
            words.TREND_NOTE,
            to_table("district", report.code, "trends", selection),
        ),
        source_line(city_words.source(publication, selection)),
        html.P(trend_lines(report.dynamics, chosen, words.title(report.code)), className="note"),
        twin(words.TREND_TWIN, trend_table(report.trend, report.city_trend, report.years, report.name)),
        mask_legend(point.share for point in (*report.trend, *report.city_trend)),
        note=[words.TREND_NOTE, " ", *_participants(report, chosen)],
        controls=html.Div([label, select], className="choice"),
    )


def _participants(report: DistrictReport, chosen: str) -> list[html.Span]:
    """n of the lines of each assessment; all but the chosen one wait for the choice."""
    own, city = by_series(report.trend), by_series(report.city_trend)
    return [
        html.Span(
            words.trend_participants(points, city.get(key, ())), hidden=ids.series(*key) != chosen,
            **data(series=ids.series(*key)),
        )
        for key, points in own.items()
    ]  # fmt: skip


def _list(report: DistrictReport, publication: Publication, selection: Selection) -> html.Section:
    if not any(item.listed is not None for item in report.series):
        hidden = html.Div(empty_graph(ids.DISTRICT_LISTED_GRAPH), hidden=True)
        return section(city_words.TREND_EMPTY_TITLE, hidden, empty(city_words.NO_TREND))
    gaps = city_words.gaps(report.series)
    return section(
        city_words.trend_finding(report.series),
        list_story(report.series, selection.year),
        figure(
            graph(ids.DISTRICT_LISTED_GRAPH, listed_trend(report.series), height=290),
            city_words.TREND_NOTE,
            to_table("district", report.code, "list-by-year", selection),
        ),
        source_line(city_words.source(publication, selection), f". {g.capital(gaps)}." if gaps else ""),
        twin(city_words.TREND_TWIN, series_table(report.series)),
        note=city_words.TREND_NOTE,
        part=parts.LIST,
    )


def _heat(report: DistrictReport, publication: Publication, selection: Selection) -> html.Section:
    known = any(cell.value is not None or cell.masked for row in report.heat.rows for cell in row.cells)
    if not known and report.means:
        return section(
            words.MEANS_TITLE,
            scrolled(means_table(report.means, selection, only=report.code), words.MEANS_TITLE),
            mask_legend(report.means),
            source_line(city_words.source(publication, selection)),
            note=heat_words.MEANS_NOTE,
        )
    if not known:
        return section(words.HEAT_TITLE, empty(heat_words.EMPTY, heat_words.EMPTY_STEP))
    note = heat_words.note(report.heat)
    return section(
        words.HEAT_TITLE,
        heat_table(report.heat, selection, caption=note, traced=lambda code: report.open and code == report.code),
        source_line(city_words.source(publication, selection)),
        note=note,
    )
