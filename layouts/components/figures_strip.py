"""The strip of figures under the page's finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure: ``value`` large, ``beside`` small next to it, ``note`` beneath."""

    label: str
    value: str
    beside: str = ""
    note: str = ""
    spark: Any = None


def strip(figures: Sequence[KeyFigure]) -> html.Dl:
    """The figures side by side under a rule."""
    return html.Dl([_figure(item) for item in figures], className="key-figures")


def _figure(item: KeyFigure) -> html.Div:
    value = html.Dd([html.Span(item.value, className="key-value"), html.Span(item.beside, className="key-beside")])
    parts = [html.Dt(item.label), value]
    if item.note:
        parts.append(html.Dd(item.note, className="key-note"))
    if item.spark is not None:
        parts.append(html.Dd(item.spark, className="key-spark"))
    return html.Div(parts, className="key-figure")
