"""Page «Партнёрство»: the registry, the links on the map, five figures, proposals for schools without a partner."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from layouts import ids
from layouts.attributes import aria
from layouts.components import grid
from layouts.components.breadcrumbs import CITY, breadcrumbs
from layouts.components.figures_strip import KeyFigure, strip
from layouts.components.map_legend import signs_legend
from layouts.components.map_tools import zoom_buttons
from layouts.components.partnership_tables import loads_table
from layouts.components.proposals import proposals_section
from layouts.components.sections import block, empty, figure, page_head, section, source_line, twin
from layouts.components.tables import scrolled
from layouts.figures import shapes
from layouts.figures.graph import empty_graph, map_graph
from layouts.figures.partnership_map import partnership_map
from layouts.links import href, to_partnership, to_school
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import grid as heads
from layouts.texts import maps as map_words
from layouts.texts import partnership as pair_words
from layouts.texts import partnerships as words
from layouts.texts import subjects
from monitoring.districts import by_code
from monitoring.reports.matching import Proposals
from monitoring.reports.partnerships import MentorLoad
from monitoring.reports.publication import Publication, Selection
from monitoring.reports.school import Partnership
from monitoring.reports.territory import PartnershipLink, SchoolMark

_ORDER = {"function": "russianOrder"}
_TERM = {"function": "term(params.value, params.data)"}


def title() -> str:
    """The browser's title of the page."""
    return words.TITLE


def page(
    partnerships: Sequence[Partnership],
    marks: Sequence[SchoolMark],
    links: Sequence[PartnershipLink],
    proposals: Proposals,
    publication: Publication,
    selection: Selection,
    *,
    loads: Sequence[MentorLoad] = (),
    offers: Mapping[tuple[int, int], Mapping[str, object]] | None = None,
    today: date | None = None,
    boundaries: Path | None = None,
) -> html.Div:
    """The page with its data; ``boundaries`` as in ``geodata.load_districts``.

    ``loads``: mentors of the viewer's scope. ``offers``: fields of the agreement that the viewer may propose, by pair.
    ``today``: the day as of which the records are read, the publication's where None.
    """
    crumbs = breadcrumbs([(CITY, href("/", selection))], words.TITLE)
    head = page_head(crumbs, words.headline(partnerships), words.lead(partnerships))
    proposed = proposals_section(proposals, publication, selection, offers or {})
    if not partnerships:
        return html.Div([head, _hidden_controls(), empty(words.EMPTY, words.EMPTY_STEP), proposed])
    return html.Div(
        [
            head,
            strip(_figures(partnerships)),
            _map(partnerships, marks, links, _proposed(proposals), publication, selection, boundaries),
            proposed,
            section(
                words.REGISTRY,
                grid.named(_registry(partnerships, selection), words.REGISTRY),
                source_line(pair_words.source(today or publication.today)),
                note=[words.NOTE, html.Span(city_words.SORT_HINT, className="screen-only")],
                controls=grid.filtered(ids.PARTNERSHIPS_FILTER, words.FILTER, words.FILTER_PLACEHOLDER),
            ),
            _loads(loads, selection),
        ],
        className="partnerships-page",
    )


def skeleton() -> html.Div:
    """The page's shape without data: every id it will have."""
    return html.Div([block(90), block(86), block(500), _hidden_controls()], className="skeleton", **aria(hidden="true"))


def _hidden_controls() -> html.Div:
    controls = [
        dbc.Input(id=ids.PARTNERSHIPS_FILTER, type="search", value=""),
        grid.empty_grid(ids.PARTNERSHIPS_GRID),
        empty_graph(ids.PARTNERSHIPS_MAP_GRAPH),
    ]
    return html.Div(controls, hidden=True)


def _figures(items: Sequence[Partnership]) -> list[KeyFigure]:
    active = [item for item in items if item.status == "active"]
    distances = [item.distance_km for item in active if item.distance_km is not None]
    figures = [
        KeyFigure(words.ACTIVE, g.number(len(active)), f"из {g.number(len(items))}"),
        KeyFigure(words.MENTEES, g.number(len({item.mentee_id for item in active}))),
        KeyFigure(words.MENTORS, g.number(len({item.mentor_id for item in active}))),
        KeyFigure(
            words.ACTIVITIES,
            g.number(sum(item.activities for item in active)),
            note=words.idle(sum(1 for item in active if not item.activities)),
        ),
    ]
    if distances:
        value = f"{g.number(median(distances), 1)}{g.NBSP}км"
        figures.append(KeyFigure(words.DISTANCE, value, note=words.median_note(len(distances))))
    return figures


