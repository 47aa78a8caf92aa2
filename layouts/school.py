"""Page «Школа»: are we on the way out, compared with whom, who helps."""

from collections.abc import Callable
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts import ids, rule
from layouts.approved import approved_line
from layouts.attributes import aria, data
from layouts.case_view import CaseView
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.briefing_link import briefing_link
from layouts.components.partner_cards import partner_cards
from layouts.components.school_tables import (
    answers_beside,
    context_table,
    evidence_table,
    journal_table,
    marks_blocks,
    means_table,
    membership_strip,
    results_table,
)
from layouts.components.sections import block, empty, figure, page_head, section, source_line, twin
from layouts.components.symbols import status
from layouts.components.tables import scrolled
from layouts.components.watch_button import watch_button
from layouts.conditions import conditions
from layouts.dynamics import clear_switch, page_class, school_changes, school_finding
from layouts.figures.graph import empty_graph, graph
from layouts.figures.school_trajectory import Key, PartnerStart, by_series, school_trajectory
from layouts.first_looks import first_looks
from layouts.groups import school_groups
from layouts.links import href, to_district, to_origins, to_table
from layouts.objectivity import beside_left, signs_section
from layouts.school_case import case_elsewhere, school_case
from layouts.school_effect import school_effect
from layouts.similar import similar
from layouts.texts import city as city_words
from layouts.texts import confidence, rules, statuses
from layouts.texts import grammar as g
from layouts.texts import school as words
from layouts.view import View
from monitoring.districts import by_code
from monitoring.first_looks import of_school
from monitoring.procedures import assessment_name
from monitoring.reports.approved import ApprovedList
from monitoring.reports.case import SchoolCase
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import ResultPoint, SchoolCard, SchoolReport


def title(card: SchoolCard) -> str:
    """The browser's title of the page."""
    return card.name


def page(
    report: SchoolReport,
    publication: Publication,
    selection: Selection,
    view: View = View(),  # noqa: B008 - frozen
    approved: ApprovedList | None = None,
    case: CaseView | None = None,
    *,
    watched: bool = False,
    moved: bool = False,
) -> html.Div:
    """The page of a school whose results the viewer may see; without a ``case`` as if nothing were recorded of it.

    ``watched``: it is on the viewer's watch list. ``moved``: its case is another district's already, and stands here
    no more.
    """
    if case is None:
        case = CaseView(SchoolCase(report.card.id), publication.today, selection, f"/school/{report.card.id}")
    series = by_series(report.results)
    key = _focus(report, series, view) if series else None
    return html.Div(
        [
            page_head(
                _crumbs(report.card, selection),
                _headline(report, selection),
                words.lead(report),
                html.P(rule.lead(words.rule_line(selection.method), selection), className="lead-note"),
                briefing_link("school", str(report.card.id), selection, to_origins(report.card.id, selection)),
            ),
            watch_button(report.card.id, watched, selection),
            _membership(report, selection),
            approved_line(approved, report.card.id),
            first_looks(
                of_school(report, selection.year), selection, known=bool(report.evidence or report.dynamics.series)
            ),
            school_groups(report.groups, publication, selection),
            html.Div(
                [_trajectory(report, publication, selection, series, key), _why(report, publication, selection, case)],
                className="columns wide-columns",
            ),
            case_elsewhere() if moved else school_case(report, publication, case, key, series[key] if key else ()),
            school_changes(report.dynamics, publication, selection, view),
            _marks(report, publication, selection),
            similar(report.similar, publication, selection),
            signs_section(report.objectivity, publication, selection, case),
            html.Div(
                [
                    html.Div([_partners(report, selection), school_effect(report.effect, publication, selection)]),
                    html.Div([_journal(report, publication, selection), _context(report), _unknown(report)]),
                ],
                className="columns half-columns",
            ),
            dcc.Store(id=ids.SCHOOL_DONE),
        ],
        className=page_class("school-page", view),
    )


def card_page(card: SchoolCard, publication: Publication, selection: Selection) -> html.Div:
    """The page of a school whose results the viewer may not see: what everybody may know, and why no more."""
    return html.Div(
        [
            page_head(_crumbs(card, selection), g.unbroken(card.name), words.card_line(card)),
            html.P(g.unbroken(card.full_name)) if card.full_name != card.name else None,
            empty(words.CLOSED, words.CLOSED_STEP),
            source_line(city_words.source(publication, selection)),
            _hidden_controls(),
        ],
        className="school-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div(
        [block(110), block(60), block(400), _hidden_controls()], className="skeleton", **aria(hidden="true")
    )


