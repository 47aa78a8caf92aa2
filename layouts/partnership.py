"""Page of one partnership: its sides, who has confirmed it, what was done together beside the results."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids
from layouts.attributes import aria
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.partnership_tables import activities_table, sides_table
from layouts.components.school_tables import results_table
from layouts.components.sections import block, empty, figure, page_head, section, source_line, twin
from layouts.components.tables import scrolled
from layouts.figures.graph import empty_graph, graph
from layouts.figures.partnership_timeline import HEIGHT, partnership_timeline
from layouts.links import href, link, to_new_record, to_record
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import partnership as words
from layouts.texts import partnerships as registry_words
from monitoring.reports.partnerships import PartnershipReport
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import Partnership

AGREEMENT, ACTIVITY = "partnership_agreement", "joint_activity"


def title(report: PartnershipReport) -> str:
    """The browser's title of the page."""
    return words.title(report.partnership)


def path(partnership_id: int) -> str:
    """Where the page of the partnership is."""
    return f"/partnership/{partnership_id}"


def page(
    report: PartnershipReport,
    publication: Publication,
    selection: Selection,
    *,
    writable: Collection[str] = (),
    confirms: bool = False,
) -> html.Div:
    """The page with its data. ``writable``: kinds that the viewer may write of it; ``confirms``: his district is to
    confirm it."""
    item = report.partnership
    crumbs = breadcrumbs(
        [(CITY, href("/", selection)), (registry_words.TITLE, href("/partnerships", selection))], words.title(item)
    )
    heading = [words.pair(item), html.Span(words.state(item), id=ids.PARTNERSHIP_STATE)]
    return html.Div(
        [
            page_head(crumbs, heading, words.lead(item)),
            strip(_figures(report)),
            _sides(report, selection, confirms=confirms),
            _timeline(report, publication, selection),
            _activities(report, selection, may_add=ACTIVITY in writable),
            dcc.Store(id=ids.PARTNERSHIP_STORE, data={"id": item.id, "revision": report.revision}),
        ],
        className="partnership-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    hidden = [
        html.Span(id=ids.PARTNERSHIP_STATE),
        html.Span(id=ids.PARTNERSHIP_MENTEE_SAID),
        html.Span(id=ids.PARTNERSHIP_MENTOR_SAID),
        *_confirming(shown=False),
        empty_graph(ids.PARTNERSHIP_TIMELINE_GRAPH),
        dcc.Store(id=ids.PARTNERSHIP_STORE),
    ]
    return html.Div(
        [block(90), block(86), block(400), html.Div(hidden, hidden=True)], className="skeleton", **aria(hidden="true")
    )


def said(item: Partnership) -> tuple[str, str, str, str]:
    """What a confirmation changes on the page: state, words of either side, what it has led to."""
    return (
        words.state(item), words.confirmation(item, "mentee"), words.confirmation(item, "mentor"),
        words.after_confirming(item),
    )  # fmt: skip


def _figures(report: PartnershipReport) -> list[KeyFigure]:
    item, load = report.partnership, report.load
    figures = [
        KeyFigure(words.TERM, g.day(item.started_on), note=words.term_note(item)),
        KeyFigure(words.ACTIVITIES, g.number(item.activities), note=words.activities_note(item)),
    ]
    if load is not None:
        note = f"{words.places_note(load)}; предел принят по умолчанию"
        figures.append(KeyFigure(words.PLACES, g.number(load.mentees), f"из {g.number(load.capacity)}", note))
    if item.distance_km is not None:
        figures.append(KeyFigure(words.DISTANCE, f"{g.number(item.distance_km, 1)}{g.NBSP}км", note="по прямой"))
    return figures


def _sides(report: PartnershipReport, selection: Selection, *, confirms: bool) -> html.Section:
    item = report.partnership
    parts: list[Any] = [scrolled(sides_table(item, selection), words.CONFIRM_TITLE)]
    if item.status == "proposed":
        parts.append(html.P(words.SIGN_NOTE, className="note"))
    parts.append(html.Div(_confirming(shown=confirms), className="confirming screen-only"))
    parts.append(
        html.P(link(words.RECORD_LINK, to_record(AGREEMENT, item.id, selection, back=path(item.id))), className="note")
    )
    return section(words.CONFIRM_TITLE, *parts)


def _confirming(*, shown: bool) -> list[Any]:
    return [
        html.Div(
            [
                dbc.Button(words.CONFIRM, id=ids.PARTNERSHIP_CONFIRM, color="primary"),
                html.Span(f" {words.CONFIRM_NOTE}", className="note"),
            ],
            hidden=not shown,
            className="form-buttons",
        ),
        html.Div(id=ids.PARTNERSHIP_CONFIRMED, className="form-done", role="status"),
        html.Div(id=ids.PARTNERSHIP_PROBLEM, className="form-message", role="alert"),
    ]


def _timeline(report: PartnershipReport, publication: Publication, selection: Selection) -> html.Section:
    heading = words.timeline_title(report)
    nothing = html.Div(empty_graph(ids.PARTNERSHIP_TIMELINE_GRAPH), hidden=True)
    if report.results is None:
        return section(heading, nothing, empty(words.TIMELINE_CLOSED))
    drawn = _of_rule(report, selection)
    if not any(point.low_share is not None for point in drawn.results or ()):
        return section(heading, nothing, empty(words.TIMELINE_EMPTY))
    chart = partnership_timeline(drawn, selection.method.threshold if selection.method.kind == "shares" else None)
    return section(
        heading,
        figure(graph(ids.PARTNERSHIP_TIMELINE_GRAPH, chart, height=HEIGHT, room="wide"), words.TIMELINE_NOTE),
        source_line(city_words.source(publication, selection)),
        twin(words.TIMELINE_TWIN, results_table(report.results)),
        html.P(link(words.EFFECT_LINK, href("/effect", selection)), className="note"),
        note=words.TIMELINE_NOTE,
    )


def _of_rule(report: PartnershipReport, selection: Selection) -> PartnershipReport:
    """With the results that the method looks at, where there are such: a school's dozen lines would say nothing."""
    rule = set(selection.method.series)
    found = tuple(p for p in report.results or () if (p.procedure, p.subject, p.grade) in rule)
    return replace(report, results=found) if found else report


def _activities(report: PartnershipReport, selection: Selection, *, may_add: bool) -> html.Section:
    item = report.partnership
    here = path(item.id)
    parts: list[Any] = []
    if report.activities:
        parts.append(scrolled(activities_table(report.activities, selection, here), words.ACTIVITIES_CAPTION))
        parts.append(source_line(words.source(report.today)))
    else:
        parts.append(empty(words.NO_ACTIVITIES))
    add = None
    if may_add and item.status != "proposed":
        add = link(words.ADD_ACTIVITY, to_new_record(ACTIVITY, selection, here, agreement_id=item.id))
    return section(words.activities_title(report), *parts, note=words.reported_note(item) or None, controls=add)
