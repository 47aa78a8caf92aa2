"""The rule beneath a page's finding: what decides, whether it is confirmed, and the way to its sources."""

from typing import Any

from dash import html

from layouts.links import href, link
from layouts.texts import city as words
from layouts.texts import rules
from monitoring.reports.publication import Selection


def lead(text: str, selection: Selection) -> list[Any]:
    """The text, the warning that the rule is a default, the link to the method page."""
    parts: list[Any] = [text, " · ", link(words.METHOD_LINK, href("/method", selection))]
    if not selection.method.confirmed:
        parts[1:1] = [" ", html.Span(f"({rules.unconfirmed(selection.method)})", className="unconfirmed")]
    return parts
