"""The section of proposed partners: pairs with their reason, schools without one, the rules of the choice."""

from collections.abc import Mapping
from typing import Any

from dash import html

from layouts.components.sections import section, source_line
from layouts.components.tables import Cell, Column, table
from layouts.links import href, link, to_new_record, to_school
from layouts.texts import city as city_words
from layouts.texts import grammar as g
from layouts.texts import partnership as pair_words
from layouts.texts import proposals as words
from monitoring.districts import by_code
from monitoring.reports.matching import Proposal, Proposals, Side
from monitoring.reports.publication import Publication, Selection

Offers = Mapping[tuple[int, int], Mapping[str, object]]
"""Fields of the agreement that the viewer may propose, by mentee and mentor."""


def proposals_section(
    found: Proposals, publication: Publication, selection: Selection, offers: Offers | None = None
) -> html.Section:
    """The section; where nothing is proposed, its heading says so and why the schools stay without."""
    if not found.made:
        return section(words.headline(found))
    past = words.past(publication, selection)
    parts: list[Any] = []
    if found.pairs:
        parts.append(html.Div(_pairs(found, selection, offers or {}), className="table-scroll"))
    price = words.price(found)
    if price:
        parts.append(html.P(price))
    if found.unmatched:
        parts += [html.H3(words.WITHOUT), html.Div(_without(found, selection), className="table-scroll")]
    if found.pairs or found.unmatched or found.whole:
        parts += _rules(found, selection)
    parts.append(source_line(city_words.source(publication, selection)))
    return section(words.headline(found), *parts, note=[words.NOTE, f" {past}"] if past else words.NOTE)


def _pairs(found: Proposals, selection: Selection, offers: Offers) -> html.Table:
    columns = [
        Column(words.SCHOOL),
        Column(words.DISTRICT),
        Column(words.MENTOR),
        Column(words.DISTRICT),
        Column(words.KM, numeric=True),
        Column(words.WHY, class_name="grounds"),
    ]
    if found.whole:
        columns.append(Column(words.PRICE, numeric=True))
    rows = [_pair(pair, selection, priced=found.whole) for pair in found.pairs]
    if offers:
        heading = html.Span(pair_words.PROPOSE, className="visually-hidden")
        columns.append(Column(heading, sortable=False, class_name="screen-only"))
        rows = [[*row, _offer(pair, offers, selection)] for row, pair in zip(rows, found.pairs, strict=True)]
    return table(columns, rows, caption=words.CAPTION, sortable=True, class_name="proposals")


def _pair(pair: Proposal, selection: Selection, *, priced: bool) -> list[Any]:
    km = pair.distance_km
    row = [
        *_side(pair.mentee, selection),
        *_side(pair.mentor, selection),
        Cell(g.NO_VALUE if km is None else g.number(km, 1), sort=-1.0 if km is None else km),
        Cell(words.reason(pair)),
    ]
    if priced:
        total = pair.costs.total if pair.costs else None
        row.append(Cell(g.NO_VALUE if total is None else g.number(total, 2), sort=total))
    return row


def _offer(pair: Proposal, offers: Offers, selection: Selection) -> Any:
    fields = offers.get((pair.mentee.id, pair.mentor.id))
    if fields is None:
        return ""
    text = [pair_words.PROPOSE, html.Span(f": {pair.mentee.name}, {pair.mentor.name}", className="visually-hidden")]
    return link(text, to_new_record("partnership_agreement", selection, back="/partnerships", **fields))


def _without(found: Proposals, selection: Selection) -> html.Table:
    columns = [Column(words.SCHOOL), Column(words.DISTRICT), Column(words.WHY, class_name="grounds")]
    rows = [[*_side(item.school, selection), words.without(item.reason, found)] for item in found.unmatched]
    return table(columns, rows, caption=words.WITHOUT, class_name="proposals")


def _side(side: Side, selection: Selection) -> list[Any]:
    return [link(side.name, to_school(side.id, selection)), by_code()[side.district].name]


def _rules(found: Proposals, selection: Selection) -> list[Any]:
    items = [part for name, text in words.rules(found, selection) for part in (html.Dt(name), html.Dd(text))]
    default = html.P(
        [
            words.DEFAULTS,
            " ",
            html.Span(words.DEFAULT, className="unconfirmed"),
            ". ",
            link(city_words.METHOD_LINK, href("/method", selection)),
        ],
        className="note",
    )
    return [html.H3(words.RULES), default, html.Dl(items, className="notes")]