def _hidden_controls() -> html.Div:
    controls = [
        dbc.Select(id=ids.SCHOOL_SERIES_SELECT, options=[]),
        empty_graph(ids.SCHOOL_TREND_GRAPH),
        empty_graph(ids.SCHOOL_SIGNS_GRAPH),
        empty_graph(ids.SCHOOL_SIMILAR_GRAPH),
        empty_graph(ids.SCHOOL_TIME_GRAPH),
        dcc.Store(id=ids.SCHOOL_DONE),
        watch_button(None, watched=False),
        clear_switch(ids.SCHOOL_CLEAR_SWITCH, ids.SCHOOL_CLEAR_DONE, View()),
    ]
    return html.Div(controls, hidden=True)


def _crumbs(card: SchoolCard, selection: Selection) -> html.Nav:
    trail = [(CITY, href("/", selection))]
    trail.append((by_code()[card.district].title, to_district(card.district, selection)))
    return breadcrumbs(trail, g.unbroken(card.name))


def _headline(report: SchoolReport, selection: Selection) -> list[Any]:
    """The finding; the chip repeats it by shape where there is a shape."""
    text = words.headline(report, selection.method, selection.year)
    return [text, " ", status(report.status)] if statuses.shape(report.status) != "none" else [text]


def _membership(report: SchoolReport, selection: Selection) -> html.Section | None:
    if all(item.status == "no-listing" for item in report.memberships):
        return None
    return section(
        words.MEMBERSHIP_TITLE,
        scrolled(membership_strip(report.memberships), words.MEMBERSHIP_TITLE),
        beside_left(report.objectivity, report.status, selection.year),
    )


def _trajectory(
    report: SchoolReport,
    publication: Publication,
    selection: Selection,
    series: dict[Key, list[ResultPoint]],
    key: Key | None,
) -> html.Section:
    if key is None:
        return _means(report, publication, selection)
    options = [{"label": assessment_name(*item), "value": ids.series(*item)} for item in series]
    select = dbc.Select(id=ids.SCHOOL_SERIES_SELECT, options=options, value=ids.series(*key), size="sm")
    chart = school_trajectory(
        report.results,
        ids.series(*key),
        threshold=selection.method.threshold,
        min_participants=selection.method.min_participants,
        rule=selection.method.series,
        partner=_partner_start(report),
    )
    return section(
        [_finding(report, item, points, item == key) for item, points in series.items()],
        figure(
            graph(ids.SCHOOL_TREND_GRAPH, chart, height=400, room="wide"),
            words.trend_note(selection.method),
            to_table("school", str(report.card.id), "results", selection),
        ),
        source_line(city_words.source(publication, selection)),
        twin(
            words.TREND_TWIN,
            [
                html.P(words.RESULTS_NOTE, className="note"),
                results_table(report.results, _origins(report.card.id, selection)),
            ],
        ),
        note=words.trend_note(selection.method),
        controls=html.Div(
            [html.Label(words.SERIES_CHOICE, htmlFor=ids.SCHOOL_SERIES_SELECT), select], className="choice"
        ),
    )


def _finding(report: SchoolReport, key: Key, points: list[ResultPoint], shown: bool) -> html.Span:
    """The heading for one assessment; the script shows the one in the focus."""
    return html.Span(school_finding(report.dynamics, points), hidden=not shown, **data(series=ids.series(*key)))


def _focus(report: SchoolReport, series: dict[Key, list[ResultPoint]], view: View) -> Key:
    """The assessment in the URL, else the one the headline speaks of, else that of the rule with the highest share."""
    for key in series:
        if ids.series(*key) == view.series:
            return key
    drop = words.largest_drop(report.evidence) if report.status == "left" else None
    if drop and (fallen := (drop[1].procedure, drop[1].subject, drop[1].grade)) in series:
        return fallen
    ruled = {(item.procedure, item.subject, item.grade) for item in report.evidence if item.counts}
    among = [key for key in series if key in ruled] or list(series)
    return max(among, key=lambda key: (series[key][-1].year, series[key][-1].low_share or 0.0))


def _partner_start(report: SchoolReport) -> PartnerStart | None:
    for item in report.partnerships:
        if item.status in {"active", "paused"} and item.mentee_id == report.card.id:
            return PartnerStart(words.axis_position(item.started_on), words.partner_start(item))
    return None


