"""«На что посмотреть сначала»: three facts of a page in sentences, each leading to where it can be seen."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts import parts
from layouts.components.sections import empty, section
from layouts.links import href, link, to_district, to_school
from layouts.texts import facts as words
from monitoring.narrative import Fact
from monitoring.reports.publication import Selection

_PARTS = {"plan": parts.PLAN, "changes": parts.CHANGES, "series": parts.CHANGES, "list": parts.LIST}
"""What a sentence leads to on its own page → id of the part."""


def first_looks(facts: Sequence[Fact], selection: Selection, *, known: bool, class_name: str = "") -> html.Section:
    """The section. ``known``: there are data of the year to choose from."""
    if not facts:
        nothing = words.NOTHING_FIRST if known else words.NOTHING_KNOWN
        return section(words.FIRST, empty(nothing), class_name=class_name)
    entries = [_entry(fact, selection) for fact in facts]
    return section(words.FIRST, html.Ol(entries, className="first-looks"), note=words.FIRST_NOTE, class_name=class_name)


def _entry(fact: Fact, selection: Selection) -> html.Li:
    said = words.said(fact)
    before, inside, after = said.text
    note = html.Small(said.note) if said.note else None
    return html.Li([html.Span([before, _linked(said.where, inside, fact, selection), after]), note])


def _linked(where: str, text: str, fact: Fact, selection: Selection) -> Any:
    if where == "school" and fact.school is not None:
        return link(text, to_school(fact.school[0], selection))
    if where == "district" and fact.district is not None:
        return link(text, to_district(fact.district, selection))
    if where == "partnerships":
        return link(text, href("/partnerships", selection))
    return parts.link(text, _PARTS[where])
