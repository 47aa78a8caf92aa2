"""Where the page stands."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.attributes import aria
from layouts.links import link

CITY = "Санкт-Петербург"


def breadcrumbs(trail: Sequence[tuple[str, str]], here: str) -> html.Nav:
    """Links from the city down to the page: (text, address) and the page's own name without a link."""
    items: list[Any] = [html.Li(link(text, address)) for text, address in trail]
    items.append(html.Li(here, **aria(current="page")))
    return html.Nav(html.Ol(items), className="breadcrumbs", **aria(label="Путь к странице"))
