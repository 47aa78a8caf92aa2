"""Status by shape and word as well as by colour. The shapes are drawn in the style sheet: not every font has them."""

from typing import Any

from dash import html

from layouts.texts import statuses


def status(code: str | None) -> html.Span:
    """A membership status: its shape and its word."""
    return html.Span(statuses.name(code), className=f"status status-{statuses.shape(code)}")


def sign(shape: str, text: Any) -> html.Span:
    """An entry of a legend; shapes: listed, left, near, mentor, link, proposal, other, own, neva."""
    return html.Span(text, className=f"sign sign-{shape}")
