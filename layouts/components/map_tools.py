"""Zooming by buttons: the wheel belongs to the page, and not everyone has one."""

from dash import html

from layouts.attributes import data
from layouts.texts import maps as words


def zoom_buttons() -> html.Span:
    """Three buttons with words; ``assets/maps.js`` listens to ``data-zoom``."""
    named = (("in", words.LARGER), ("out", words.SMALLER), ("all", words.WHOLE))
    buttons = [html.Button(text, type="button", className="plain-button", **data(zoom=step)) for step, text in named]
    return html.Span(buttons, className="zoom-buttons")
