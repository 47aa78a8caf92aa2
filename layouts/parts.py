"""Parts of pages that sentences lead to, by name: an attribute and no component id, several pages have the same ones.

``assets/dynamics.js`` goes there: the page stays, the keyboard goes along.
"""

from typing import Any

from dash import html

from layouts.attributes import data

PLAN = "plan"
CHANGES = "changes"
LIST = "list"


def link(text: Any, part: str) -> html.A:
    """A link to a part of the same page."""
    return html.A(text, href=f"#{part}", **data(to=part))
