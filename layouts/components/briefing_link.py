"""The way from a page to its briefing as a file."""

from dash import html

from layouts.attributes import aria
from layouts.links import to_briefing
from layouts.texts import briefing as words
from monitoring.reports.publication import Selection


def briefing_link(scope: str, key: str, selection: Selection) -> html.P:
    """Links that bring the file, one a format: Dash is not to follow them."""
    links = [
        html.A(
            form.upper(),
            href=to_briefing(scope, key, selection, form),
            title=hint,
            **aria(label=f"{words.KIND}, {form.upper()}: {hint}"),
        )
        for form, hint in words.FORMATS
    ]
    parted = [part for link in links for part in (" · ", link)][1:]
    return html.P([f"{words.KIND}: ", *parted], className="briefing-line")