def _proposed(found: Proposals) -> tuple[PartnershipLink, ...]:
    """Lines on the map for the proposals of which both sides have a point."""
    return tuple(
        PartnershipLink(
            pair.mentee.id, pair.mentor.id, pair.mentee.name, pair.mentor.name, pair.mentee.point, pair.mentor.point
        )
        for pair in found.pairs
        if pair.mentee.point and pair.mentor.point
    )


def _map(
    items: Sequence[Partnership],
    marks: Sequence[SchoolMark],
    links: Sequence[PartnershipLink],
    proposed: Sequence[PartnershipLink],
    publication: Publication,
    selection: Selection,
    boundaries: Path | None,
) -> html.Section:
    drawn = shapes.load(boundaries)
    chart = partnership_map(drawn, marks, links, proposed)
    pairs = {(link.mentee_id, link.mentor_id) for link in links}
    missing = sum(1 for item in items if item.status == "active" and (item.mentee_id, item.mentor_id) not in pairs)
    note = words.unplaced(missing)
    present = {
        "listed": any(mark.listed for mark in marks),
        "mentor": any(mark.mentor for mark in marks),
        "link": bool(links),
        "proposal": bool(proposed),
        "other": any(not (mark.listed or mark.mentor) for mark in marks),
        "own": any(mark.own for mark in marks),
    }
    return section(
        words.MAP_TITLE,
        figure(map_graph(ids.PARTNERSHIPS_MAP_GRAPH, chart), words.MAP_CAPTION, rows=ids.PARTNERSHIPS_GRID),
        html.Div(signs_legend([name for name, there in present.items() if there]), className="map-legend"),
        html.P(note, className="note") if note else None,
        html.P(map_words.HINT, className="note map-hint"),
        source_line(city_words.source(publication, selection), f" · границы: {drawn.attribution}"),
        note=words.MAP_NOTE,
        controls=zoom_buttons(),
        class_name="map-section wide-map",
    )


def _loads(loads: Sequence[MentorLoad], selection: Selection) -> html.Section | None:
    """The full ones at once, the others when asked for."""
    if not loads:
        return None
    full, others = [load for load in loads if load.full], [load for load in loads if not load.full]
    heading = pair_words.loads_title(loads)
    return section(
        heading,
        scrolled(loads_table(full, selection), heading) if full else None,
        twin(pair_words.others(len(others)), loads_table(others, selection)) if others else None,
        note=pair_words.LOADS_NOTE,
    )


def _registry(items: Sequence[Partnership], selection: Selection) -> Any:
    columns = [
        grid.link("mentee", heads.MENTEE, minWidth=124, flex=2, sort="asc", comparator=_ORDER, **grid.WRAPPED),
        grid.column("menteeDistrict", heads.DISTRICT, width=146, **grid.WRAPPED),
        grid.link("mentor", heads.MENTOR, minWidth=124, flex=2, comparator=_ORDER, **grid.WRAPPED),
        grid.column("mentorDistrict", heads.DISTRICT, width=146, **grid.WRAPPED),
        grid.column("subjects", heads.SUBJECTS, minWidth=100, flex=1, **grid.WRAPPED),
        grid.column("status", heads.STATUS, width=146, **grid.WRAPPED),
        grid.link("agreement", pair_words.AGREEMENT_HEAD, width=116, **grid.WRAPPED),
        grid.column(
            "started",
            heads.TERM,
            width=106,
            **grid.WRAPPED,
            valueFormatter={"function": "term(params.value, params.data)"},
        ),
        grid.numeric("activities", heads.ACTIVITIES, width=84),
        grid.column("last", pair_words.LAST_HEAD, width=98, valueFormatter={"function": "day(params.value)"}),
    ]
    return grid.grid(ids.PARTNERSHIPS_GRID, columns, [_row(item, selection) for item in items])


def _row(item: Partnership, selection: Selection) -> dict[str, Any]:
    return {
        "mentee": item.mentee,
        "menteeHref": to_school(item.mentee_id, selection),
        "menteeDistrict": by_code()[item.mentee_district].name,
        "mentor": item.mentor,
        "mentorHref": to_school(item.mentor_id, selection),
        "mentorDistrict": by_code()[item.mentor_district].name,
        "subjects": subjects.short_names(item.subjects),
        "status": pair_words.standing(item),
        "agreement": pair_words.agreement_link(item),
        "agreementHref": to_partnership(item.id, selection),
        "started": item.started_on.isoformat(),
        "ended": item.ended_on.isoformat() if item.ended_on else None,
        "activities": item.activities,
        "last": item.last_activity_on.isoformat() if item.last_activity_on else None,
    }
