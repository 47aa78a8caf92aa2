"""The legend under a map or a heat map: classes of every scale (the active one is shown) and the drawn signs."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts import theme
from layouts.components.symbols import sign
from layouts.figures.scales import SCALES, Scale
from layouts.texts import maps as words


def map_legend(component_id: str, class_name: str, signs: Sequence[str]) -> html.Div:
    """Legend of a map with a choropleth; ``class_name`` from ``map_layers.legend_class``."""
    parts: list[Any] = [html.Span(_classes(scale), className=f"legend-classes legend-{scale.code}") for scale in SCALES]
    parts.append(html.Span(_swatch(theme.GROUND, words.NO_DATA), className="legend-classes legend-missing"))
    parts.append(signs_legend(signs))
    return html.Div(parts, id=component_id, className=class_name)


def signs_legend(signs: Sequence[str]) -> html.Span:
    """The drawn signs: listed, left, near, mentor, link, proposal, other, own."""
    named = {
        "listed": words.LISTED,
        "left": words.LEFT,
        "near": words.NEAR,
        "mentor": words.MENTOR,
        "link": words.LINK,
        "proposal": words.PROPOSAL,
        "other": words.OTHER,
        "school": words.SCHOOL,
        "own": words.OWN,
    }
    return html.Span([sign(name, named[name]) for name in signs], className="legend-signs")


def scale_legend(scale: Scale) -> html.Div:
    """The classes of one scale alone, as under a heat map."""
    return html.Div(_classes(scale), className="scale-legend")


def _classes(scale: Scale) -> list[html.Span]:
    return [_swatch(colour, text) for colour, text in zip(theme.SEQUENCE, scale.labels, strict=True)]


def _swatch(colour: str, text: str) -> html.Span:
    return html.Span([html.Span(className="swatch", style={"background": colour}), text], className="legend-class")
