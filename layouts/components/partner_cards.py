"""Partners of a school as cards: who, how far, on what agreement, what they did together."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.links import link, to_partnership, to_school
from layouts.texts import partnership as pair_words
from layouts.texts import school as words
from layouts.texts import statuses
from monitoring.districts import by_code
from monitoring.reports.publication import Selection
from monitoring.reports.school import Partnership


def partner_cards(items: Sequence[Partnership], school_id: int, selection: Selection) -> html.Div:
    """Active partnerships first, then proposed, paused and ended ones."""
    order = ("active", "proposed", "paused", "ended")
    ordered = sorted(items, key=lambda item: order.index(item.status))
    return html.Div([_card(item, school_id, selection) for item in ordered])


def _card(item: Partnership, school_id: int, selection: Selection) -> html.Div:
    mentee = item.mentee_id == school_id
    other, name = (item.mentor_id, item.mentor) if mentee else (item.mentee_id, item.mentee)
    district = by_code()[item.mentor_district if mentee else item.mentee_district].title
    head: list[Any] = [html.B(link(name, to_school(other, selection))), f", {district} · "]
    head.append(html.Span(f"{words.partner_role(item, school_id)}, {statuses.partnership(item.status)}"))
    lines = [words.partner_line(item), words.partner_work(item), words.partner_term(item), pair_words.card_line(item)]
    body = [html.P(line, className="note") for line in lines if line]
    body.append(html.P(link(pair_words.PAGE_LINK, to_partnership(item.id, selection)), className="note"))
    return html.Div([html.P(head), *body], className=f"partner-card partner-{item.status}")