def _origins(school_id: int, selection: Selection) -> Callable[[ResultPoint], str]:
    """Addresses that tell where each result comes from."""

    def address(point: ResultPoint) -> str:
        return to_origins(
            school_id, selection, procedure=point.procedure, subject=point.subject, grade=point.grade, held=point.year
        )

    return address


def _means(report: SchoolReport, publication: Publication, selection: Selection) -> html.Section:
    known = any(point.mean_score is not None or point.median_score is not None for point in report.results)
    controls = [dbc.Select(id=ids.SCHOOL_SERIES_SELECT, options=[]), empty_graph(ids.SCHOOL_TREND_GRAPH)]
    hidden = html.Div(controls, hidden=True)
    if not known:
        return section(words.TREND_EMPTY_TITLE, hidden, empty(words.TREND_EMPTY))
    return section(
        words.MEANS_TITLE,
        hidden,
        means_table(report.results),
        source_line(city_words.source(publication, selection)),
        note=words.MEANS_NOTE,
    )


def _why(report: SchoolReport, publication: Publication, selection: Selection, case: CaseView) -> html.Section:
    if selection.method.kind == "conditions" and report.status != "no-listing":
        return conditions(report.conditions, words.why_title(report.status), publication, selection)
    if not report.evidence:
        return section(words.why_title(report.status), empty(words.NO_EVIDENCE))
    grounds = words.grounds_sentence(report.grounds)
    small = any(not item.counts for item in report.evidence)
    compared = rules.clusters(report.evidence)
    parts: list[Any] = [
        html.P(grounds) if grounds else None,
        _confidence(report, selection),
        scrolled(
            evidence_table(report.evidence, selection.method, answers_beside(report.evidence, case)),
            words.why_title(report.status),
        ),
        html.P(compared, className="note") if compared else None,
        html.P(words.why_small(selection.method), className="note") if small else None,
    ]
    return section(words.why_title(report.status), *parts, note=rules.why_note(selection.method, report.evidence))


def _confidence(report: SchoolReport, selection: Selection) -> html.P | None:
    """How sure the place in the list is; outside the list only in the zone of risk."""
    if selection.method.kind != "shares":
        return html.P(rules.NO_PROBABILITY, className="note")
    chance = report.probability
    if chance is None or not (report.status in statuses.IN_LIST or confidence.at_risk(report.status, chance)):
        return None
    return html.P(confidence.school_line(report.status, chance))


def _marks(report: SchoolReport, publication: Publication, selection: Selection) -> html.Section:
    if not report.comparison:
        return section(words.MARKS_TITLE, empty(words.MARKS_EMPTY))
    return section(
        words.marks_finding(report.comparison),
        marks_blocks(report.comparison),
        source_line(city_words.source(publication, selection)),
        note=words.MARKS_NOTE,
    )


def _partners(report: SchoolReport, selection: Selection) -> html.Section:
    heading = words.partner_title(len(report.partnerships))
    if not report.partnerships:
        return section(heading, empty(words.PARTNER_EMPTY, words.PARTNER_EMPTY_STEP))
    return section(heading, partner_cards(report.partnerships, report.card.id, selection))


def _journal(report: SchoolReport, publication: Publication, selection: Selection) -> html.Section | None:
    if not report.journal:
        return None
    last = max(item.year for item in report.journal)
    latest = [item for item in report.journal if item.year == last]
    former = [item for item in report.journal if item.year != last]
    return section(
        words.journal_finding(latest),
        scrolled(journal_table(latest), words.JOURNAL_TITLE),
        source_line(city_words.source(publication, selection)),
        twin(words.JOURNAL_TWIN, journal_table(former)) if former else None,
        note=words.journal_note(latest),
    )


def _context(report: SchoolReport) -> html.Section | None:
    if not report.context or (report.similar and report.similar.criteria):
        return None  # The same stands beside the similar schools.
    return section(
        words.CONTEXT_TITLE,
        scrolled(context_table(report.context), words.CONTEXT_TITLE),
        note=words.context_note(report.context),
    )


def _unknown(report: SchoolReport) -> html.Section | None:
    sentences = words.unknown(report)
    if not sentences:
        return None
    return section(
        words.UNKNOWN_TITLE, html.Ul([html.Li(g.capital(item)) for item in sentences], className="plain-list")
    )
