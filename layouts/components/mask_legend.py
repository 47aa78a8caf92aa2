"""The legend of masked cells under a table or a chart."""

from collections.abc import Iterable

from dash import html

from layouts.texts import masking as words


def mask_legend(items: Iterable[words.Maskable]) -> html.P | None:
    """What the signs mean; None where no figure has one."""
    text = words.legend(items)
    return html.P(text, className="note mask-legend") if text else None
