"""Page «Эффективность»: does support help, once the reversion to the mean is taken out?"""

from dataclasses import replace
from typing import Any

from dash import html

from layouts import ids, rule
from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.sections import block, empty, figure, page_head, section, source_line, twin
from layouts.components.tables import Cell, Column, scrolled, table
from layouts.figures.effect_bars import effect_bars
from layouts.figures.effect_years import effect_years
from layouts.figures.graph import empty_graph, graph
from layouts.links import href, link, to_school
from layouts.texts import city as city_words
from layouts.texts import effect as words
from layouts.texts import grammar as g
from monitoring.districts import by_code
from monitoring.reports.effect import EffectReport, SchoolEffect
from monitoring.reports.publication import Publication, Selection
from monitoring.support_effect import Estimate, SupportEffect


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(report: EffectReport, publication: Publication, selection: Selection) -> html.Div:
    """The page with its data."""
    stated = report.stated
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    if stated is None:
        head = page_head(crumbs, words.NOT_COMPUTED, words.NOT_COMPUTED_STEP)
        return html.Div([head, _hidden_graphs()], className="effect-page")
    if stated.overall.refused == "no-threshold":
        head = page_head(crumbs, words.headline(stated), rule.lead(words.NO_THRESHOLD, selection))
        return html.Div([head, empty(words.NO_THRESHOLD_STEP), _hidden_graphs()], className="effect-page")
    # The year of the source is that of the newest results, whatever year the reader looks at.
    newest = replace(selection, year=stated.years[-1]) if stated.years else selection
    source = source_line(words.source_note(stated), city_words.source(publication, newest))
    return html.Div(
        [
            page_head(crumbs, words.headline(stated), rule.lead(words.lead(stated), selection)),
            *_figures(stated, source),
            section(words.PRETREND_TITLE, html.P(words.pretrend(stated))) if stated.overall.refused is None else None,
            _kinds(stated),
            _compared(stated, selection),
            _schools(report.schools, selection),
        ],
        className="effect-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div([block(90), block(300), block(200), _hidden_graphs()], className="skeleton", **aria(hidden="true"))


def _hidden_graphs() -> html.Div:
    return html.Div([empty_graph(ids.EFFECT_BARS_GRAPH), empty_graph(ids.EFFECT_YEARS_GRAPH)], hidden=True)


def _figures(stated: SupportEffect, source: Any) -> list[Any]:
    refused = words.refusal(stated, stated.overall)
    if refused:
        return [empty(refused, words.BARS_NOTE), _hidden_graphs()]
    bars = section(
        words.bars_title(stated.overall),
        figure(graph(ids.EFFECT_BARS_GRAPH, effect_bars(stated.overall), height=190), words.BARS_CAPTION),
        twin(words.BARS_TWIN, _bars_table(stated.overall)),
        source,
        note=words.BARS_NOTE,
    )
    years = section(
        words.years_title(stated.picture),
        figure(
            graph(ids.EFFECT_YEARS_GRAPH, effect_years(stated.picture), height=280, room="wide"), words.YEARS_CAPTION
        ),
        twin(words.YEARS_TWIN, _years_table(stated)),
        source,
        note=words.YEARS_NOTE,
    )
    return [html.Div([bars, years], className="columns half-columns")]


def _bars_table(estimate: Estimate) -> html.Table:
    columns = [Column(words.WHAT_HEAD), Column(words.VALUE_HEAD, True), Column(words.INTERVAL_HEAD, True)]
    rows = [
        (words.TOTAL, words.number(estimate.change), g.NO_VALUE),
        (words.REVERSION, words.number(estimate.reversion), g.NO_VALUE),
        (words.EFFECT, words.number(estimate.effect), words.interval(estimate.interval)),
    ]
    return table(columns, rows, caption=words.BARS_TWIN, class_name="narrow")


def _years_table(stated: SupportEffect) -> html.Table:
    columns = [
        Column(words.YEAR_HEAD),
        Column(words.SCHOOLS_HEAD, True),
        Column(words.OBSERVED_HEAD, True),
        Column(words.EXPECTED_HEAD, True),
        Column(words.EXPECTED_INTERVAL_HEAD, True),
    ]
    rows = [
        (
            words.step_row(item.step),
            g.number(item.n),
            g.number(item.observed, 1),
            g.NO_VALUE if item.expected is None else g.number(item.expected, 1),
            words.interval(item.interval),
        )
        for item in stated.picture
    ]
    return table(columns, rows, caption=words.YEARS_TWIN, class_name="narrow")


def _kinds(stated: SupportEffect) -> html.Section | None:
    if stated.overall.refused is not None:
        return None
    columns = [
        Column(words.KIND_HEAD),
        Column(words.SCHOOLS_HEAD, True),
        Column(words.CHANGE_HEAD, True),
        Column(words.REVERSION_HEAD, True),
        Column(words.EFFECT_HEAD, True),
    ]
    rows = [(words.kind(code), g.number(found.n_supported), *_split(found)) for code, found in stated.kinds.items()]
    body = scrolled(table(columns, rows, caption=words.KINDS_TITLE), words.KINDS_TITLE)
    return section(words.KINDS_TITLE, body, note=words.KINDS_NOTE)


def _split(found: Estimate) -> tuple[Any, Any, Any]:
    if found.effect is None or found.interval is None:
        why = words.COMPLEMENTARY if found.refused == "complementary" else words.TOO_FEW
        return g.NO_VALUE, g.NO_VALUE, Cell(why, class_name="quiet")
    effect = f"{g.signed(found.effect, 1)} ({words.interval(found.interval)})"
    return words.number(found.change), words.number(found.reversion), effect


def _schools(schools: tuple[SchoolEffect, ...], selection: Selection) -> html.Section | None:
    if not schools:
        return None
    columns = [
        Column(words.SCHOOL_HEAD),
        Column(words.DISTRICT_HEAD),
        Column(words.START_HEAD),
        Column(words.BEFORE_HEAD, True),
        Column(words.SCHOOL_EXPECTED_HEAD, True),
        Column(words.AFTER_HEAD, True),
        Column(words.SCHOOL_CHANGE_HEAD, True),
    ]
    rows = [
        (
            Cell(link(g.unbroken(item.name), to_school(item.id, selection)), sort=index),
            by_code()[item.district].name,
            Cell(g.year(item.start), sort=item.start),
            Cell(g.number(item.before, 1), sort=item.before),
            Cell(g.number(item.expected, 1), sort=item.expected),
            Cell(words.after(item), sort=item.after),
            Cell(g.signed(item.after - item.before, 1), sort=item.after - item.before),
        )
        for index, item in enumerate(schools)
    ]
    body = scrolled(table(columns, rows, caption=words.SCHOOLS_TITLE, sortable=True), words.SCHOOLS_TITLE)
    return section(words.SCHOOLS_TITLE, body, note=words.SCHOOLS_NOTE)


def _compared(stated: SupportEffect, selection: Selection) -> html.Section:
    facts = words.compared(stated, selection.method)
    return section(
        words.METHOD_TITLE,
        html.Dl([part for name, text in facts for part in (html.Dt(name), html.Dd(text))], className="facts"),
    )
