"""The way from a page to its briefing as a file."""

from dash import html

from layouts.links import to_briefing
from layouts.texts import briefing as words
from monitoring.reports.publication import Selection


def briefing_link(scope: str, key: str, selection: Selection) -> html.P:
    """A link that brings the file: Dash is not to follow it."""
    address = to_briefing(scope, key, selection)
    return html.P(html.A(words.BUTTON, href=address, title=words.BUTTON_HINT), className="briefing-line")
