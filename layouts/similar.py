"""The section of the page «Школа» that sets it beside similar schools and beside what its conditions let expect."""

from typing import Any

from dash import html

from layouts import ids
from layouts.components.mask_legend import mask_legend
from layouts.components.sections import empty, figure, section, source_line, twin
from layouts.components.tables import Cell, Column, scrolled, table
from layouts.figures.graph import empty_graph, graph
from layouts.figures.similar_rows import similar_rows
from layouts.links import link, to_school
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import masking
from layouts.texts import similar as words
from monitoring.districts import by_code
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.similar import Criterion, SimilarReport
from monitoring.school_kinds import KINDS


def similar(report: SimilarReport | None, publication: Publication, selection: Selection) -> html.Section | html.Div:
    """The section; without a report (a year without results, an old publication) the hidden place of its graph."""
    hidden = html.Div(empty_graph(ids.SCHOOL_SIMILAR_GRAPH), hidden=True)
    if report is None:
        return hidden
    said = words.expectation(report)
    if not report.count:
        return section(words.TITLE, hidden, empty(words.NO_PASSPORT, said))
    source = source_line(city_words.source(publication, selection))
    legend = mask_legend([*report.criteria, report.similar, report.city])
    chart = similar_rows(report)
    height = 62 + 34 * len(chart["layout"]["yaxis"]["tickvals"])
    drawn: list[Any] = [figure(graph(ids.SCHOOL_SIMILAR_GRAPH, chart, height=height), words.CAPTION)]
    if report.named:
        drawn.append(twin(words.NAMED_TWIN, _named(report, selection)))
    return section(
        words.heading(report),
        html.P(said),
        html.Div(
            [
                html.Div([scrolled(_criteria(report), words.CRITERIA_TITLE), legend, source]),
                html.Div([*drawn, html.P(words.scope(report), className="note")]),
            ],
            className="columns half-columns",
        ),
        note=words.note(report),
    )


def _criteria(report: SimilarReport) -> html.Table:
    """Criterion by criterion, the result last."""
    columns = [
        Column(words.CRITERION_HEAD),
        Column(words.OWN_HEAD, True),
        Column(words.SIMILAR_HEAD, True),
        Column(words.CITY_HEAD, True),
    ]
    result = (words.SHARE_ROW, words.share(report.own), words.share(report.similar), words.share(report.city))
    return table(columns, [_criterion(item) for item in report.criteria], caption=words.CRITERIA_TITLE, footer=result)


def _criterion(item: Criterion) -> tuple[str, str | Cell, str | Cell, str]:
    own = Cell(words.UNKNOWN, class_name="quiet") if item.own is None else words.amount(item.code, item.own)
    shown = masking.hidden(item) if item.masked else words.amount(item.code, item.similar) + masking.sign(item)
    mean = Cell(shown, class_name="quiet") if item.masked else shown
    return words.criterion(item.code), own, mean, words.amount(item.code, item.city)


def _named(report: SimilarReport, selection: Selection) -> html.Div:
    columns = [
        Column(words.NAME_HEAD),
        Column(words.DISTRICT_HEAD),
        Column(words.KIND_HEAD),
        Column(words.SHARE_HEAD, True),
        Column(words.N_HEAD, True),
    ]
    rows = [
        (
            link(g.unbroken(item.name), to_school(item.id, selection)),
            by_code()[item.district].name,
            KINDS[item.kind].short if item.kind in KINDS else item.kind,
            g.NO_VALUE if item.share is None else g.number(item.share, 1),
            g.NO_VALUE if item.n is None else g.number(item.n),
        )
        for item in report.named
    ]
    return html.Div(
        [html.P(words.named_note(report), className="note"), table(columns, rows, caption=words.NAMED_TWIN)]
    )
