"""The ways from a page to its briefing as a file and to the rows that its figures rest on."""

from dash import html

from layouts.attributes import aria
from layouts.links import link, to_briefing
from layouts.texts import briefing as words
from layouts.texts import origins as origin_words
from monitoring.reports.publication import Selection


def briefing_link(scope: str, key: str, selection: Selection, origins: str = "") -> html.P:
    """Links that bring the file, one a format: Dash is not to follow them. ``origins``: address of the page of the
    rows, where they are open to the viewer."""
    files = [
        html.A(
            form.upper(),
            href=to_briefing(scope, key, selection, form),
            title=hint,
            **aria(label=f"{words.KIND}, {form.upper()}: {hint}"),
        )
        for form, hint in words.FORMATS
    ]
    parted = [part for file in files for part in (" · ", file)][1:]
    rows = [link(origin_words.TITLE, origins, "apart")] if origins else []
    return html.P([f"{words.KIND}: ", *parted, *rows], className="briefing-line")
